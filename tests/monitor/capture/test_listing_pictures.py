"""The sources to choose from come with small pictures, calls first, and with messages that a page translates."""

import base64

import cv2
import numpy as np
import pytest

from classroom.messages.sources import NO_CAMERA_FOUND
from monitor.capture import listing_pictures
from monitor.capture.listing import ListedKind, ListedSource, SourceListing, State
from monitor.capture.listing_pictures import HEIGHT_PX, WIDTH_PX, sources_payload
from monitor.capture.screens.rectangle import Rectangle
from monitor.types import ImageBgr


class PlainDesktop:
    def screens(self) -> list[Rectangle]:
        return [Rectangle(0, 0, 1280, 800), Rectangle(0, 0, 1280, 800)]

    def grab(self, rectangle: Rectangle) -> ImageBgr:
        return np.full((rectangle.height, rectangle.width, 3), 90, np.uint8)

    def close(self) -> None:
        """Nothing is open."""


def window(title: str, rectangle: Rectangle | None, program: str = "", *, is_call: bool = False) -> ListedSource:
    state: State = "visible" if rectangle else "minimised"
    return ListedSource(f'"window:{title}"', "", title, rectangle, program, state, is_call)


@pytest.fixture(autouse=True)
def listed(monkeypatch: pytest.MonkeyPatch) -> None:
    windows = (
        window("Lesson plan – Editor", Rectangle(0, 0, 600, 400)),
        window("Moodline – Start a class", Rectangle(0, 0, 600, 400)),
        window("Chat with Ada", Rectangle(0, 0, 300, 400), "Zoom", is_call=True),
        window("Zoom Meeting", Rectangle(1000, 100, 800, 400), "Zoom", is_call=True),
        window("Mail", None, "Thunderbird"),
    )
    cameras = ListedKind("Cameras", note=str(NO_CAMERA_FOUND.filled()), messages=(NO_CAMERA_FOUND.filled(),))
    listing = SourceListing(cameras, ListedKind("Screens"), ListedKind("Windows", windows))
    monkeypatch.setattr(listing_pictures, "list_sources", lambda: listing)
    monkeypatch.setattr(listing_pictures, "Desktop", PlainDesktop)


def test_calls_come_first_before_their_chats_and_our_own_pages_not_at_all() -> None:
    found = [(each["spec"], each["is_call"]) for each in sources_payload()["windows"]["sources"]]
    assert found == [
        ("window:Zoom Meeting", True),
        ("window:Chat with Ada", True),
        ("window:Lesson plan – Editor", False),
        ("window:Mail", False),
    ]


def test_a_window_comes_with_its_program_and_whether_it_can_be_seen() -> None:
    found = {each["name"]: (each["program"], each["state"]) for each in sources_payload()["windows"]["sources"]}
    assert found["Zoom Meeting"] == ("Zoom", "visible")
    assert found["Mail"] == ("Thunderbird", "minimised")


def test_a_picture_shows_what_of_the_window_is_on_the_screen() -> None:
    call, _, plan, mail = sources_payload()["windows"]["sources"]
    shapes = []
    for each in (call, plan):
        picture = cv2.imdecode(np.frombuffer(base64.b64decode(each["picture"]), np.uint8), cv2.IMREAD_COLOR)
        assert picture is not None
        assert picture.shape[0] <= HEIGHT_PX and picture.shape[1] <= WIDTH_PX
        shapes.append(picture.shape[1] / picture.shape[0])
    assert shapes[0] == pytest.approx(280 / 400, rel=0.02)  # the rest lies beyond the screen
    assert shapes[1] == pytest.approx(600 / 400, rel=0.02)
    assert mail["picture"] is None


def test_why_there_is_none_comes_as_a_message() -> None:
    assert sources_payload()["cameras"] == {
        "messages": [{"code": "no_camera_found", "values": {}, "text": "No camera was found."}],
        "sources": [],
    }
