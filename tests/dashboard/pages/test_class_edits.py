"""The forms that change a class: they need no script, send back to where they stood, and say what they refuse."""

import re
from datetime import timedelta

import pytest
from flask import render_template
from flask.testing import FlaskClient
from sqlalchemy import Engine, func, insert, select

from classroom.tables import (
    AuditEvent,
    ClassSession,
    ExcludedRange,
    Marker,
    PlanSegment,
    PulseWindow,
    SampleRow,
    SlideChange,
)
from tests.dashboard.class_fixtures import START, ClassIds, Taught, add_class, add_running, add_samples, set_status

NOW = START + timedelta(hours=1)


def forms(client: FlaskClient, class_id: int) -> str:
    with client.application.test_request_context():
        view = client.application.extensions["moodline"].class_data(class_id)
        return render_template("class_edits.html", row=view.row, view=view)


def posted(client: FlaskClient, address: str, status: int = 303, **fields: str) -> str:
    answer = client.post(address, data=fields)
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.headers.get("Location", "") or answer.get_data(as_text=True)


def test_title_and_group_are_changed_and_the_form_is_shown_again(client: FlaskClient, class_ids: ClassIds) -> None:
    at = f"/classes/{class_ids.lesson}"
    assert posted(client, f"{at}/rename", title="Cubics", group_name="7c") == f"{at}?done=class_changed#edit-class"
    page = client.get(f"{at}?done=class_changed").get_data(as_text=True)
    assert 'role="status">Title and group were saved.' in page
    assert '<h1 id="class-title">Cubics</h1>' in page
    assert "7c" in page


def test_title_and_group_leave_the_note_and_the_note_leaves_them(client: FlaskClient, class_ids: ClassIds) -> None:
    at = f"/classes/{class_ids.lesson}"
    assert posted(client, f"{at}/notes", notes="Slower.") == f"{at}?done=note_saved#note"
    posted(client, f"{at}/rename", title="Cubics", group_name="")
    page = client.get(f"{at}?done=note_saved").text
    assert ">Slower.</textarea>" in page
    assert "The note is saved." in page
    assert '<h1 id="class-title">Cubics</h1>' in page


def test_only_known_words_are_told_as_done(client: FlaskClient, class_ids: ClassIds) -> None:
    at = f"/classes/{class_ids.lesson}"
    assert "The marker was deleted." in client.get(f"{at}?done=marker_deleted").text
    assert "You won" not in client.get(f"{at}?done=You+won").text


def test_more_than_half_of_a_class_is_left_out_only_if_that_was_ticked(
    client: FlaskClient, class_ids: ClassIds
) -> None:
    at = f"/classes/{class_ids.lesson}/excluded"
    page = posted(client, at, 400, began_at="10:01", ended_at="10:19")
    assert "Nothing was left out: this range is more than half of the class" in page
    assert f'href="/classes/{class_ids.lesson}">Back to the class</a>' in page
    assert posted(client, at, began_at="10:01", ended_at="10:19", beyond_half="yes").endswith("#edit-excluded")


def test_a_range_to_leave_out_is_the_one_that_is_shown_or_none(client: FlaskClient, class_ids: ClassIds) -> None:
    fields = re.compile(r'id="exclude-(?:from|to)" value="([^"]*)"')
    at = f"/classes/{class_ids.lesson}"
    assert fields.findall(client.get(at).text) == ["", ""]
    page = client.get(f"{at}?from=10:03:00&to=10:05:00").text
    assert fields.findall(page) == ["10:03:00", "10:05:00"]
    assert 'name="began_at" id="leave-out-from" value="2026-11-20T09:03:00Z"' in page
    assert "Whole class:</span> On average" in page


def test_notes_are_kept_with_their_lines_and_shown_as_text(client: FlaskClient, class_ids: ClassIds) -> None:
    posted(client, f"/classes/{class_ids.lesson}/notes", notes="Slower.\r\n</textarea><script>alert(1)</script>")
    shown = client.get(f"/classes/{class_ids.lesson}").text
    assert "Slower.\n&lt;/textarea&gt;&lt;script&gt;" in shown


def test_a_marker_is_added_moved_and_deleted_by_forms(client: FlaskClient, class_ids: ClassIds) -> None:
    at = f"/classes/{class_ids.lesson}/markers"
    assert (
        posted(client, at, kind="topic", note="Roots", marked_at="10:05:07")
        == f"/classes/{class_ids.lesson}?done=marker_added#edit-markers"
    )
    shown = forms(client, class_ids.lesson)
    assert 'value="10:05:07"' in shown
    assert 'aria-label="Save New topic at 10:05:07"' in shown
    (number,) = re.findall(r'/markers/(\d+)"', shown)
    posted(client, f"{at}/{number}", kind="quiz", note="Roots", marked_at="10:06")
    assert 'aria-label="Save Quiz at 10:06:00"' in forms(client, class_ids.lesson)
    posted(client, f"{at}/{number}/delete")
    assert "None yet." in forms(client, class_ids.lesson)


def test_a_marker_saved_as_it_was_shown_keeps_its_milliseconds(
    client: FlaskClient, engine: Engine, class_ids: ClassIds
) -> None:
    at = f"/classes/{class_ids.lesson}/markers"
    client.post(f"/api/v1{at}", json={"kind": "joke", "marked_at": "2026-11-20T09:05:07.250+00:00"})
    (number,) = re.findall(r'/markers/(\d+)"', forms(client, class_ids.lesson))
    posted(client, f"{at}/{number}", kind="joke", note="Knock, knock", marked_at="10:05:07")
    with engine.connect() as connection:
        kept = connection.execute(select(Marker.marked_at, Marker.note)).one()
    assert kept == (START + timedelta(seconds=307.25), "Knock, knock")


def test_a_range_is_left_out_and_counted_again_by_forms(client: FlaskClient, class_ids: ClassIds) -> None:
    at = f"/classes/{class_ids.lesson}/excluded"
    assert posted(client, at, began_at="10:08", ended_at="10:10", note="break").endswith("#edit-excluded")
    (number,) = re.findall(r'/excluded/(\d+)"', forms(client, class_ids.lesson))
    posted(client, f"{at}/{number}", began_at="10:07", ended_at="10:10", note="break")
    assert 'value="10:07:00"' in forms(client, class_ids.lesson)
    posted(client, f"{at}/{number}/delete")
    assert not re.findall(r"/excluded/\d+", forms(client, class_ids.lesson))


def test_times_are_typed_and_shown_by_the_readers_clock(
    client: FlaskClient, engine: Engine, class_ids: ClassIds
) -> None:
    client.set_cookie("moodline-zone", "America/New_York")
    posted(client, f"/classes/{class_ids.lesson}/markers", kind="joke", marked_at="04:05:00")
    with engine.connect() as connection:
        assert connection.execute(select(Marker.marked_at)).scalar_one() == START + timedelta(minutes=5)


def test_a_time_after_midnight_is_the_next_day_s(client: FlaskClient, engine: Engine) -> None:
    late = START.replace(hour=22, minute=50)
    class_id = add_class(engine, started_at=late, ended_at=late + timedelta(minutes=30))
    posted(client, f"/classes/{class_id}/markers", kind="joke", marked_at="00:05")
    with engine.connect() as connection:
        assert connection.execute(select(Marker.marked_at)).scalar_one() == START.replace(hour=23, minute=5)


def test_a_class_of_several_days_is_asked_for_the_day_too(client: FlaskClient, engine: Engine) -> None:
    class_id = add_class(engine, started_at=START, ended_at=START + timedelta(days=2))
    assert 'type="datetime-local"' in forms(client, class_id)
    posted(client, f"/classes/{class_id}/markers", kind="joke", marked_at="2026-11-21T10:05")
    with engine.connect() as connection:
        assert connection.execute(select(Marker.marked_at)).scalar_one() == START + timedelta(days=1, minutes=5)


@pytest.mark.parametrize(
    ("form", "fields", "heading"),
    [
        ("rename", {"title": " ", "group_name": ""}, "A class needs a title"),
        ("notes", {"notes": "x" * 20_001}, "This text has 20001 characters, and there is room for 20000"),
        ("markers", {"kind": "joke", "marked_at": "09:00"}, "09:00:00 lies outside of the class"),
        ("markers", {"kind": "joke", "seconds_ago": "late"}, "What was sent cannot be read"),
        ("excluded", {"began_at": "10:05", "ended_at": "10:05"}, "A range to leave out ends after it begins"),
        ("excluded", {"began_at": "10:05"}, "“” is not a time"),
        ("delete", {}, "Nothing was deleted: the box was not ticked"),
    ],
)
def test_what_is_refused_is_told_with_what_to_do(
    client: FlaskClient, engine: Engine, class_ids: ClassIds, form: str, fields: dict[str, str], heading: str
) -> None:
    page = posted(client, f"/classes/{class_ids.lesson}/{form}", 400, **fields)
    assert f"<h1>{heading}</h1>" in page
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(AuditEvent)).scalar_one() == 0


def test_a_form_sends_back_to_the_page_that_it_names_and_never_elsewhere(
    client: FlaskClient, class_ids: ClassIds
) -> None:
    at = f"/classes/{class_ids.lesson}/notes"
    assert posted(client, at, notes="x", back="/?profile=valence") == "/?profile=valence"
    for elsewhere in ("https://evil.example/", "//evil.example", "/\\evil.example"):
        assert posted(client, at, notes="x", back=elsewhere) == "/"


def test_deleting_asks_first_and_then_takes_everything(
    client: FlaskClient, engine: Engine, class_ids: ClassIds
) -> None:
    at = f"/classes/{class_ids.lesson}"
    posted(client, f"{at}/markers", kind="joke", marked_at="10:05")
    posted(client, f"{at}/excluded", began_at="10:08", ended_at="10:10")
    with engine.begin() as connection:
        when = {"class_session_id": class_ids.lesson, "began_at": START, "ended_at": START + timedelta(minutes=1)}
        connection.execute(insert(PlanSegment).values(**when, title="Roots"))
        connection.execute(insert(PulseWindow).values(**when, question="mood", first=5, second=1, third=0))
        connection.execute(insert(SlideChange).values(class_session_id=class_ids.lesson, changed_at=START))
    page = client.get(f"{at}/delete").get_data(as_text=True)
    assert "Its 1\u202f040 samples go," in page
    assert posted(client, f"{at}/delete", confirmed="yes") == "/classes"
    assert client.get(at).status_code == 404
    with engine.connect() as connection:
        for table in (SampleRow, Marker, ExcludedRange, PlanSegment, SlideChange, PulseWindow):
            left = select(func.count()).select_from(table).where(table.class_session_id == class_ids.lesson)
            assert connection.execute(left).scalar_one() == 0, table.__tablename__
        assert connection.execute(select(func.count()).select_from(ClassSession)).scalar_one() == 5


def test_a_class_whose_monitor_is_alive_is_kept(client: FlaskClient, engine: Engine) -> None:
    running = add_running(engine, NOW - timedelta(seconds=100))
    set_status(engine, running, NOW, "watching")
    assert "A monitor is watching this class" in client.get(f"/classes/{running}/delete").get_data(as_text=True)
    assert "A monitor is watching this class" in posted(client, f"/classes/{running}/delete", 409, confirmed="yes")


def test_a_page_elsewhere_can_change_nothing(client: FlaskClient, class_ids: ClassIds) -> None:
    for form in ("rename", "notes", "markers", "excluded", "delete"):
        answer = client.post(
            f"/classes/{class_ids.lesson}/{form}",
            data={"title": "x", "confirmed": "yes"},
            headers={"Origin": "http://evil.example"},
        )
        assert answer.status_code == 403


def test_a_new_class_under_a_deleted_one_s_number_is_not_taken_for_it(client: FlaskClient, engine: Engine) -> None:
    first = add_class(engine, ended_at=START + timedelta(minutes=1))
    add_samples(engine, first, START, Taught(60))
    client.get(f"/classes/{first}")
    posted(client, f"/classes/{first}/delete", confirmed="yes")
    assert not client.application.extensions["moodline"].cache.holds(first)
