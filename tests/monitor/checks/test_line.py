from classroom.messages.checks import ASK_FOR_LIGHT, FACES_FOUND, FACES_TOO_DARK, LOAD_LOW, PICTURE_STILL, SHOW_THE_CALL
from monitor.checks.line import CheckLine, joined

FINE = CheckLine(FACES_FOUND.filled(found=9))
DARK = CheckLine(FACES_TOO_DARK.filled(count=2), ASK_FOR_LIGHT.filled())
STILL = CheckLine(PICTURE_STILL.filled(seconds=5), SHOW_THE_CALL.filled())


def test_a_check_without_anything_to_mend_is_ready() -> None:
    result = joined([FINE], [CheckLine(LOAD_LOW.filled())])
    assert result.is_ready
    assert str(result.conclusion) == "Ready"


def test_the_conclusion_is_the_first_thing_to_mend() -> None:
    result = joined([FINE, STILL], [DARK])
    assert not result.is_ready
    assert result.conclusion == SHOW_THE_CALL.filled()


def test_what_is_to_mend_stands_first_in_its_order() -> None:
    assert joined([FINE, STILL], [DARK]).lines == (STILL, DARK, FINE)
