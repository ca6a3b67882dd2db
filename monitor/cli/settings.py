"""Merge the command line's settings into those of the configuration file and the user's own."""

from contextlib import suppress
from typing import Any

from pydantic import ValidationError

from classroom.config import Config
from classroom.data_folders import user_settings_file
from classroom.errors import UsageError
from classroom.settings_layers import load_settings
from monitor.capture.source_parser import parse_source
from monitor.cli.arguments import MonitorOptions
from monitor.errors import SourceUnavailable


def read_config(options: MonitorOptions) -> Config:
    """Return the configuration, overridden by the user's own settings, and those by the command line.

    Raises ConfigError for problems of a file, UsageError for a setting on the command line that is out of range.
    """
    config = load_settings(options.config, user_settings_file(), check_source).config
    changed: dict[str, Any] = {}
    if options.demo:
        changed["source"] = "demo"
    for key in ("source", "region", "sample_seconds", "slides_area"):
        if getattr(options, key) is not None:
            changed[key] = getattr(options, key)
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
