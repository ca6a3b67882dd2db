"""The address of the pulse page for students."""

import socket
from ipaddress import ip_address
from typing import Final, Literal
from urllib.parse import urlsplit

from dashboard.options import THIS_MACHINE, PulseOptions, Reach

Reachable = Literal["machine", "network", "anywhere"]

NOWHERE: Final = (("192.0.2.1", 9), ("10.255.255.255", 9))
"""An address for documents, and one of a private network that has no route out. Nothing is sent to them."""


def pulse_url(options: PulseOptions, reach: Reach, port: int, token: str) -> str:
    """Return the link for students: by the tunnel or proxy, else this machine's network address, else localhost."""
    if options.public_url:
        return f"{options.public_url.rstrip('/')}/p/{token}"
    host = THIS_MACHINE if reach == "machine" else network_address() or THIS_MACHINE
    return f"http://{host}:{port}/p/{token}"


def reachable_from(url: str) -> Reachable:
    """Return from where a link can be opened, as far as its address tells."""
    host = urlsplit(url).hostname or ""
    if host in {"localhost", "::1"} or host.startswith("127."):
        return "machine"
    try:
        is_private = ip_address(host).is_private
    except ValueError:
        return "anywhere"  # a name: that of a tunnel, or of a server
    return "network" if is_private else "anywhere"


def page_hosts(options: PulseOptions, reach: Reach) -> tuple[str, ...]:
    """Return the names under which the page answers: this machine's, its addresses in a network if it is to be
    reached there, and that of the tunnel or proxy.

    A name that another page points at this machine is not among them (DNS rebinding).
    """
    public = (urlsplit(options.public_url).hostname or "").removesuffix(".")
    names = [THIS_MACHINE, "localhost", *(own_addresses() if reach == "network" else ()), public]
    return tuple(dict.fromkeys(name.lower() for name in names if name))


def own_addresses() -> list[str]:
    """Return all IPv4 addresses of this machine: in class it may change from one network to another."""
    import psutil

    found = psutil.net_if_addrs().values()
    return sorted({each.address for card in found for each in card if each.family == socket.AF_INET})


def network_address() -> str | None:
    """Return this machine's IPv4 address in its network, None if it is in none.

    Connecting a datagram socket sends nothing; the system only chooses the address to send from.
    """
    for target in NOWHERE:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect(target)
            except OSError:
                continue
            address = str(probe.getsockname()[0])
        if not address.startswith("127.") and address != "0.0.0.0":
            return address
    return None
