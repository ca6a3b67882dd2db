import pytest

from dashboard.web.host_header import host_name


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("localhost", "localhost"),
        ("LocalHost:8000", "localhost"),
        ("localhost.", "localhost"),
        ("localhost.:8000", "localhost"),
        ("127.0.0.1:65535", "127.0.0.1"),
        ("[::1]:8000", "[::1]"),
        ("[0:0:0:0:0:0:0:1]", "[::1]"),
        ("[FE80::1]", "[fe80::1]"),
    ],
)
def test_a_host_header_is_read_as_browsers_and_dns_compare_names(header: str, name: str) -> None:
    assert host_name(header) == name


@pytest.mark.parametrize(
    "header",
    [
        "",
        ".",
        "localhost:",
        "localhost:99999",
        "localhost:8000x",
        "localhost:８０",
        "::1",
        "[::1",
        "[::1]evil.example",
        "[::g]",
        "[1:2]",
        "evil.example@localhost",
        "localhost/evil.example",
        "localhost, evil.example",
        " localhost",
        "localhost\n",
    ],
)
def test_what_is_no_host_header_has_no_name(header: str) -> None:
    assert host_name(header) is None
