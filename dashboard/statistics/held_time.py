"""The time for which each sample of a class stands, and the spans in which nothing was seen.

Each sample stands for the time until the next one; before a silence that is a gap (statistics.sampling_interval) for
its usual interval only. Such a silence is a span in which nothing was seen. A shorter one is none, and belongs to
the sample next to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import Floats
from dashboard.database.read.records import UnseenRow
from dashboard.statistics.sampling_interval import MIN_GAP_SECONDS, gap_seconds, held_seconds

Span = tuple[float, float]
NO_FACES: Final = "no_faces"
LEAST_EXPLAINED: Final = 0.5
"""A reason is named for a silence if it held for at least this share of it."""


@dataclass(frozen=True, slots=True)
class UnseenTime:
    """A span in which nothing was seen, in seconds since 1970.

    `reason` is the code of a message, or NO_FACES where pictures came but no face was found; empty if unknown.
    """

    begin: float
    end: float
    reason: str

    @property
    def seconds(self) -> float:
        """Return its length."""
        return self.end - self.begin


def extent_of_samples(seconds: Floats, row: ClassRow) -> Span:
    """Return begin and end of the class; one that runs ends with its last sample, so far."""
    begin = row.started_at.timestamp()
    last = float(seconds[-1]) if len(seconds) else begin
    if row.has_single_pictures:
        return (float(seconds[0]), last + 1) if len(seconds) else (begin, begin)
    end = row.ended_at.timestamp() if row.ended_at and row.status != "running" else last
    return min(begin, float(seconds[0])) if len(seconds) else begin, max(begin, end, last)


def held_time(
    seconds: Floats, row: ClassRow, extent: Span, left_out: Sequence[Span]
) -> tuple[Floats, Floats, list[Span]]:
    """Return begin and end (n,) of the time that each sample stands for, and the spans that none does."""
    if not len(seconds):
        return seconds, seconds, _pieces(extent, left_out)
    usual = held_seconds(seconds, row)
    patience = np.pad(gap_seconds(seconds, row), 1, mode="edge") if len(seconds) > 1 else _alone(row)
    before, after = np.append(extent[0], seconds), np.append(seconds, extent[1])
    begins, ends, spans = np.append(extent[0], seconds[1:]), after[1:].copy(), []
    for place in np.flatnonzero(after - before > patience).tolist():
        is_first = place == 0
        own = float(usual[max(place - 1, 0)])
        silence = (float(before[place]) + (0.0 if is_first else own), float(after[place]))
        if is_first:
            begins[0] = silence[1]
        else:
            ends[place - 1] = silence[0]
        for begin, end in _pieces(silence, left_out):
            if end - begin > patience[place] - own:
                spans.append((begin, end))
            elif not is_first and begin == silence[0]:
                ends[place - 1] = end
            elif place < len(seconds) and end == silence[1]:
                begins[place] = begin
    return begins, ends, spans


def _alone(row: ClassRow) -> Floats:
    return np.full(2, max(3 * row.sample_seconds, MIN_GAP_SECONDS))


def merged(spans: Sequence[Span]) -> list[Span]:
    """Return the spans in order of time, those that overlap or touch as one."""
    found: list[Span] = []
    for begin, end in sorted(spans):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    return found


def _pieces(span: Span, left_out: Sequence[Span]) -> list[Span]:
    """Return the parts of a span outside of what was left out."""
    found, since = [], span[0]
    for begin, end in left_out:
        if since < min(begin, span[1]):
            found.append((since, min(begin, span[1])))
        since = max(since, end)
    return [*found, (since, span[1])] if since < span[1] else found


def without_spans(seconds: Floats, left_out: Sequence[Span]) -> Floats:
    """Return the moments (m,) by a clock that stands still in what was left out."""
    still = np.zeros(len(seconds))
    for begin, end in left_out:
        still += np.clip(seconds - begin, 0.0, end - begin)
    return np.asarray(seconds - still, dtype=float)


def reason_of(span: Span, reasons: Sequence[UnseenRow]) -> str:
    """Return the reason that held for most of the span, if that is at least half of it."""
    held: dict[str, float] = {}
    for one in reasons:
        shared = min(span[1], one.ended_at.timestamp()) - max(span[0], one.began_at.timestamp())
        held[one.reason] = held.get(one.reason, 0.0) + max(shared, 0.0)
    reason = max(held, key=lambda code: held[code], default="")
    return reason if held and held[reason] >= LEAST_EXPLAINED * (span[1] - span[0]) else ""


def empty_spans(faces: Floats, held: tuple[Floats, Floats], row: ClassRow, outside: Sequence[Span]) -> list[Span]:
    """Return the spans, of the time that n samples are `held` for, without a face; a short one is none.

    What lies in one of the spans `outside` is none either.
    """
    begins, ends = held
    empty = np.concatenate([[False], faces == 0, [False]])
    edges = np.flatnonzero(empty[1:] != empty[:-1])
    least = max(3 * row.sample_seconds, MIN_GAP_SECONDS)
    runs = zip(begins[edges[::2]].tolist(), ends[edges[1::2] - 1].tolist(), strict=True)
    return [span for run in runs for span in _pieces(run, outside) if span[1] - span[0] > least]


def unseen_times(silent: Sequence[Span], empty: Sequence[Span], reasons: Sequence[UnseenRow]) -> tuple[UnseenTime, ...]:
    """Return the spans without samples and those without faces, in order; neighbours of one reason are one."""
    found = [UnseenTime(*span, reason_of(span, reasons)) for span in silent]
    found += [UnseenTime(*span, reason_of(span, reasons) or NO_FACES) for span in empty]
    joined: list[UnseenTime] = []
    for span in sorted(found, key=lambda span: span.begin):
        if joined and joined[-1].reason == span.reason and span.begin - joined[-1].end < 1.0:
            joined[-1] = UnseenTime(joined[-1].begin, span.end, span.reason)
        else:
            joined.append(span)
    return tuple(joined)
