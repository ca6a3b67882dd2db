import os
import socket
import sys
from collections.abc import Iterator
from contextlib import closing

import pytest

from dashboard.auth.peer import is_other_account, port_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells whose a connection is")


@pytest.fixture
def ports() -> Iterator[tuple[int, int]]:
    """The two ports of a connection within this computer, which is closed when the test ends."""
    server = socket.create_server(("127.0.0.1", 0))
    client = socket.create_connection(server.getsockname())
    with closing(server), closing(client):
        yield client.getsockname()[1], server.getsockname()[1]


def test_a_program_of_this_account_is_no_other(ports: tuple[int, int]) -> None:
    assert not is_other_account(*ports)


def test_a_program_of_another_account_is_known(ports: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    own = os.geteuid()
    monkeypatch.setattr("dashboard.auth.peer.ROOT", -1)
    monkeypatch.setattr(os, "geteuid", lambda: own + 1)
    assert is_other_account(*ports)


def test_a_connection_of_which_nothing_is_known_is_let_be() -> None:
    assert not is_other_account(1, 2)
    assert (port_of("80"), port_of(None), port_of("x")) == (80, 0, 0)
