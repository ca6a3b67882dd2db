"""Test that the documents agree with the code."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import BaseModel

from classroom.config import Config
from classroom.config_file import parse_config

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])


def keys_of(section: type[BaseModel], path: str = "") -> list[str]:
    keys: list[str] = []
    for name, field in section.model_fields.items():
        kind = field.annotation
        inner = isinstance(kind, type) and issubclass(kind, BaseModel)
        keys += keys_of(kind, f"{path}{name}.") if inner and isinstance(kind, type) else [f"{path}{name}"]
    return keys


@pytest.mark.parametrize("key", keys_of(Config))
def test_every_setting_is_documented(key: str) -> None:
    assert f"`{key}`" in (ROOT / "docs/configuration.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_within_the_project_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_the_readme_leads_programs_to_their_interface() -> None:
    assert "](docs/api.md)" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_example_of_a_configuration_is_in_order() -> None:
    examples = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs/configuration.md").read_text(encoding="utf-8"), re.S)
    assert len(examples) >= 2
    for example in examples:
        parse_config(example, "docs/configuration.md")


def test_every_option_that_the_readme_and_docs_name_exists() -> None:
    known = {"--check", "--extra", "--group", "--all-groups"}  # ruff's and uv's
    for program in ("run_monitor.py", "run_dashboard.py"):
        done = subprocess.run([sys.executable, program, "--help"], cwd=ROOT, capture_output=True, text=True, check=True)
        known |= set(re.findall(r"--[a-z][a-z-]+", done.stdout))
    for module in ("model.train", "model.evaluate", "model.compare", "model.describe", "model.predict"):
        done = subprocess.run(
            [sys.executable, "-m", module, "--help"], cwd=ROOT, capture_output=True, text=True, check=True
        )
        known |= set(re.findall(r"--[a-z][a-z-]+", done.stdout))
    for page in PAGES:
        named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", page.read_text(encoding="utf-8")))
        assert named <= known | tool_options(), page.name


def tool_options() -> set[str]:
    programs = [path for folder in ("tools", "benchmarks") for path in (ROOT / folder).glob("*.py")]
    sources = "".join(path.read_text(encoding="utf-8") for path in programs)
    return set(re.findall(r"--[a-z][a-z-]+", sources))


def test_the_readme_has_the_two_commands_that_need_only_python_and_pip() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "    python3 -m pip install uv && python3 -m uv run run_monitor.py --demo\n" in readme
    tests = "python3 -m pip install uv && python3 -m uv run --all-groups pytest\n"
    assert f"    {tests}" in readme
    assert tests in (ROOT / ".ci/run").read_text(encoding="utf-8")


def test_no_data_of_people_is_in_the_repository() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("this is no git checkout")
    allowed = ("docs/images/", "monitor/capture/demo/", "model/", "dashboard/static/")
    pictures = [
        name for name in listed.stdout.splitlines() if re.search(r"\.(jpe?g|png|npz|npy|csv|h5|mp4|avi)$", name)
    ]
    assert [name for name in pictures if not name.startswith(allowed)] == []


def test_the_drawing_of_the_layers_is_that_of_the_contracts() -> None:
    from tools.draw_layers import PAGE, drawn_into

    page = PAGE.read_text(encoding="utf-8")
    assert drawn_into(page) == page, "uv run python tools/draw_layers.py"


def test_the_glossary_and_the_guide_name_only_what_there_is() -> None:
    for page in ("docs/glossary.md", "CONTRIBUTING.md", "docs/pipeline.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        named = re.findall(r"`((?:classroom|monitor|model|dashboard|pulse|tools)/[\w/.-]+)`", text)
        assert named
        assert [name for name in named if not (ROOT / name).exists()] == [], page


def test_the_teachers_page_shows_every_step_and_the_tool_makes_each_of_its_pictures() -> None:
    from tools.picture_steps import FOLDER, PICTURES

    shown = re.findall(r"\(images/steps/(\w+)\.jpg\)", (ROOT / "docs/start-a-class.md").read_text(encoding="utf-8"))
    assert tuple(shown) == PICTURES
    assert {path.stem for path in FOLDER.glob("*.jpg")} == set(PICTURES)
