"""The API takes a recording in pieces, and answers as it is described."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.dashboard.api.described_answers import checked_answer

ADDRESS = "/api/v1/recordings"


def begun(client: FlaskClient, size: int) -> str:
    answer = checked_answer(client, "POST", ADDRESS, json={"name": "maths.mp4", "size": size})
    assert answer.status_code == 201
    assert answer.get_json()["source"] is None
    return f"{ADDRESS}/{answer.get_json()['id']}"


def piece(client: FlaskClient, address: str, offset: int, content: bytes) -> dict[str, object]:
    answer = checked_answer(
        client, "PUT", f"{address}?offset={offset}", data=content, content_type="application/octet-stream"
    )
    payload: dict[str, object] = answer.get_json()
    return payload


def test_a_recording_arrives_in_pieces_and_can_be_removed(client: FlaskClient) -> None:
    address = begun(client, 5)
    assert piece(client, address, 0, b"abc")["received"] == 3
    source = Path(str(piece(client, address, 3, b"de")["source"]))
    assert source.read_bytes() == b"abcde"
    assert checked_answer(client, "DELETE", address).status_code == 204
    assert not source.exists()
    assert checked_answer(client, "DELETE", address).get_json()["error"]["code"] == "recording_gone"


def test_a_piece_in_the_wrong_place_is_refused_with_what_has_arrived(client: FlaskClient) -> None:
    error = piece(client, begun(client, 5), 2, b"c")["error"]
    assert isinstance(error, dict)
    assert error["code"] == "piece_misplaced"
    assert error["message"].endswith("0 bytes have arrived")


@pytest.mark.parametrize("body", [{}, {"name": "a.mp4"}, {"name": "a.mp4", "size": "5"}, {"name": 5, "size": 5}])
def test_a_recording_without_name_or_size_is_not_understood(client: FlaskClient, body: dict[str, object]) -> None:
    answer = checked_answer(client, "POST", ADDRESS, json=body)
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (400, "body_not_understood")


def test_an_empty_recording_is_refused_and_one_for_which_there_is_no_room_too(client: FlaskClient) -> None:
    empty = checked_answer(client, "POST", ADDRESS, json={"name": "a.mp4", "size": 0})
    assert (empty.status_code, empty.get_json()["error"]["code"]) == (400, "recording_refused")
    huge = checked_answer(client, "POST", ADDRESS, json={"name": "a.mp4", "size": 199_000_000_000})
    assert (huge.status_code, huge.get_json()["error"]["code"]) == (507, "room_missing")
    assert "path" in huge.get_json()["error"]["remedy"]
