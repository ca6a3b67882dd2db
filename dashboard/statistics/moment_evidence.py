"""Evidence of a low or a high in the seven shares: one figure a bin, and its noise while nothing happens.

Mood (net positivity) alone says little in two minutes: neutral faces that turn to smiles and back make most of its
noise. A slump shows clearest where few faces are usual: twice as many sad and angry ones stand out from their own small
noise. So lows and highs are sought by the logarithm of the likelihood ratio (Neyman and Pearson 1933) of a class in
which they are there against its usual shares; how large they are is then told in mood.
"""

from typing import Final, Literal

import numpy as np

from dashboard.database.read.columns import NET, Floats, SampleColumns
from dashboard.statistics.bin_noise import BinNoise, bin_noise
from dashboard.statistics.series_bins import BIN_SECONDS, SeriesBins
from dashboard.statistics.time_series import NET_WEIGHTS
from dashboard.statistics.within_people import PERSISTENCE, WITHIN_PEOPLE

Kind = Literal["low", "high"]
SIGNS: Final[dict[Kind, int]] = {"low": -1, "high": 1}

FACTOR: Final = 2.0
"""A low is sought as half the smiles and twice the sad, angry, frightened and disgusted faces; a high, as the reverse
of it."""
LEAST_SHARE: Final = 0.002
LEAST_REST: Final = 0.1


def evidence_weights(usual: Floats, kind: Kind) -> Floats:
    """Return the weights (7,) of the shares in the evidence of a low or a high; `usual` (7,) are the class's shares.

    The evidence rises with mood, as mood itself does: it is negative for a low.
    """
    before = usual + LEAST_SHARE
    before /= before.sum()
    factor = FACTOR ** (SIGNS[kind] * np.sign(NET_WEIGHTS))
    during = before * factor
    others = NET_WEIGHTS == 0
    rest = max(1.0 - float(during[~others].sum()), LEAST_REST)
    during[others] *= rest / before[others].sum()
    return np.asarray(SIGNS[kind] * np.log(during / before), dtype=float)


def evidence_noise(bins: SeriesBins, columns: SampleColumns, weights: Floats, bin_seconds: float) -> BinNoise:
    """Return the noise of a figure of these weights (7,), as a bin of the usual number of faces has it.

    Its deviation follows from the stored variance over faces, which no event enlarges: what faces of these shares add
    to a figure, in the proportion of its own variance to that of mood. Where none is stored, or the differences
    of neighbouring bins are larger, those say it.
    """
    seen = bin_noise(bins.place, bins.mood @ weights).deviation
    persistence = PERSISTENCE ** (bin_seconds / BIN_SECONDS)
    known = np.array([]) if columns.variances is None else columns.variances[:, NET]
    known = known[np.isfinite(known)]
    if not len(known):
        return BinNoise(seen, persistence)
    usual = bins.mood.mean(axis=0)
    own, net = (float(usual @ one**2 - (usual @ one) ** 2) for one in (weights, NET_WEIGHTS))
    if own <= 0 or net <= 0:
        return BinNoise(seen, persistence)
    expected = WITHIN_PEOPLE * float(np.sqrt(known.mean() * own / net))
    return BinNoise(max(expected, SEEN_SHARE * seen, LEAST_DEVIATION), persistence)


SEEN_SHARE: Final = 0.85
"""Of the deviation seen in differences: it wavers itself by a tenth, and the larger of two would be too large."""
LEAST_DEVIATION: Final = 1e-4
