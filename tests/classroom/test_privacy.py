from classroom.privacy import coverage, mood_may_be_shown, mood_may_be_stored


def test_a_mood_is_stored_from_the_minimum_group_size_on() -> None:
    assert not mood_may_be_stored(4, min_group_size=5)
    assert mood_may_be_stored(5, min_group_size=5)


def test_no_setting_allows_a_mood_of_two() -> None:
    assert not mood_may_be_stored(2, min_group_size=1)


def test_coverage_is_unknown_when_nobody_said_how_many_to_expect() -> None:
    assert coverage(20, None) is None
    assert mood_may_be_shown(20, None)


def test_more_faces_than_expected_are_full_coverage() -> None:
    assert coverage(30, 25) == 1.0


def test_below_half_of_the_expected_faces_the_mood_is_not_shown() -> None:
    assert mood_may_be_shown(13, 25)
    assert not mood_may_be_shown(12, 25)
