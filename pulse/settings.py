"""Define the settings that the dashboard passes once, on stdin: other users could list a command line."""

import json
import re
from dataclasses import dataclass, fields
from typing import Final, Literal, get_args

Question = Literal["mood", "understanding"]
HOSTS: Final = ("127.0.0.1", "0.0.0.0")
SHORTEST_TOKEN: Final = 22
CODE: Final = re.compile("[0-9]{3}")
FEWEST_DEVICES: Final = 3
"""The lower limit of the minimum group: of two answers, each person could derive the other's."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The address to listen on, the question to ask, and the limits.

    `token` is the last part of the page's address, 128 random bits or more. Windows of fewer than `min_group_size`
    devices are never emitted. `most_devices` may answer at all, `most_new_a_minute` of them for the first time,
    `most_of_block` from one block of addresses, and `most_of_address` from one address. `hosts` are the names, in lower
    case, under which the page answers: those of the link. `code` is what a new device types in, empty for none.
    """

    host: str
    port: int
    token: str
    question: Question
    min_group_size: int
    most_devices: int
    most_new_a_minute: int
    most_of_block: int
    most_of_address: int
    code: str
    hosts: tuple[str, ...]

    def __post_init__(self) -> None:
        """Reject unsafe hosts, guessable tokens and groups that would expose single people. Raises ValueError."""
        from_one = (self.most_of_block, self.most_of_address)
        numbers = (self.port, self.min_group_size, self.most_devices, self.most_new_a_minute, *from_one)
        if any(type(number) is not int for number in numbers) or self.host not in HOSTS:
            raise ValueError("the host is one of two, and ports and counts are whole numbers")
        if not self.hosts or any(type(host) is not str or not host for host in self.hosts):
            raise ValueError("the page answers under at least one name")
        if self.question not in get_args(Question) or not 0 <= self.port <= 65535:
            raise ValueError("there are two questions, and ports up to 65535")
        if type(self.token) is not str or len(self.token) < SHORTEST_TOKEN or not self.token.isascii():
            raise ValueError("the token holds 128 bits, as letters and digits")
        if self.min_group_size < FEWEST_DEVICES or self.most_new_a_minute < 1:
            raise ValueError(f"a group has {FEWEST_DEVICES} devices and more")
        if self.most_devices < self.min_group_size:
            raise ValueError("as many devices may answer as make a group")
        if not 1 <= self.most_of_address <= self.most_of_block <= self.most_devices:
            raise ValueError("one address has fewer places than its block, and that has no more than there are")
        if type(self.code) is not str or (self.code and not CODE.fullmatch(self.code)):
            raise ValueError("a code has three digits")

    @classmethod
    def from_line(cls, line: str) -> "Settings":
        """Parse the settings from a line of JSON. Raises ValueError if anything is missing, unknown or out of range."""
        values = json.loads(line)
        if not isinstance(values, dict) or set(values) != {field.name for field in fields(cls)}:
            raise ValueError("not the settings of a pulse")
        if not isinstance(values["hosts"], list):
            raise ValueError("the names of the page are a list")
        return cls(**values | {"hosts": tuple(values["hosts"])})
