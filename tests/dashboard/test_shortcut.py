import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from classroom.errors import UsageError
from dashboard.shortcut import write_shortcut

DATABASE = 'sqlite:////tmp/Mia\'s $HOME 100% "class".db'


def test_on_linux_it_is_a_desktop_entry_that_can_be_double_clicked(tmp_path: Path) -> None:
    file = write_shortcut(["--port", "8123"], tmp_path, "linux")
    lines = file.read_text().splitlines()
    assert file.name == "moodline.desktop"
    assert os.access(file, os.X_OK)
    assert lines[0] == "[Desktop Entry]"
    (command,) = (line for line in lines if line.startswith("Exec="))
    assert command.endswith('run_dashboard.py" "--port" "8123"')


@pytest.mark.skipif(
    shutil.which("gio") is None and not sys.platform.startswith("linux"), reason="no desktop entries here"
)
def test_a_desktop_entrys_command_is_read_as_it_was_written(tmp_path: Path) -> None:
    text = write_shortcut(["--database", DATABASE], tmp_path, "linux").read_text()
    (command,) = (line.removeprefix("Exec=") for line in text.splitlines() if line.startswith("Exec="))
    unescaped = command.replace("\\\\", "\\").replace("%%", "%")
    argument = unescaped.rsplit(' "', 1)[1].removesuffix('"')
    for letter in ('"', "`", "$"):
        argument = argument.replace(f"\\{letter}", letter)
    assert argument == DATABASE


@pytest.mark.skipif(os.name != "posix", reason="runs a shell script")
def test_on_macos_it_is_a_script_that_passes_each_argument_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "python that prints"
    program.write_text('#!/bin/sh\nshift\nprintf "%s\\n" "$@"\n')
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    file = write_shortcut(["--database", DATABASE], tmp_path, "darwin")
    said = subprocess.run([str(file)], capture_output=True, text=True, check=True).stdout
    assert said.splitlines() == ["--database", DATABASE]


def test_on_windows_it_is_a_batch_file_in_which_no_per_cent_is_a_variable(tmp_path: Path) -> None:
    file = write_shortcut(["--database", "sqlite:///C:/100%/class.db"], tmp_path, "win32")
    assert file.name == "Moodline.bat"
    text = file.read_bytes().decode()
    assert '"sqlite:///C:/100%%/class.db"\r\n' in text
    assert "\n" not in text.replace("\r\n", "")


def test_an_older_one_is_replaced(tmp_path: Path) -> None:
    write_shortcut(["--port", "8123"], tmp_path, "linux")
    assert '"8124"' in write_shortcut(["--port", "8124"], tmp_path, "linux").read_text()


def test_without_a_desktop_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written") as refused:
        write_shortcut([], tmp_path / "none", "linux")
    assert "desktop folder" in refused.value.remedy
