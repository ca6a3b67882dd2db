"""Define the settings that are one of a few words."""

from typing import Literal

Mode = Literal["mood", "participation"]
"""Expressions are read only in `mood`; in `participation` the people in view are counted, and nothing else."""

Region = Literal["eu", "other"]
Language = Literal["en", "de"]
Nudges = Literal["never", "seldom", "usual"]
WhenClosed = Literal["goes_on", "ends"]
WhenDue = Literal["offer", "start"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
