"""Put settings that were changed in force: in this app, from the next request on."""

from dataclasses import replace

from flask import Flask, current_app

from classroom.config import Config
from dashboard.language.reader_defaults import EXTENSION, ReaderDefaults
from dashboard.options import DashboardOptions
from dashboard.request.services import Services


def put_in_force(config: Config) -> None:
    """Take up language, time zone, nudges, and what closing the dashboard means; the timetable too."""
    services: Services = current_app.extensions["moodline"]
    by_option = services.options.when_closed_is_option
    options = replace(
        services.options,
        language=config.dashboard.language,
        time_zone=config.dashboard.time_zone,
        nudges=config.dashboard.nudges,
        retention_days=config.privacy.retention_days,
        when_closed=services.options.when_closed if by_option else config.dashboard.when_closed,
    )
    current_app.extensions["moodline"] = replace(services, options=options)
    set_reader_defaults(current_app, options)
    services.live_cache.clear()
    services.timetable.refresh()


def set_reader_defaults(app: Flask, options: DashboardOptions) -> None:
    """Set language and time zone of readers who have chosen none."""
    app.extensions[EXTENSION] = ReaderDefaults(options.language, options.time_zone)
