"""Ask at the first class on the terminal what the law depends on, and whether the use is accepted; keep the answers."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from rich.console import Console

from classroom.choices import Region
from classroom.config import Config
from classroom.data_folders import user_settings_file
from classroom.messages.lawful_use import ACCEPTABLE_USE
from classroom.settings_layers import KeyPath
from classroom.settings_writer import TextUnchangeable, changed_text, write_whole
from monitor.capture.kinds import DemoSpec
from monitor.capture.source_parser import parse_source
from monitor.cli.arguments import MonitorOptions

QUESTION_OF_REGION: Final = (
    "Where is the class held? The law differs. [e] the EU, Iceland, Liechtenstein or Norway, [o] elsewhere: "
)
ANSWERS_OF_REGION: Final[Mapping[str, Region]] = {"e": "eu", "eu": "eu", "o": "other", "other": "other"}

Ask = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Keeper:
    """The user's own settings file, in which answers are kept; None if there is to be none."""

    file: Path | None
    console: Console

    def keep(self, key: KeyPath, value: str) -> None:
        """Write an answer. Where that fails it counts for this class, and is asked for again."""
        if self.file is None:
            return
        try:
            content = self.file.read_text(encoding="utf-8") if self.file.exists() else ""
            write_whole(self.file, changed_text(content, {key: value}))
        except (OSError, TextUnchangeable) as error:
            words = f"Your answer could not be kept in {self.file}: {error}"
            self.console.print(words, style="yellow", markup=False, soft_wrap=True)


def answered(options: MonitorOptions, config: Config, console: Console) -> Config:
    """Return the configuration with what was answered at the terminal or on the command line.

    Nothing is asked where nobody sits at a terminal, or where the people are invented.

    Raises UsageError for a malformed source.
    """
    keeper = Keeper(user_settings_file(), console)
    ask = _ask_at(console) if _somebody_is_there(options) else None
    if _is_demo(options, config):
        ask = None
    config = _with_region(config, keeper, ask)
    return _with_use(config, keeper, ask, is_accepted=options.accept_use)


def _is_demo(options: MonitorOptions, config: Config) -> bool:
    usual = config.monitor.source
    sources = [entry.source or usual for entry in config.schedule] if options.timetable else [usual]
    return all(isinstance(parse_source(source), DemoSpec) for source in sources)


def _with_region(config: Config, keeper: Keeper, ask: Ask | None) -> Config:
    if config.monitor.region is not None or ask is None:
        return config
    region = None
    while region is None:
        region = ANSWERS_OF_REGION.get(ask(QUESTION_OF_REGION).strip().lower())
    keeper.keep(("monitor", "region"), region)
    return config.model_copy(update={"monitor": config.monitor.model_copy(update={"region": region})})


def _with_use(config: Config, keeper: Keeper, ask: Ask | None, *, is_accepted: bool) -> Config:
    if config.privacy.use_accepted_on is not None:
        return config
    if not is_accepted and ask is not None:
        keeper.console.print(ACCEPTABLE_USE.text, markup=False, soft_wrap=True)
        is_accepted = ask("Type yes to accept that: ").strip().lower() in ("y", "yes")
    if not is_accepted:
        return config
    today = date.today()  # noqa: DTZ011 - the day of the person who accepts
    keeper.keep(("privacy", "use_accepted_on"), today.isoformat())
    return config.model_copy(update={"privacy": config.privacy.model_copy(update={"use_accepted_on": today})})


def _somebody_is_there(options: MonitorOptions) -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty() and not options.messages_json


def _ask_at(console: Console) -> Ask:
    def ask(question: str) -> str:
        console.print(question, end="", markup=False, soft_wrap=True)
        line = sys.stdin.readline()
        if not line:
            raise KeyboardInterrupt  # the terminal was closed
        return line

    return ask
