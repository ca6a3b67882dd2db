from typing import Any

import pytest

from monitor.control.requests import Begin, End, Expect, RequestInvalid, Watch, request_of


def test_requests_are_read_by_name() -> None:
    assert request_of("begin", {"title": "Maths", "expected": 25}) == Begin("Maths", "", 25)
    assert request_of("end", {"undo_seconds": 10}) == End(10)
    assert request_of("expect", {"expected": None}) == Expect(None)
    assert request_of("watch", {"source": "demo"}) == Watch("demo")


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("reboot", {}),
        ("begin", {"colour": "red"}),
        ("begin", {"title": "x" * 201}),
        ("begin", {"title": "x" * 10_000}),
        ("begin", {"title": 7}),
        ("begin", {"expected": 0}),
        ("begin", {"expected": True}),
        ("begin", {"expected": "many"}),
        ("end", {"undo_seconds": -1}),
        ("end", {"undo_seconds": 1e9}),
        ("expect", {}),
        ("expect", {"expected": 1001}),
        ("watch", {"source": " "}),
        ("watch", {"source": "a\0b"}),
        ("watch", {"source": "x" * 5000}),
    ],
)
def test_a_request_that_is_unknown_or_out_of_range_is_refused(name: str, values: dict[str, Any]) -> None:
    with pytest.raises(RequestInvalid):
        request_of(name, values)
