import math

import numpy as np
import pytest

from classroom.covariance import NUMBER_TYPE, SPREAD_BYTES, SPREAD_LENGTH, packed, unpacked

NUMBERS = [(-1) ** place * 0.1 / 1.9**place for place in range(28)]


def test_a_spread_is_the_upper_triangle_of_seven_by_seven_in_four_bytes_a_number() -> None:
    assert len(np.triu_indices(7)[0]) == SPREAD_LENGTH == 28
    assert len(packed(NUMBERS)) == SPREAD_BYTES == 112


def test_what_is_packed_comes_back_to_seven_digits() -> None:
    assert unpacked(packed(NUMBERS)) == pytest.approx(NUMBERS, rel=1e-7)


def test_numpy_reads_the_same_numbers_from_the_bytes() -> None:
    assert np.frombuffer(packed(NUMBERS), NUMBER_TYPE).tolist() == list(unpacked(packed(NUMBERS)))


def test_the_bytes_are_the_same_on_every_machine() -> None:
    assert packed([1.0, -2.0, *[0.0] * 26])[:8] == bytes.fromhex("0000803f 000000c0")


def test_a_missing_number_stays_missing() -> None:
    assert all(map(math.isnan, unpacked(packed([math.nan] * 28))))


@pytest.mark.parametrize("count", [0, 27, 29])
def test_too_few_or_too_many_numbers_are_refused(count: int) -> None:
    with pytest.raises(ValueError, match=f"these {count} numbers"):
        packed([0.1] * count)


def test_a_number_that_four_bytes_cannot_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="no spread"):
        packed([1e39, *[0.0] * 27])


@pytest.mark.parametrize("content", [b"", b"\0" * 111, b"\0" * 113])
def test_bytes_of_another_length_are_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="112 bytes"):
        unpacked(content)
