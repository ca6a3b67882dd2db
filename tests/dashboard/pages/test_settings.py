"""A teacher's settings are shown with where they come from, checked, and kept in a file of their own."""

from datetime import datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from classroom.settings_layers import load_settings
from dashboard.options import DashboardOptions
from tests.dashboard.class_fixtures import ClassIds

Form = dict[str, str | list[str]]
LESSON: Form = {
    "title-0": "Maths",
    "group-0": "7b",
    "start-0": "09:00",
    "end-0": "9:45",
    "days-0": ["monday", "thursday"],
    "source-0": "",
    "expected-0": "",
    "when_due-0": "offer",
}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own" / "settings.yaml"


@pytest.fixture
def options(database: Path, now: datetime, own: Path) -> DashboardOptions:
    return DashboardOptions(f"sqlite:///{database.as_posix()}", now=lambda: now, settings_file=own)


def page_of(client: FlaskClient, address: str = "/settings") -> str:
    return client.get(address).get_data(as_text=True)


def test_a_changed_value_is_saved_and_said_to_come_from_the_teacher_s_settings(client: FlaskClient, own: Path) -> None:
    assert "from: your settings" not in page_of(client)
    done = client.post("/settings/general", data={"retention_days": "90", "nudges": "seldom"})
    assert (done.status_code, done.headers["Location"]) == (303, "/settings?done=settings_saved#general")
    page = page_of(client, "/settings?done=settings_saved")
    assert page.count("from: your settings") == 2
    assert "Your settings were saved." in page
    config = load_settings(None, own).config
    assert (config.privacy.retention_days, config.dashboard.nudges) == (90, "seldom")


def test_what_was_not_touched_is_not_written(client: FlaskClient, own: Path) -> None:
    client.post("/settings/general", data={"retention_days": "365", "region": "eu", "when_closed": "goes_on"})
    assert own.read_text(encoding="utf-8").splitlines()[1:] == ["monitor:", '  region: "eu"']


def test_a_value_set_back_to_what_stands_below_leaves_the_teacher_s_file(client: FlaskClient, own: Path) -> None:
    client.post("/settings/general", data={"retention_days": "90"})
    client.post("/settings/general", data={"retention_days": "365"})
    assert "retention_days" not in own.read_text(encoding="utf-8")
    assert "from: your settings" not in page_of(client)


def test_what_a_person_wrote_into_the_file_stays(client: FlaskClient, own: Path) -> None:
    own.parent.mkdir()
    own.write_text("# mine\nmonitor:\n  cpu_percent: 20  # an old laptop\n", encoding="utf-8")
    client.post("/settings/general", data={"retention_days": "90"})
    assert own.read_text(encoding="utf-8").startswith("# mine\nmonitor:\n  cpu_percent: 20  # an old laptop\n")


@pytest.mark.parametrize(
    ("name", "typed", "reason"),
    [
        ("retention_days", "soon", "A whole number of days from 1 to 3650."),
        ("retention_days", "0", "A whole number of days from 1 to 3650."),
        ("retention_days", "99999999999", "A whole number of days from 1 to 3650."),
        ("time_zone", "Europe/Atlantis", "There is no time zone of this name."),
        ("time_zone", "../../etc/passwd", "There is no time zone of this name."),
        ("region", "mars", "Choose one of the list."),
        ("nudges", "always", "Choose one of the list."),
    ],
)
def test_a_wrong_value_is_refused_beside_its_field_and_nothing_is_saved(
    client: FlaskClient, own: Path, name: str, typed: str, reason: str
) -> None:
    done = client.post("/settings/general", data={name: typed, "language": "de"})
    page = done.get_data(as_text=True)
    assert done.status_code == 422
    assert f'id="{name}-error">{reason}' in page
    assert name in ("region", "nudges") or f'value="{typed}"' in page
    assert not own.exists()


def test_a_reader_who_has_chosen_none_gets_the_language_and_zone_of_the_settings(
    client: FlaskClient, class_ids: ClassIds
) -> None:
    client.post("/preferences", data={"language": "en", "zone": "class"})
    client.post("/settings/general", data={"language": "de", "time_zone": "Asia/Tokyo"})
    assert '<html lang="de">' in page_of(client)
    assert "Asia/Tokyo" in page_of(client, f"/classes/{class_ids.lesson}")


def test_groups_are_added_changed_and_removed(client: FlaskClient, own: Path) -> None:
    client.post("/settings/groups", data={"name-0": "7b", "expected-0": "25", "source-0": "demo", "name-1": ""})
    client.post("/settings/groups", data={"name-0": "7b", "expected-0": "26", "source-0": "demo", "name-1": "9a"})
    found = load_settings(None, own).config.groups
    assert [(group.name, group.expected, group.source) for group in found] == [("7b", 26, "demo"), ("9a", None, None)]
    client.post("/settings/groups", data={"name-0": "7b", "expected-0": "26", "name-1": "9a", "remove": "0"})
    assert [group.name for group in load_settings(None, own).config.groups] == ["9a"]


@pytest.mark.parametrize(
    ("typed", "field", "reason"),
    [
        ({"name-0": "7b", "name-1": "7b"}, "group-name-1", "This group stands here twice."),
        ({"name-0": "", "expected-0": "25"}, "group-name-0", "Something must stand here."),
        ({"name-0": "7b", "expected-0": "many"}, "group-expected-0", "A whole number from 1 to 1000, or nothing."),
        ({"name-0": "x" * 201}, "group-name-0", "At most 200 characters, in one line."),
        ({"name-0": "7b", "source-0": "area:foo"}, "group-source-0", "Write for example window:Zoom"),
    ],
)
def test_a_wrong_group_is_refused_beside_its_field_and_what_was_typed_stays(
    client: FlaskClient, own: Path, typed: dict[str, str], field: str, reason: str
) -> None:
    done = client.post("/settings/groups", data=typed)
    page = done.get_data(as_text=True)
    assert done.status_code == 422
    assert f'id="{field}-error">{reason}' in page
    assert all(f'value="{text}"' in page for text in typed.values() if text)
    assert not own.exists()


def test_a_lesson_is_kept_as_it_was_typed(client: FlaskClient, own: Path) -> None:
    client.post("/settings/timetable", data={**LESSON, "when_due-0": "start", "expected-0": "20"})
    (lesson,) = load_settings(None, own).config.schedule
    assert (lesson.title, lesson.group, lesson.days, lesson.expected) == ("Maths", "7b", ["monday", "thursday"], 20)
    assert (f"{lesson.start:%H:%M}", f"{lesson.end:%H:%M}", lesson.when_due) == ("09:00", "09:45", "start")
    page = page_of(client)
    assert 'value="09:45"' in page
    assert 'value="thursday" checked' in page


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"days-0": []}, "lesson-days-0", "Tick at least one day."),
        ({"end-0": "09:00"}, "lesson-end-0", "The end is later than the start, on the same day."),
        ({"start-0": "24:00"}, "lesson-start-0", "A time of day, such as 09:00."),
        ({"title-0": ""}, "lesson-title-0", "Something must stand here."),
    ],
)
def test_a_wrong_lesson_is_refused_beside_its_field(
    client: FlaskClient, own: Path, change: Form, field: str, reason: str
) -> None:
    done = client.post("/settings/timetable", data={**LESSON, **change})
    assert done.status_code == 422
    assert f'id="{field}-error">{reason}' in done.get_data(as_text=True)
    assert not own.exists()


def test_a_file_broken_by_hand_is_named_with_its_line_and_never_overwritten(client: FlaskClient, own: Path) -> None:
    own.parent.mkdir()
    own.write_text("privacy:\n  retention_days: soon\n", encoding="utf-8")
    for answer in (client.get("/settings"), client.post("/settings/general", data={"retention_days": "90"})):
        assert answer.status_code == 409
        assert f"{own}" in answer.get_data(as_text=True)
        assert "line 2: privacy.retention_days" in answer.get_data(as_text=True)
    assert own.read_text(encoding="utf-8") == "privacy:\n  retention_days: soon\n"


def test_a_folder_that_cannot_be_written_is_said_and_the_old_value_stays_in_force(
    client: FlaskClient, own: Path
) -> None:
    own.parent.write_text("no folder", encoding="utf-8")
    done = client.post("/settings/general", data={"language": "de"})
    assert done.status_code == 503
    assert "The settings could not be written to" in done.get_data(as_text=True)
    assert '<html lang="en">' in page_of(client)


def test_a_page_elsewhere_changes_nothing(client: FlaskClient, own: Path) -> None:
    headers = {"Origin": "https://evil.example"}
    assert client.post("/settings/general", data={"retention_days": "1"}, headers=headers).status_code == 403
    assert not own.exists()
