"""The layers of docs/pipeline.md, held against the code: import-linter's contracts, and what those cannot see."""

import ast
import logging
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("classroom", "monitor", "model", "dashboard", "pulse")
PROGRAMS = (*PACKAGES, "tools", "benchmarks")
MODULE_LINES_STOP = 300
FUNCTION_LINES_STOP = 60
MOST_PARAMETERS = 6
DRAWERS = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}
HEAVY = {"tensorflow", "keras", "mtcnn", "cv2", "mss"}
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
ASKS = re.compile(r'\s*"""(What|Which|Whether|Where|When|How|Who|Whom|Why)\b')
TESTS_APART = ("browser", "end_to_end", "benchmarks", "privacy", "dashboard/golden")
"""Folders of tests that go through many packages at once."""


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def trees(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield each module by its path, parsed."""
    for path in sources(*folders):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


@pytest.fixture
def loggers_kept() -> Iterator[None]:
    """Enable the loggers again that import-linter's own logging settings disable, or later tests would see no log."""
    known = logging.root.manager.loggerDict.values()
    enabled = [logger for logger in known if isinstance(logger, logging.Logger) and not logger.disabled]
    yield
    for logger in enabled:
        logger.disabled = False


@pytest.mark.usefixtures("loggers_kept")
@pytest.mark.parametrize("contract", [contract["id"] for contract in SETTINGS["contracts"]])
def test_the_imports_keep_to_the_contract(contract: str) -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), limit_to_contracts=(contract,)) == 0


def test_no_import_is_left_out_of_the_contracts() -> None:
    assert not [contract["id"] for contract in SETTINGS["contracts"] if "ignore_imports" in contract]


def test_modules_are_small_enough_to_be_read_at_one_sitting() -> None:
    lines = {
        path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines()) for path in sources(*PROGRAMS)
    }
    assert {name: count for name, count in lines.items() if count > MODULE_LINES_STOP} == {}


def test_functions_are_short_and_take_few_parameters() -> None:
    too_large = []
    for name, tree in trees(*PROGRAMS):
        for node in ast.walk(tree):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            parameters = [each.arg for each in (*node.args.args, *node.args.kwonlyargs) if each.arg != "self"]
            lines = (node.end_lineno or 0) - node.lineno
            if lines >= FUNCTION_LINES_STOP or len(parameters) > MOST_PARAMETERS:
                too_large.append(f"{name}: {node.name}")
    assert too_large == []


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    assert [str(path) for path in sources(*PROGRAMS) if path.stem in DRAWERS] == []


def test_each_program_has_at_most_one_broad_except_and_it_logs_the_traceback() -> None:
    broad: dict[str, list[str]] = {}
    for name, tree in trees(*PACKAGES):
        for node in ast.walk(tree):
            if isinstance(node, ast.ExceptHandler) and (
                node.type is None
                or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException"))
            ):
                broad.setdefault(name.split("/")[0], []).append(ast.unparse(node))
    assert {program: handlers for program, handlers in broad.items() if len(handlers) > 1} == {}
    for handlers in broad.values():
        assert all("log.exception" in handler or "logger.exception" in handler for handler in handlers)


def test_no_docstring_begins_with_a_question_word() -> None:
    asking = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in sources(*PROGRAMS, "migrations", "tests")
        for line in path.read_text(encoding="utf-8").splitlines()
        if ASKS.match(line)
    ]
    assert asking == []


def test_tests_mirror_the_folders_of_the_code() -> None:
    folders = {path.parent.relative_to(ROOT / "tests").as_posix() for path in (ROOT / "tests").rglob("test_*.py")}
    apart = {folder for folder in folders if folder.startswith(TESTS_APART)}
    assert [folder for folder in sorted(folders - apart) if not mirrored(folder)] == []


def mirrored(folder: str) -> bool:
    """Say whether the folder of tests is one of code, or tests the one module of its name."""
    return folder == "." or (ROOT / folder).is_dir() or (ROOT / f"{folder}.py").is_file()


def loaded_after(statement: str) -> set[str]:
    code = f"{statement}; import sys; print(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("statement", "not_needed"),
    [
        ("import dashboard.app", HEAVY | {"monitor", "model", "pulse"}),
        ("import dashboard.app", {"fpdf", "xlsxwriter", "icalendar", "segno", "plotly", "rich", "matplotlib", "scipy"}),
        ("import monitor.cli.main, monitor.cli.watch_command", HEAVY | {"flask", "plotly", "scipy"}),
        ("import monitor.annotate.draw", {"tensorflow", "keras", "mtcnn", "mss"}),
        ("import monitor.pipeline, monitor.watch.runner, monitor.track", HEAVY | {"sqlalchemy"}),
    ],
)
def test_importing_loads_only_what_is_needed(statement: str, not_needed: set[str]) -> None:
    assert not loaded_after(statement) & not_needed


NEEDED_TO_WATCH = HEAVY | {"numpy", "sqlalchemy", "alembic", "apscheduler", "rich", "flask", "waitress", "plotly"}
READS_SETTINGS = {"pydantic", "yaml"}
CAMERAS_AND_SCREENS = {"mss", "Xlib", "cv2_enumerate_cameras"}


TELL_WHAT_WAS_LOADED = """
import atexit, runpy, sys
tell = lambda: print(*{name.split('.')[0] for name, module in sys.modules.items() if module}, file=sys.stderr)
atexit.register(tell)
del sys.argv[0]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.mark.parametrize(
    ("command", "not_needed"),
    [
        ("run_monitor.py --help", NEEDED_TO_WATCH | READS_SETTINGS | CAMERAS_AND_SCREENS),
        ("run_monitor.py --check-config", NEEDED_TO_WATCH | CAMERAS_AND_SCREENS),
        ("run_monitor.py --list-sources", (NEEDED_TO_WATCH | READS_SETTINGS) - CAMERAS_AND_SCREENS),
        ("run_dashboard.py --help", NEEDED_TO_WATCH | READS_SETTINGS | CAMERAS_AND_SCREENS),
    ],
)
def test_commands_that_answer_at_once_load_only_what_they_need(command: str, not_needed: set[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", TELL_WHAT_WAS_LOADED, *command.split()],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    loaded = set(done.stderr.split())
    assert {"argparse", "classroom"} <= loaded
    assert not loaded & not_needed
