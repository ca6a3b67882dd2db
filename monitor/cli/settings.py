"""Merge the command line's settings into those of the configuration file and the user's own."""

from contextlib import suppress
from typing import Any

from pydantic import ValidationError

from classroom.config import Config
from classroom.data_folders import user_settings_file
from classroom.errors import UsageError
from classroom.lawful_use import ClassRefused, mood_is_forbidden
from classroom.messages.lawful_use import CORRECT_THE_REGION, REGION_CONTRADICTS
from classroom.settings_layers import load_settings
from monitor.capture.source_parser import parse_source
from monitor.cli.arguments import MonitorOptions
from monitor.errors import SourceUnavailable


def read_config(options: MonitorOptions) -> Config:
    """Return the configuration, overridden by the user's own settings, and those by the command line.

    Raises ConfigError for problems of a file, ClassRefused for a region that contradicts them, UsageError for a
    setting on the command line that is out of range.
    """
    config = load_settings(options.config, user_settings_file(), check_source).config
    changed: dict[str, Any] = {}
    if options.demo:
        changed["source"] = "demo"
    is_mood = (options.mode or config.mode_of(options.group)) == "mood"
    if is_mood and options.region == "other" and mood_is_forbidden(config.monitor.region):
        raise ClassRefused(REGION_CONTRADICTS, remedy=CORRECT_THE_REGION)
    for key in ("source", "mode", "region", "sample_seconds", "slides_area"):
        if getattr(options, key) is not None:
            changed[key] = getattr(options, key)
    if options.i_understand:
        privacy = config.privacy.model_copy(update={"small_groups_understood": True})
        config = config.model_copy(update={"privacy": privacy})
    return _with_overrides(config, changed)


def check_source(text: str) -> None:
    """Raise UsageError for a malformed source. A missing path is accepted: it may exist by the time of its class."""
    with suppress(SourceUnavailable):
        parse_source(text)


def _with_overrides(config: Config, changed: dict[str, Any]) -> Config:
    try:
        monitor = type(config.monitor).model_validate({**config.monitor.model_dump(), **changed})
    except ValidationError as error:
        detail = error.errors()[0]
        option = "--" + str(detail["loc"][0]).removesuffix("_area").replace("_", "-")
        expected = detail["msg"].removeprefix("Input should be ").removeprefix("Value error, ")
        raise UsageError(f"{option}: expected {expected}, found {detail['input']}") from error
    return config.model_copy(update={"monitor": monitor})
