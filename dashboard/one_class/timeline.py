"""The timeline controls of a class's page: its ends, the ranges to choose from, and how long the mood is averaged."""

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, Final

from dashboard.language.clock import duration_words
from dashboard.language.time_input import address_of
from dashboard.language.translate import say
from dashboard.one_class.annotations import marker_rows
from dashboard.options import SHORTEST_SUITABLE, SMOOTHINGS, SUITABLE, DashboardOptions
from dashboard.segments.origins import extent_of
from dashboard.segments.segment import Segment
from dashboard.snapshot.class_data import ClassData

LAST_SECONDS: Final = 600.0


@dataclass(frozen=True, slots=True)
class RangeChoice:
    """A range that a button chooses; `begin` and `end` as addresses carry them."""

    label: str
    begin: str
    end: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """The controls above the charts. `begin` and `end` are the values of its inputs, of the HTML type `field`."""

    field: str
    begin: str
    end: str
    choices: tuple[RangeChoice, ...]
    smoothings: tuple[tuple[int, str, bool], ...]
    script: dict[str, Any]


def timeline(
    view: ClassData,
    options: DashboardOptions,
    chosen: Segment | None,
    parts: tuple[Segment, ...],
    smoothing: int | None = None,
) -> Timeline:
    """Return the timeline of a class of which a range and a smoothing may be chosen, and which has these segments."""
    row = view.row
    begin, end = extent_of(row, view.columns)
    shown = chosen or Segment(begin, max(end, begin + 1), "", "whole")
    clock = row.clock
    spans_days = len({clock.axis(second)[:10] for second in (begin, end, shown.begin, shown.end)}) > 1
    last = Segment(max(end - LAST_SECONDS, begin), max(end, begin + 1), "", "whole")
    choices = [RangeChoice(say("Last 10 min"), address_of(last.begin), address_of(last.end), _same(last, chosen))]
    window = round(options.mood_window_seconds)
    offset = clock.zone.utcoffset(None) or timedelta()
    ends = (shown.began_at, shown.ended_at)
    fields = [clock.axis(round(moment.timestamp()))[:19] if spans_days else clock.second(moment) for moment in ends]
    return Timeline(
        field="datetime-local" if spans_days else "time",
        begin=fields[0],
        end=fields[1],
        choices=tuple(choices) if end - begin > LAST_SECONDS else (),
        smoothings=tuple(
            (seconds, duration_words(seconds), seconds == smoothing)
            for seconds in sorted({*SMOOTHINGS, smoothing or window})
        ),
        script={
            "begin": address_of(begin),
            "end": address_of(end),
            "offset_seconds": offset.total_seconds(),
            "from": address_of(chosen.begin) if chosen else None,
            "to": address_of(chosen.end) if chosen else None,
            "samples": len(view.columns),
            "spans_days": spans_days,
            "smoothing": smoothing,
            "drawn_smoothing": window,
            "suitable": {"from_seconds": SUITABLE, "shortest": SHORTEST_SUITABLE},
            "signs": [asdict(marker) for marker in marker_rows(view.records, row)],
            "parts": [
                {"title": part.title, "from": address_of(part.begin), "to": address_of(part.end)} for part in parts
            ],
        },
    )


def _same(part: Segment, chosen: Segment | None) -> bool:
    return chosen is not None and (round(part.begin), round(part.end)) == (round(chosen.begin), round(chosen.end))
