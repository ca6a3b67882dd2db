import math

import numpy as np
import pytest

from classroom.covariance import COVARIANCE_BYTES, COVARIANCE_LENGTH, NUMBER_TYPE, pack_covariance, unpack_covariance

NUMBERS = [(-1) ** place * 0.1 / 1.9**place for place in range(28)]


def test_a_covariance_is_the_upper_triangle_of_seven_by_seven_in_four_bytes_a_number() -> None:
    assert len(np.triu_indices(7)[0]) == COVARIANCE_LENGTH == 28
    assert len(pack_covariance(NUMBERS)) == COVARIANCE_BYTES == 112


def test_a_packed_covariance_is_unpacked_to_seven_digits() -> None:
    assert unpack_covariance(pack_covariance(NUMBERS)) == pytest.approx(NUMBERS, rel=1e-7)


def test_numpy_reads_the_same_numbers_from_the_bytes() -> None:
    assert np.frombuffer(pack_covariance(NUMBERS), NUMBER_TYPE).tolist() == list(
        unpack_covariance(pack_covariance(NUMBERS))
    )


def test_the_bytes_are_the_same_on_every_machine() -> None:
    assert pack_covariance([1.0, -2.0, *[0.0] * 26])[:8] == bytes.fromhex("0000803f 000000c0")


def test_a_missing_number_stays_missing() -> None:
    assert all(map(math.isnan, unpack_covariance(pack_covariance([math.nan] * 28))))


@pytest.mark.parametrize("count", [0, 27, 29])
def test_too_few_or_too_many_numbers_are_refused(count: int) -> None:
    with pytest.raises(ValueError, match=f"these {count} numbers"):
        pack_covariance([0.1] * count)


def test_a_number_out_of_range_for_four_bytes_is_refused() -> None:
    with pytest.raises(ValueError, match="no spread"):
        pack_covariance([1e39, *[0.0] * 27])


@pytest.mark.parametrize("content", [b"", b"\0" * 111, b"\0" * 113])
def test_bytes_of_another_length_are_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="112 bytes"):
        unpack_covariance(content)
