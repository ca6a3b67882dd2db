"""The layout of docs/pipeline.md, held against the code."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("classroom", "monitor", "model", "dashboard", "pulse")
MODULE_LINES_STOP = 300
FUNCTION_LINES_STOP = 60
MOST_PARAMETERS = 6
HEAVY = {"tensorflow", "keras", "mtcnn", "cv2", "mss"}

# What each part must never import, directly. The longest matching path decides.
FORBIDDEN = {
    "classroom": {"monitor", "model", "dashboard", "numpy", "cv2", "tensorflow", "keras", "flask", "plotly"},
    "model": {"monitor", "dashboard", "sqlalchemy", "flask", "plotly"},
    "monitor": {"dashboard", "flask", "plotly"},
    "monitor/types.py": HEAVY | {"sqlalchemy", "model", "dashboard", "flask"},
    "monitor/stages.py": HEAVY | {"sqlalchemy", "model", "dashboard", "flask"},
    "monitor/pipeline.py": HEAVY | {"sqlalchemy", "model", "dashboard", "flask"},
    "monitor/track.py": HEAVY | {"sqlalchemy", "model", "dashboard", "flask"},
    "monitor/aggregate": HEAVY | {"sqlalchemy", "model", "dashboard", "flask"},
    "monitor/watch/runner.py": HEAVY | {"sqlalchemy", "model", "dashboard", "flask"},
    "monitor/capture": {"tensorflow", "keras", "mtcnn", "sqlalchemy", "model", "dashboard", "flask"},
    "monitor/detect": {"tensorflow", "keras", "mtcnn", "mss", "sqlalchemy", "dashboard", "flask"},
    "monitor/slides.py": {"tensorflow", "keras", "mtcnn", "mss", "sqlalchemy", "model", "dashboard", "flask"},
    "monitor/classify.py": {"mss", "mtcnn", "sqlalchemy", "dashboard", "flask"},
    "monitor/annotate": {"tensorflow", "keras", "mtcnn", "mss", "sqlalchemy", "dashboard", "flask"},
    "monitor/store": HEAVY | {"model", "dashboard", "flask", "numpy"},
    "dashboard": HEAVY | {"monitor", "model", "alembic", "mtcnn", "pulse"},
    "pulse": HEAVY | {"classroom", "monitor", "model", "dashboard", "sqlalchemy", "sqlite3", "numpy", "plotly"},
    "migrations": {"classroom", "monitor", "model", "dashboard"},
}
# Of the model's room these parts may take one module each: others of it would bring the networks with them.
ONLY_FROM_MODEL = {"monitor/annotate": "model.drawing"}
STAGES = (
    "monitor.capture",
    "monitor.detect",
    "monitor.track",
    "monitor.classify",
    "monitor.slides",
    "monitor.aggregate",
    "monitor.store",
)


def sources(*rooms: str) -> list[Path]:
    return sorted(path for room in rooms for path in (ROOT / room).rglob("*.py"))


def imports_of(path: Path) -> Iterator[tuple[str, bool]]:
    """Yield each imported module and whether it is imported at module level (type checking aside)."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top = {id(node) for node in tree.body}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, id(node) in top) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, id(node) in top


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def rule_for(path: Path) -> set[str]:
    name = relative(path)
    fitting = [part for part in FORBIDDEN if name == part or name.startswith(part + "/")]
    return FORBIDDEN[max(fitting, key=len)] if fitting else set()


@pytest.mark.parametrize("path", sources(*ROOMS, "migrations"), ids=relative)
def test_a_room_imports_only_what_it_may(path: Path) -> None:
    imported = {module.split(".")[0] for module, _ in imports_of(path)}
    assert not imported & rule_for(path)


@pytest.mark.parametrize(("part", "module"), ONLY_FROM_MODEL.items())
def test_faces_and_drawing_come_from_one_module_of_the_model_each(part: str, module: str) -> None:
    imported = [name for path in sources("monitor") if relative(path).startswith(part) for name, _ in imports_of(path)]
    assert {name for name in imported if name.split(".")[0] == "model"} == {module}


@pytest.mark.parametrize("path", sources("monitor"), ids=relative)
def test_stages_never_import_each_other(path: Path) -> None:
    own = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    stage = next((stage for stage in STAGES if own == stage or own.startswith(stage + ".")), None)
    if stage is None:
        return
    others = tuple(other for other in STAGES if other != stage)
    assert not [module for module, _ in imports_of(path) if module.startswith(others)]


@pytest.mark.parametrize("path", sources("monitor/cli", "classroom", "dashboard"), ids=relative)
def test_what_answers_at_once_loads_nothing_heavy(path: Path) -> None:
    at_module_level = {module.split(".")[0] for module, is_top in imports_of(path) if is_top}
    assert not at_module_level & HEAVY


@pytest.mark.parametrize("path", sources(*ROOMS, "tools"), ids=relative)
def test_a_module_is_small_enough_to_be_read_at_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MODULE_LINES_STOP
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < FUNCTION_LINES_STOP, node.name
            named = [argument.arg for argument in (*node.args.args, *node.args.kwonlyargs) if argument.arg != "self"]
            assert len(named) <= MOST_PARAMETERS, node.name


@pytest.mark.parametrize("path", sources(*ROOMS), ids=relative)
def test_no_module_is_a_drawer_for_odds_and_ends(path: Path) -> None:
    assert path.stem not in {"utils", "util", "helpers", "helper", "manager", "common", "misc"}


def test_each_program_has_at_most_one_broad_except_and_it_logs_the_traceback() -> None:
    for program in ROOMS:
        broad = []
        for path in sources(program):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for node in ast.walk(tree):
                if isinstance(node, ast.ExceptHandler) and (
                    node.type is None
                    or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException"))
                ):
                    broad.append(ast.unparse(node))
        assert len(broad) <= 1, program
        assert all("log.exception" in handler or "logger.exception" in handler for handler in broad), program


def loaded_after(statement: str) -> set[str]:
    code = f"{statement}; import sys; print(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_dashboard_runs_without_the_networks_and_the_cameras() -> None:
    assert not loaded_after("import dashboard.app") & (HEAVY | {"monitor", "model"})


def test_the_dashboard_starts_without_what_only_a_download_needs() -> None:
    seldom = {"fpdf", "xlsxwriter", "icalendar", "segno", "plotly", "rich", "matplotlib", "scipy"}
    assert not loaded_after("import dashboard.app") & seldom


def test_importing_the_command_line_loads_no_heavy_library() -> None:
    assert not loaded_after("import monitor.cli.main, monitor.cli.watch_command") & (
        HEAVY | {"flask", "plotly", "scipy"}
    )


NEEDED_TO_WATCH = HEAVY | {"numpy", "sqlalchemy", "alembic", "apscheduler", "rich", "flask", "waitress", "plotly"}
SETTINGS = {"pydantic", "yaml"}
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
        ("run_monitor.py --help", NEEDED_TO_WATCH | SETTINGS | CAMERAS_AND_SCREENS),
        ("run_monitor.py --check-config", NEEDED_TO_WATCH | CAMERAS_AND_SCREENS),
        ("run_monitor.py --list-sources", (NEEDED_TO_WATCH | SETTINGS) - CAMERAS_AND_SCREENS),
        ("run_dashboard.py --help", NEEDED_TO_WATCH | SETTINGS | CAMERAS_AND_SCREENS),
    ],
)
def test_what_is_to_answer_at_once_loads_only_what_it_needs(command: str, not_needed: set[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", TELL_WHAT_WAS_LOADED, *command.split()],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    loaded = set(done.stderr.split())
    assert {"argparse", "classroom"} <= loaded
    assert not loaded & not_needed


def test_boxes_are_drawn_without_loading_a_network() -> None:
    assert not loaded_after("import monitor.annotate.draw") & {"tensorflow", "keras", "mtcnn", "mss"}


def test_nothing_happens_when_the_pipeline_is_imported() -> None:
    assert not loaded_after("import monitor.pipeline, monitor.watch.runner, monitor.track") & (HEAVY | {"sqlalchemy"})
