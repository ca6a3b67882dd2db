"""Take a port to listen on, and say who has it if it is taken."""

import errno
import socket
from collections.abc import Sequence
from dataclasses import replace
from http.client import HTTPConnection, HTTPException
from typing import Final

from classroom.commands import CommandOptions
from classroom.errors import UsageError

PORTS_TO_TRY: Final = 100
ANSWER_SECONDS: Final = 1.0
OWN_NAME: Final = "Moodline"
"""The name that a dashboard gives itself in the header Server."""
TAKEN_ON_WINDOWS: Final = (10013, 10048)


def bind(
    host: str,
    port: int,
    commands: CommandOptions = CommandOptions(),  # noqa: B008 - frozen
    arguments: Sequence[str] = (),
) -> socket.socket:
    """Return a bound socket.

    Raises UsageError if the port is in use, with the command that takes the next free one: with these `arguments`, and
    the options in use.
    """
    try:
        return _bound(host, port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE or getattr(error, "winerror", None) in TAKEN_ON_WINDOWS:
            raise _in_use(host, port, commands, arguments) from error
        remedy = "Use --port with a number above 1023." if error.errno == errno.EACCES else "Use --host 127.0.0.1."
        raise UsageError(f"Cannot listen: {error.strerror}", where=f"{host}:{port}", remedy=remedy) from error


def _in_use(host: str, port: int, commands: CommandOptions, arguments: Sequence[str]) -> UsageError:
    if is_dashboard(host, port):
        owner = f"A dashboard runs there already: open {url_of(host, port)}"
    else:
        owner = "Another program has it."
    free = next_free_port(host, port)
    command = replace(commands, port=free).dashboard(*arguments)
    advice = f"Or take another port: {command}" if free else "Use --port."
    return UsageError(f"Port {port} is in use", where=host, remedy=f"{owner}\n{advice}")


def is_dashboard(host: str, port: int) -> bool:
    """Return whether a dashboard answers there."""
    connection = HTTPConnection(host.strip("[]"), port, timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().getheader("Server") == OWN_NAME
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def next_free_port(host: str, port: int) -> int | None:
    """Return the first free port above this one, or None."""
    for candidate in range(port + 1, min(port + PORTS_TO_TRY, 65536)):
        try:
            _bound(host, candidate).close()
        except OSError:
            continue
        return candidate
    return None


def url_of(host: str, port: int) -> str:
    """Return the address of the dashboard that listens there."""
    name = host.strip("[]")
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def _bound(host: str, port: int) -> socket.socket:
    name = host.strip("[]")
    listening = socket.socket(socket.AF_INET6 if ":" in name else socket.AF_INET, socket.SOCK_STREAM)
    # Windows takes SO_REUSEADDR as leave to share a port with another program.
    option = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR)
    listening.setsockopt(socket.SOL_SOCKET, option, 1)
    try:
        listening.bind((name, port))
    except OSError:
        listening.close()
        raise
    return listening
