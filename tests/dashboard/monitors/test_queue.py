"""Several recordings are watched one after the other, each as a class of its own."""

from dashboard.monitors.queue import RecordingQueue

THREE = RecordingQueue(("/lessons/two.mp4", "/lessons/three.mp4"))


def test_each_recording_follows_the_one_before_with_the_group_and_the_number_of_the_first() -> None:
    begun = THREE.after("begin", {"title": "One", "group": "7b", "expected": 25})
    second, rest = begun.next()
    third, last = rest.next()
    assert (second, third) == ("/lessons/two.mp4", "/lessons/three.mp4")
    assert rest.options_of("/lessons/two.mp4") == ("--title=two", "--group=7b", "--expected", "25")
    assert (begun.waiting, rest.waiting, last.waiting) == (2, 1, 0)
    assert last.next()[0] is None


def test_a_title_that_begins_like_an_option_is_still_a_title() -> None:
    assert THREE.options_of("/lessons/--demo.mp4")[0] == "--title=--demo"


def test_the_corrected_number_holds_for_those_that_follow() -> None:
    corrected = THREE.after("begin", {"group": "", "expected": 25}).after("expect", {"expected": 20})
    assert corrected.options_of("two.mp4")[2:] == ("--expected", "20")


def test_nothing_follows_a_class_that_somebody_ended_unless_the_end_was_taken_back() -> None:
    ended = THREE.after("begin", {}).after("end", {"undo_seconds": 10})
    assert ended.waiting == 0
    assert ended.next()[0] is None
    assert ended.after("resume", {}).next()[0] == "/lessons/two.mp4"


def test_nothing_follows_a_look_that_was_given_up() -> None:
    assert THREE.next() == (None, RecordingQueue())
