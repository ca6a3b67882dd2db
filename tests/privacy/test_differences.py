"""Attack the stored figures of groups: two hundred cases, so a share of right guesses is known to four points or so."""

import numpy as np

from classroom.privacy import INVENTED_PEOPLE
from tools.disclosure_attacks import (
    ATTACKS,
    departure,
    guess_from_the_difference,
    guess_knowing_all_others,
    guess_likeliest,
    success_of,
)

CASES = 50
GROUPS = ((6, True), (6, False), (12, False), (30, True))
"""Sizes, and whether the faces move or are still pictures."""
MOST_ABOVE_GUESSING = 0.10
BY_CHANCE = 0.058
"""1.64 standard deviations of a share of right guesses in two hundred cases."""


def test_nobody_who_leaves_is_read_better_than_the_classs_most_frequent_expression() -> None:
    groups = [[departure(size, seed, moves=moves) for seed in range(CASES)] for size, moves in GROUPS]
    for name, attack in ATTACKS.items():
        found = [success_of(attack, cases) for cases in groups]
        above = np.mean([success.right - success.by_chance for success in found])
        assert above <= MOST_ABOVE_GUESSING + BY_CHANCE, f"{name}: {above:.2f} above guessing"


def test_who_knows_how_the_invented_are_made_finds_the_one_among_six_no_better_and_beside_one_at_once() -> None:
    beside_six, beside_one = (
        success_of(guess_likeliest, [departure(12, seed, moves=False, added=added) for seed in range(30)])
        for added in (INVENTED_PEOPLE, 1)
    )
    assert beside_six.right <= beside_six.by_chance + MOST_ABOVE_GUESSING + 2.5 * BY_CHANCE
    assert beside_one.right >= beside_one.by_chance + 0.25


def test_without_invented_people_the_attacks_read_everybody() -> None:
    still = [departure(12, seed, moves=False, added=0) for seed in range(10)]
    assert success_of(guess_from_the_difference, still).right == 1
    assert success_of(guess_knowing_all_others, still).right == 1


def test_of_a_group_at_the_minimum_there_is_no_figure_after_one_has_left() -> None:
    case = departure(5, 1, moves=True)
    assert case.before
    assert not case.after
