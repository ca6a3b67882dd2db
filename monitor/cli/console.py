"""Report to the user at the terminal while a class is watched: on stderr, so that stdout can be piped."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Final, Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from classroom.emotions import EMOTIONS
from monitor.pace.cpu_budget import Effort
from monitor.stages import Progress as SourceProgress
from monitor.status import WatchStatus
from monitor.types import Sample

STATE_WORDS: Final = {
    "starting": "Starting.",
    "watching": "Watching.",
    "blind": "No picture to read right now, so nothing is stored.",
    "waiting": "Waiting for the source; nothing is stored meanwhile.",
    "paused": "Paused; nothing is stored until the class goes on.",
    "ending": "The class is about to end; it can be taken back for a moment.",
}
PLAIN_STEPS: Final = 10
"""Without a terminal, progress is a line for each tenth."""


class TerminalReporter:
    """A live line with the newest sample, and a permanent line for every change of state.

    Unless it `reads_moods`, the class is only counted, and nothing is said of its mood.
    """

    def __init__(self, console: Console, *, is_live: bool, reads_moods: bool = True) -> None:
        self._console = console
        self._reads_moods = reads_moods
        self._samples = 0
        self._interval_text = ""
        self._plain_step = 0
        words = TextColumn("{task.description}")
        percent, left = TextColumn("{task.percentage:3.0f} %"), TimeRemainingColumn()
        columns = (words,) if is_live else (words, BarColumn(), percent, TextColumn("left:"), left)
        self._bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._bar_task = self._bar.add_task("starting", total=None)

    def __enter__(self) -> Self:
        """Start the live display."""
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the live display."""
        self._bar.stop()

    def state_changed(self, status: WatchStatus, details: str = "") -> None:
        """Print the monitor's new state with its reason and remedy."""
        why = "" if status.message is None else str(status.message)
        words = Text(" ".join(part for part in (STATE_WORDS[status.state], why, details) if part))
        self._console.print(words, style="yellow" if status.state in ("blind", "waiting") else None)

    def intervals_changed(self, effort: Effort) -> None:
        """Show in the live line how often the monitor analyses frames, while that is less often than configured."""
        intervals, allowed = effort.intervals, effort.cpu_percent_allowed
        if intervals.frame_seconds > effort.wanted.frame_seconds:
            self._interval_text = f" · a look every {intervals.frame_seconds:.2g} s, to stay within {allowed:.3g} %"
        else:
            self._interval_text = ""

    def sample_taken(self, sample: Sample, progress: SourceProgress | None) -> None:
        """Show the newest sample, and the progress of a recording."""
        self._samples += 1
        faces, samples = counted(sample.faces, "face"), counted(self._samples, "sample")
        mood = f", {_mood_words(sample)}" if self._reads_moods else ""
        description = f"{faces}{mood} · {samples}{self._interval_text}"
        if progress is None:
            self._bar.update(self._bar_task, description=description, total=None)
        else:
            self._bar.update(
                self._bar_task,
                description=description,
                completed=progress.done_seconds,
                total=progress.total_seconds,
            )
            self._print_tenths(progress)

    def _print_tenths(self, progress: SourceProgress) -> None:
        if self._console.is_terminal or not progress.total_seconds:
            return
        step = int(PLAIN_STEPS * progress.done_seconds / progress.total_seconds)
        if step > self._plain_step:
            self._plain_step = step
            self._console.print(f"{100 * step // PLAIN_STEPS} % done, {counted(self._samples, 'sample')}")


def counted(number: int, what: str) -> str:
    """Return "1 sample", "2 samples"."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _mood_words(sample: Sample) -> str:
    if sample.mood is None:
        return "too few for a class mood"
    share, emotion = max(zip(sample.mood.means, EMOTIONS, strict=True))
    return f"most of all {emotion} ({share:.0%})"


@contextmanager
def busy(console: Console, words: str) -> Iterator[None]:
    """Show a spinner while something takes longer than a moment."""
    if not console.is_terminal:
        console.print(words)
        yield
        return
    with console.status(words):
        yield
