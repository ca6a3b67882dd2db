"""The texts after --source are parsed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.errors import MoodlineError, UsageError
from monitor.capture.kinds import (
    AreaSpec,
    DemoSpec,
    PicturesSpec,
    RecordingSpec,
    ScreenSpec,
    SourceSpec,
    WebcamSpec,
    WindowSpec,
)
from monitor.capture.source_parser import parse_source
from monitor.errors import SourceUnavailable


@pytest.mark.parametrize(
    ("text", "spec"),
    [
        ("webcam", WebcamSpec()),
        ("webcam:1", WebcamSpec(1)),
        ("Webcam:0", WebcamSpec(0)),
        ("screen", ScreenSpec()),
        ("screen:2", ScreenSpec(2)),
        ("area:-1920,0,1280,720", AreaSpec(-1920, 0, 1280, 720)),
        ("area: 10, 20, 300, 200", AreaSpec(10, 20, 300, 200)),
        ("window:Zoom Meeting", WindowSpec("Zoom Meeting")),
        ("window:10:30 Algebra", WindowSpec("10:30 Algebra")),
        (" demo ", DemoSpec()),
    ],
)
def test_every_live_kind_is_understood(text: str, spec: SourceSpec) -> None:
    assert parse_source(text) == spec
    assert spec.is_live


def test_an_existing_path_is_a_folder_a_recording_or_a_single_picture(tmp_path: Path) -> None:
    (tmp_path / "lesson.mp4").touch()
    (tmp_path / "Board.PNG").touch()
    parsed = [parse_source(str(path)) for path in (tmp_path, tmp_path / "lesson.mp4", tmp_path / "Board.PNG")]
    assert parsed == [
        PicturesSpec(tmp_path),
        RecordingSpec(tmp_path / "lesson.mp4"),
        PicturesSpec(tmp_path / "Board.PNG"),
    ]
    assert not any(spec.is_live for spec in parsed)
    assert [spec.name for spec in parsed] == [f"folder:{tmp_path.name}", "recording:lesson.mp4", "picture:Board.PNG"]


def test_the_name_that_is_stored_contains_no_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a").mkdir()
    assert parse_source("a").name == "folder:a"
    assert parse_source(".").name == f"folder:{tmp_path.name}"
    assert "/" not in parse_source(str(tmp_path / "a")).name


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("webcam:one", "webcam:1"),
        ("webcam:-1", "webcam:1"),
        ("screen:0", "screen:2"),
        ("area", "area:100,80,1280,720"),
        ("area:1,2,3", "area:100,80,1280,720"),
        ("area:0,0,19,100", "at least 20 pixels"),
        ("window", "window:Zoom"),
        ("window:  ", "window:Zoom"),
        ("webcm:1", "did you mean webcam"),
        ("rtsp://camera/1", "--list-sources"),
        ("", "--list-sources"),
    ],
)
def test_a_malformed_source_says_what_to_type_instead(text: str, advice: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_source(text)
    assert caught.value.exit_code == 2
    assert advice in str(caught.value)


def test_a_path_at_which_nothing_lies_names_the_nearest_that_exists(tmp_path: Path) -> None:
    (tmp_path / "lesson-3.mp4").touch()
    with pytest.raises(SourceUnavailable, match=r"lesson-3\.mp4") as caught:
        parse_source(str(tmp_path / "leson-3.mp4"))
    assert caught.value.exit_code == 3
    assert not caught.value.retry


def test_the_home_of_a_person_who_does_not_exist_is_no_crash() -> None:
    with pytest.raises(SourceUnavailable, match="nothing at"):
        parse_source("~nobody-of-that-name/lesson.mp4")


def test_a_mistyped_kind_without_a_number_is_recognised() -> None:
    with pytest.raises(SourceUnavailable, match="Did you mean webcam"):
        parse_source("webcamm")


@given(st.text(max_size=60) | st.from_regex(r"(webcam|screen|area|window|demo)(:.{0,20})?", fullmatch=True))
def test_any_text_gives_a_source_or_a_message_with_a_remedy(text: str) -> None:
    try:
        spec = parse_source(text)
    except MoodlineError as error:
        assert error.remedy
    else:
        assert spec.name


@given(st.builds(AreaSpec, *[st.integers(-9999, 9999)] * 2, *[st.integers(20, 9999)] * 2))
def test_the_name_of_an_area_reads_back_as_the_same_area(spec: AreaSpec) -> None:
    assert parse_source(spec.name) == spec
