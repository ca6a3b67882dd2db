"""Quantiles of Student's t distribution, for bands of few classes."""

from statistics import NormalDist


def t_quantile(share: float, degrees: int) -> float:
    """Return the quantile of Student's t for a share of 0.5 to below 1 and at least 2 degrees of freedom.

    Abramowitz and Stegun 1964, 26.7.5; within 3 % for 2 degrees and the share 0.975, within 0.5 % for 0.9. Raises
    ValueError for others.
    """
    if not 0.5 <= share < 1 or degrees < 2:
        raise ValueError(f"no quantile is known for the share {share} and {degrees} degrees of freedom")
    z = NormalDist().inv_cdf(share)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / degrees + second / degrees**2 + third / degrees**3
