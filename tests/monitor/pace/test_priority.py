import subprocess
import sys

import pytest

from classroom.data_folders import PROJECT_FOLDER
from monitor.pace.priority import NICENESS

GIVES_WAY = """
import os, sys, threading
from monitor.pace.priority import lower_priority
os.nice({before} - os.nice(0))
ended = threading.Event()
other = threading.Thread(target=ended.wait)
other.start()
lower_priority()
lower_priority()
print(os.getpriority(os.PRIO_PROCESS, 0), os.getpriority(os.PRIO_PROCESS, other.native_id))
ended.set()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="a thread's priority is a thing of Linux")
@pytest.mark.parametrize("before", [0, 5, 15])
def test_all_threads_get_a_low_priority_and_none_that_is_lower_is_raised(before: int) -> None:
    code = GIVES_WAY.format(before=before)
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT_FOLDER, capture_output=True, text=True, check=True)
    assert [int(niceness) for niceness in done.stdout.split()] == [max(before, NICENESS)] * 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has priority classes instead")
def test_a_system_that_refuses_a_low_priority_does_not_stop_the_class() -> None:
    refusing = "import os; os.setpriority = lambda *_: (_ for _ in ()).throw(PermissionError('no')); "
    code = refusing + "from monitor.pace.priority import lower_priority; lower_priority()"
    subprocess.run([sys.executable, "-c", code], cwd=PROJECT_FOLDER, check=True)
