import threading

import pytest

from monitor.control.class_control import ClassControl, ControlState, RequestRefused
from monitor.control.requests import Begin, End, Expect, Mark, Pause, Request, Resume, Watch


class Clock:
    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def control(clock: Clock) -> ClassControl:
    """A class that is being watched."""
    control = ClassControl("preview", clock)
    control.request(Begin("Maths"))
    control.take_begin()
    control.began(7, "demo", 25)
    return control


def test_a_preview_begins_once() -> None:
    control = ClassControl("preview")
    control.request(Begin("Maths", "7b", 25))
    with pytest.raises(RequestRefused):
        control.request(Begin("Maths", "7b", 25))
    assert control.take_begin() == Begin("Maths", "7b", 25)
    assert control.take_begin() is None


def test_a_class_that_is_about_to_begin_is_called_so_and_begins_no_second_time() -> None:
    control = ClassControl("preview")
    control.request(Begin("Maths"))
    assert control.state.phase == "starting"
    assert control.take_begin() is not None
    with pytest.raises(RequestRefused):
        control.request(Begin("Physics"))


@pytest.mark.parametrize("request_", [Pause(), End(), Watch("screen")])
def test_what_was_requested_waits_to_be_followed(control: ClassControl, request_: Request) -> None:
    assert not control.is_waiting
    control.request(request_)
    assert control.is_waiting


def test_a_begin_waits_until_it_is_taken() -> None:
    control = ClassControl("preview")
    control.request(Begin())
    assert control.is_waiting
    control.take_begin()
    assert not control.is_waiting


def test_two_pages_that_begin_at_the_same_moment_begin_one_class() -> None:
    control = ClassControl("preview")
    together, refused = threading.Barrier(8), []

    def begin() -> None:
        together.wait()
        try:
            control.request(Begin())
        except RequestRefused as error:
            refused.append(error)

    threads = [threading.Thread(target=begin) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 7


def test_a_class_that_began_says_which_it_is(control: ClassControl) -> None:
    assert control.state == ControlState("watching", 7, "demo", 25)


def test_a_pause_lasts_until_it_is_ended(control: ClassControl) -> None:
    control.request(Pause())
    assert control.is_at_rest
    control.request(Resume())
    assert not control.is_at_rest


def test_an_end_is_due_after_the_time_in_which_it_can_be_undone(control: ClassControl, clock: Clock) -> None:
    control.request(End(undo_seconds=10))
    assert control.is_at_rest
    clock.seconds += 9.9
    assert not control.is_over
    clock.seconds += 0.1
    assert control.is_over


def test_an_end_that_is_undone_never_comes(control: ClassControl, clock: Clock) -> None:
    control.request(End(undo_seconds=10))
    control.request(Resume())
    clock.seconds += 60
    assert not control.is_over
    assert control.state.phase == "watching"


def test_the_expected_number_and_the_source_can_be_changed_in_class(control: ClassControl) -> None:
    control.request(Expect(22))
    control.request(Watch("window:Zoom"))
    assert control.state.expected == 22
    assert control.take_new_source() == "window:Zoom"
    assert control.take_new_source() is None


@pytest.mark.parametrize("request_", [Pause(), Resume()])
def test_a_preview_cannot_be_paused(request_: Request) -> None:
    with pytest.raises(RequestRefused, match="preview"):
        ClassControl("preview").request(request_)


def test_nothing_is_taken_after_the_end(control: ClassControl) -> None:
    control.ended()
    for request in (Pause(), Resume(), End(), Expect(3), Watch("demo"), Begin()):
        with pytest.raises(RequestRefused):
            control.request(request)


def test_pictures_are_wanted_for_half_a_minute_after_the_last_look(control: ClassControl, clock: Clock) -> None:
    assert not control.is_looked_at()
    control.look()
    clock.seconds += 29
    assert control.is_looked_at()
    clock.seconds += 2
    assert not control.is_looked_at()


def test_a_waiting_loop_is_woken_by_a_request(control: ClassControl) -> None:
    waiting = threading.Thread(target=control.wait, args=(30,))
    waiting.start()
    while waiting.is_alive():
        control.request(Pause())
        waiting.join(0.01)


def test_places_that_were_lost_before_they_were_marked_are_not_lost(control: ClassControl) -> None:
    def lost_after(told: bool) -> bool:
        control.places_lost(are_lost=told)
        return control.state.places_are_lost

    assert lost_after(True)
    control.request(Mark([[0.0, 0.0, 0.2, 0.2]]))
    assert not lost_after(True)  # of a frame from before
    control.take_marks()
    assert lost_after(True)


def test_that_the_teachers_tile_is_lost_is_said_once_and_not_of_frames_before_a_mark(control: ClassControl) -> None:
    assert control.own_tile_lost(is_lost=True)
    assert not control.own_tile_lost(is_lost=True), "it was said already"
    assert control.state.own_tile_is_lost
    control.request(Mark(own_tile=[0.9, 0.1]))
    assert not control.own_tile_lost(is_lost=True)
    assert not control.state.own_tile_is_lost


def test_in_another_source_the_teachers_tile_is_lost_until_it_is_marked_again(control: ClassControl) -> None:
    marks = Mark([[0.0, 0.0, 0.2, 0.2]], own_tile=[0.9, 0.1])

    def lost_after(request: Mark | None, source: str = "") -> bool:
        if request is None:
            control.watches(source)
        else:
            control.request(request)
        return control.state.own_tile_is_lost

    assert not lost_after(None, "window"), "none was marked"
    assert not lost_after(Mark(own_tile=[0.9, 0.1]))
    assert lost_after(None, "demo")
    assert lost_after(marks), "a place was left out, and nothing said of one's own tile"
    assert not lost_after(marks), "it was marked by the same point"
