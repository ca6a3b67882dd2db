"""Where the pulse page listens, and under which address students find it."""

from dataclasses import dataclass
from typing import Final, Literal

THIS_MACHINE: Final = "127.0.0.1"
THIS_NETWORK: Final = "0.0.0.0"
Reach = Literal["machine", "network"]
HOSTS: Final[dict[Reach, str]] = {"machine": THIS_MACHINE, "network": THIS_NETWORK}


@dataclass(frozen=True, slots=True)
class PulseOptions:
    """`reach` is what the form suggests. `public_url` is where a tunnel or a reverse proxy has the page, or empty."""

    port: int = 8010
    reach: Reach = "machine"
    public_url: str = ""


def reach_of(host: str) -> Reach:
    """Return who can reach a page that listens on this host."""
    return "network" if host == THIS_NETWORK else "machine"
