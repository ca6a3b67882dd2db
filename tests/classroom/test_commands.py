"""Suggested commands can be typed as they stand: with the options in use, and quoted."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from classroom.commands import CommandOptions, command_line, options_in_use
from classroom.data_folders import DEFAULT_CONFIG_FILE, PROJECT_FOLDER, default_database_url

POSIX = CommandOptions(is_windows=False)
BARE = re.compile(r"\buv run\b|\brun_(?:monitor|dashboard)\.py\b")
NAMES = {"run_monitor.py", "run_dashboard.py"}
"""The names of the programs alone: they start a process, or stand in --help."""
PACKAGES = ("classroom", "monitor", "dashboard", "pulse")


def test_what_a_command_takes_by_itself_is_left_out() -> None:
    found = options_in_use(default_database_url(), None, DEFAULT_CONFIG_FILE)
    assert (found.database_url, found.config, found.port) == (None, None, None)
    assert POSIX.monitor("--demo") == "uv run run_monitor.py --demo"
    assert POSIX.dashboard() == "uv run run_dashboard.py"


def test_the_configured_database_need_not_be_named() -> None:
    assert options_in_use("sqlite:///b.db", "sqlite:///b.db", None).database_url is None
    assert options_in_use(default_database_url(), "sqlite:///b.db", None).database_url == default_database_url()


def test_options_in_use_are_named() -> None:
    options = CommandOptions("sqlite:///b.db", Path("c.yaml"), 8001, is_windows=False)
    shared = "--database sqlite:///b.db --config c.yaml"
    assert options.monitor("--check") == f"uv run run_monitor.py --check {shared}"
    assert options.dashboard() == f"uv run run_dashboard.py {shared} --port 8001"


def test_a_list_and_a_help_need_no_options() -> None:
    options = CommandOptions("sqlite:///b.db", Path("c.yaml"), is_windows=False)
    assert options.monitor("--list-sources") == "uv run run_monitor.py --list-sources"


def test_demo_data_takes_no_database() -> None:
    options = CommandOptions("sqlite:///b.db", is_windows=False)
    assert options.dashboard("--demo-data") == "uv run run_dashboard.py --demo-data"


def test_a_password_is_never_shown() -> None:
    command = CommandOptions("postgresql://anna:s3cret@host/moodline", is_windows=False).monitor()
    assert "s3cret" not in command
    assert "--database 'postgresql://anna:***@host/moodline'" in command


def test_elsewhere_the_program_and_its_files_are_named_by_their_paths(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    command = options_in_use("sqlite:///b.db", None, Path("c.yaml")).monitor()
    assert f"--project {PROJECT_FOLDER} {PROJECT_FOLDER / 'run_monitor.py'}" in command
    assert f"--database sqlite:///{tmp_path / 'b.db'} --config {tmp_path / 'c.yaml'}" in command


WORDS = ["plain", "two words", "it's", 'say "x"', "$HOME", "a;b", "`date`", "ä", "100%", "back\\", ""]


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell")
def test_a_posix_shell_reads_each_word_as_it_is() -> None:
    script = "import sys; sys.stdout.write(chr(10).join(sys.argv[1:]))"
    line = command_line([sys.executable, "-c", script, *WORDS], is_windows=False)
    done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, check=True)
    assert done.stdout.decode() == "\n".join(WORDS)


@pytest.mark.parametrize(
    ("word", "typed"),
    [
        ("sqlite:///C:/Lessons/b.db", "sqlite:///C:/Lessons/b.db"),
        ("C:\\Lessons\\b.yaml", "C:\\Lessons\\b.yaml"),
        ("C:\\My lessons\\b.yaml", '"C:\\My lessons\\b.yaml"'),
        ("a;b", '"a;b"'),
        ("it's", '"it\'s"'),
        ("C:\\$home", "'C:\\$home'"),
        ("window:the `best`", "'window:the `best`'"),
        ('it\'s "x"', "'it''s \"x\"'"),
        ("C:\\My lessons\\", "'C:\\My lessons\\'"),
        ("", '""'),
    ],
)
def test_on_windows_both_shells_read_a_path_and_powershell_expands_nothing(word: str, typed: str) -> None:
    assert command_line([word], is_windows=True) == typed


def test_what_is_quoted_twice_is_read_by_windows_as_it_was() -> None:
    """The double-quoted form is that of Windows' own rule for a program's arguments."""
    for word in ("C:\\My lessons\\b.yaml", "a b", "window:Zoom & more"):
        if " " in word:
            assert command_line([word], is_windows=True) == subprocess.list2cmdline([word])


def texts_of(path: Path) -> Iterator[str]:
    """Yield the strings of a Python file but for its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {id(node.body[0].value) for node in ast.walk(tree)
                  if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)}  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def test_no_other_text_names_a_command() -> None:
    """Such a text would leave out the database, the configuration and the port that are in use."""
    found = []
    for package in PACKAGES:
        for path in (PROJECT_FOLDER / package).rglob("*"):
            if path.suffix == ".py" and path.name != "commands.py":
                texts = [text for text in texts_of(path) if text not in NAMES]
            elif path.suffix in (".html", ".js", ".po"):
                texts = [path.read_text(encoding="utf-8")]
            else:
                continue
            found += [f"{path.relative_to(PROJECT_FOLDER)}: {text[:80]}" for text in texts if BARE.search(text)]
    assert not found
