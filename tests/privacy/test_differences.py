"""Attack the stored figures of groups: fifty cases each, so a share of right guesses is known to seven points or so."""

import pytest

from tools.disclosure_attacks import (
    ATTACKS,
    departure,
    guess_from_the_difference,
    guess_knowing_all_others,
    success_of,
)

CASES = 50
MOST_ABOVE_GUESSING = 0.10
BY_CHANCE_OF_FIFTY = 0.11
"""1.64 standard deviations of a share of right guesses in fifty cases."""


@pytest.mark.parametrize(
    ("size", "moves"),
    [(6, True), (6, False), (12, False), (30, True)],
    ids=["6 moving faces", "6 still pictures", "12 still pictures", "30 moving faces"],
)
def test_nobody_who_leaves_is_read_better_than_the_classs_most_frequent_expression(size: int, moves: bool) -> None:
    cases = [departure(size, seed, moves=moves) for seed in range(CASES)]
    for name, attack in ATTACKS.items():
        success = success_of(attack, cases)
        assert success.right <= success.by_chance + MOST_ABOVE_GUESSING + BY_CHANCE_OF_FIFTY, name


def test_without_invented_people_the_attacks_read_everybody() -> None:
    still = [departure(12, seed, moves=False, added=0) for seed in range(10)]
    assert success_of(guess_from_the_difference, still).right == 1
    assert success_of(guess_knowing_all_others, still).right == 1


def test_of_a_group_at_the_minimum_there_is_no_figure_after_one_has_left() -> None:
    case = departure(5, 1, moves=True)
    assert case.before
    assert not case.after
