"""Attacks of a second account of the same computer: it gets neither files nor pages, and no code is of use to it.

As root the test becomes that account in a process of its own. Nobody else may become another; then the modes that keep
the account out are looked at instead, and the pages are asked for without the key.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pytest

from classroom.database import open_engine
from dashboard.auth.address import sign_in_address
from dashboard.auth.key import access_key
from monitor.store.upgrade import upgrade_database
from tests.browser.chromium import served
from tests.classroom.modes import mode_of
from tests.dashboard.class_fixtures import add_class

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has access lists and no accounts to become")

NOBODY: Final = 65534
IS_ROOT: Final = hasattr(os, "geteuid") and os.geteuid() == 0
SECOND_ACCOUNT: Final = """
import encodings.idna, http.client, http.cookiejar, json, os, socket, sys, urllib.error, urllib.request
from pathlib import Path
uid, addresses = int(sys.argv[1]), sys.argv[2:]
opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
if uid >= 0:  # after the imports: Python itself may lie where the other account cannot read
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
read, written, answers = [], [], {}
def tried(path):
    try:
        path.read_bytes() if path.is_file() else list(path.iterdir())
        read.append(str(path))
    except OSError:
        pass
    try:
        with open(path / "x" if path.is_dir() else path, "ab"):
            written.append(str(path))
    except OSError:
        pass
for name in json.load(sys.stdin):
    try:
        tried(Path(name))
    except OSError:
        pass
for address in addresses:
    try:
        with opener.open(address, timeout=30) as answer:
            answers[address] = [answer.status, answer.read().decode(errors="replace")]
    except urllib.error.HTTPError as error:
        answers[address] = [error.code, error.read().decode(errors="replace")]
json.dump({"uid": os.getuid(), "read": read, "written": written, "answers": answers}, sys.stdout)
"""
"""A program of the other account: it tries to read and write each file, and to open each address."""


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """A folder that every account may look into, as /home/ada often is: only what lies within is closed."""
    folder = Path(tempfile.mkdtemp(prefix="moodline-home-"))
    folder.chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(folder))
        yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def database(home: Path) -> Path:
    """A database as the monitor makes it, whatever the umask, with a class in it."""
    before = os.umask(0)
    try:
        file = home / "moodline" / "moodline.db"
        engine = open_engine(f"sqlite:///{file.as_posix()}")
        upgrade_database(engine)
        add_class(engine, title="Quadratics")
        engine.dispose()
        access_key()
    finally:
        os.umask(before)
    return file


def as_second_account(files: list[Path], *addresses: str) -> dict[str, Any]:
    command = [sys.executable, "-I", "-c", SECOND_ACCOUNT, str(NOBODY if IS_ROOT else -1), *addresses]
    done = subprocess.run(
        command,
        input=json.dumps([str(file) for file in files]),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("folder_mode", [None, 0o755], ids=["as it is made", "of a folder that was opened"])
def test_no_file_can_be_read_or_written(database: Path, folder_mode: int | None) -> None:
    files = list(database.parent.iterdir())
    if folder_mode is None:
        files.append(database.parent)
    else:
        database.parent.chmod(folder_mode)
    assert {file.name for file in files} >= {"moodline.db", "dashboard-key"}
    if IS_ROOT:
        found = as_second_account(files)
        assert (found["uid"], found["read"], found["written"]) == (NOBODY, [], [])
    else:
        assert {mode_of(file) & 0o077 for file in files} == {0}


def test_no_page_and_no_figure_is_shown(database: Path) -> None:
    with served(database) as address:
        pages = [address + path for path in ("/", "/classes", "/classes/1", "/api/v1/classes", "/classes/1/export.csv")]
        found = as_second_account([database], *pages)
    assert {status for status, _ in found["answers"].values()} == {401}
    assert not any("Quadratics" in page or str(database.parent) in page for _, page in found["answers"].values())


@pytest.mark.skipif(not (IS_ROOT and sys.platform == "linux"), reason="only root can become another account, on Linux")
def test_a_code_that_was_read_off_the_list_of_processes_lets_no_other_account_in(database: Path) -> None:
    with served(database) as address:
        parts = urlsplit(address)
        opened = sign_in_address(parts.hostname or "", parts.port or 0, 60)
        found = as_second_account([database], opened)
        assert found["answers"][opened][0] == 401
