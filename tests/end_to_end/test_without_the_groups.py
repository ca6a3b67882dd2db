"""Test that all but training works with the default dependencies alone."""

import json
import os
import re
import sqlite3
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from sqlalchemy import Engine

from classroom.emotions import EMOTIONS
from model.train_group import TRAIN_GROUP
from tests.dashboard.class_fixtures import new_database
from tests.dashboard.export_fixtures import add_rich
from tests.model.data import faces_on_disk
from tests.model.picture_fixtures import demo_picture, read_video, write_picture, write_video

ROOT = Path(__file__).resolve().parents[2]
FILES = {
    "export.csv": b"\xef\xbb\xbf",
    "export.xlsx": b"PK",
    "export.json": b"{",
    "report.html": b"<!doctype html>",
    "report.pdf": b"%PDF",
}
GET_FILES = """
import sys
from dashboard.app import create_app
from dashboard.auth.key import access_key
from dashboard.options import DashboardOptions
client = create_app(DashboardOptions(sys.argv[1])).test_client()
client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {access_key()}"
for address in sys.argv[2:]:
    answer = client.get(address)
    print(address, answer.status_code, answer.data[:15].hex())
"""


def named(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


def default_dependencies() -> set[str]:
    """Return the names of all distributions that the lock installs without a group or an extra."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    needs: dict[str, set[str]] = {}
    for package in lock["package"]:
        needs.setdefault(package["name"], set()).update(item["name"] for item in package.get("dependencies", ()))
    found, missing = set[str](), {"moodline"}
    while missing:
        found |= missing
        missing = {need for name in missing for need in needs[name]} - found
    return found


@pytest.fixture(scope="module")
def light(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return an environment in which Python finds only what the default dependencies bring."""
    wanted = default_dependencies()
    hidden = [
        module
        for module, distributions in packages_distributions().items()
        if all(named(name) not in wanted for name in distributions)
    ]
    assert {*TRAIN_GROUP, "scipy", "pandas", "pytest"} <= {*hidden}
    folder = tmp_path_factory.mktemp("site")
    hide = f"import sys\nsys.modules.update(dict.fromkeys({hidden!r}))\n"
    (folder / "sitecustomize.py").write_text(hide, encoding="utf-8")
    return os.environ | {"PYTHONPATH": str(folder)}


def run(light: dict[str, str], *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=light, capture_output=True, text=True, check=False)


def test_the_group_is_what_the_project_file_says() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    group = [re.split(r"[=<>~]", requirement)[0] for requirement in project["dependency-groups"]["train"]]
    assert sorted(group) == sorted(TRAIN_GROUP)
    assert project["tool"]["uv"]["default-groups"] == []


@pytest.mark.parametrize(
    "command",
    [
        ("-m", "model.train", "--data", "faces"),
        ("-m", "model.compare", "moodline", "--data", "faces"),
        ("-m", "model.describe", "--data", "faces"),
        ("-m", "model.evaluate", "--data", "faces"),
        ("tools/convert_emotions.py",),
        ("tools/convert_mtcnn.py",),
        ("tools/measure_faces.py", "--gallery", "faces"),
        ("benchmarks/pipeline.py",),
    ],
    ids=" ".join,
)
def test_what_needs_the_group_says_the_command_that_brings_it(light: dict[str, str], command: tuple[str, ...]) -> None:
    done = run(light, *command)
    said = done.stderr.splitlines()
    assert (done.returncode, len(said)) == (2, 2), done.stderr
    assert said[0].startswith("This needs the packages of the group train")
    assert said[1] == f"Type: uv run --group train python {' '.join(command)}"


def test_weights_that_only_tensorflow_can_read_ask_for_the_group(light: dict[str, str], tmp_path: Path) -> None:
    picture = write_picture(tmp_path / "a.png", demo_picture().image_bgr)
    shipped = ROOT / "model/weights/emotions.keras"
    old = tmp_path / "old.keras"
    old.write_bytes(shipped.read_bytes())
    record = json.loads(shipped.with_suffix(".json").read_text(encoding="utf-8"))
    del record["lite_sha256"]
    old.with_suffix(".json").write_text(json.dumps(record), encoding="utf-8")
    done = run(light, "-m", "model.predict", picture, "--weights", old)
    assert done.returncode == 2
    assert f"uv run --group train python -m model.predict {picture}" in done.stderr


def test_a_picture_a_folder_and_a_video_are_read(light: dict[str, str], tmp_path: Path) -> None:
    write_picture(tmp_path / "in" / "a.png", demo_picture(4).image_bgr)
    write_video(tmp_path / "in.mp4", [demo_picture(4, 50 + number / 4).image_bgr for number in range(8)], 4)
    for name, output in (("in/a.png", "a.png"), ("in", "out"), ("in.mp4", "out.mp4")):
        outputs = ("--output-image", tmp_path / output, "--output-csv", tmp_path / f"{output}.csv")
        done = run(
            light, "-m", "model.predict", tmp_path / name, *outputs, "--output-json", tmp_path / f"{output}.json"
        )
        assert done.returncode == 0, done.stderr
        assert "faces in" in done.stdout
        assert (tmp_path / output).exists()
        pictures = json.loads((tmp_path / f"{output}.json").read_text(encoding="utf-8"))
        assert all(len(picture["faces"]) == 4 for picture in pictures)


def test_a_network_is_measured_where_no_picture_is_asked_for(light: dict[str, str], tmp_path: Path) -> None:
    for value, name in enumerate(EMOTIONS):
        faces_on_disk.write_picture(tmp_path / "test" / name / "0.png", 30 * value)
    done = run(light, "-m", "model.evaluate", "--data", tmp_path, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["faces"] == len(EMOTIONS)


def test_a_class_is_watched_and_drawn(light: dict[str, str], tmp_path: Path) -> None:
    write_video(tmp_path / "in.mp4", [demo_picture(9, 50 + number).image_bgr for number in range(8)], 1)
    database = tmp_path / "moodline.db"
    annotated = tmp_path / "out.mp4"
    done = run(
        light, "run_monitor.py", "--source", tmp_path / "in.mp4", "--annotate", annotated, "--region", "other",
        "--database", f"sqlite:///{database.as_posix()}",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    connection = sqlite3.connect(database)
    assert connection.execute("SELECT max(happy) IS NOT NULL FROM samples").fetchone() == (1,)
    connection.close()
    assert len(read_video(annotated)[1]) == 8


def test_every_file_of_a_class_can_be_had(light: dict[str, str], tmp_path: Path) -> None:
    engine: Engine = new_database(tmp_path / "moodline.db")
    class_id = add_rich(engine, seconds=240)
    engine.dispose()
    addresses = [f"/classes/{class_id}/{name}" for name in FILES]
    done = run(light, "-c", GET_FILES, f"sqlite:///{(tmp_path / 'moodline.db').as_posix()}", *addresses)
    assert done.returncode == 0, done.stderr
    answers = [line.split() for line in done.stdout.splitlines()]
    assert [(address, status) for address, status, _ in answers] == [(address, "200") for address in addresses]
    for begins, (_, _, content) in zip(FILES.values(), answers, strict=True):
        assert bytes.fromhex(content).startswith(begins)
