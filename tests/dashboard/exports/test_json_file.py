import io
import json
from collections.abc import Callable
from typing import Any
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from sqlalchemy import Engine

from tests.dashboard.class_fixtures import ClassIds, add_running
from tests.dashboard.conftest import NOW
from tests.dashboard.export_fixtures import FACTS, add_rich, every_class, file_of


def exported(client: FlaskClient, address: str) -> Any:  # noqa: ANN401 - whatever is in the file
    return json.loads(file_of(client, address))


@pytest.fixture
def schema(client: FlaskClient) -> Draft202012Validator:
    found = exported(client, "/api/v1/schema/class.json")
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found, format_checker=Draft202012Validator.FORMAT_CHECKER)


def test_each_class_fits_the_schema(client: FlaskClient, engine: Engine, class_ids: ClassIds, schema: Any) -> None:  # noqa: ANN401
    participation = add_rich(engine, mode="participation", mood=lambda _second: None)
    running = add_running(engine, NOW)
    for class_id in (*every_class(class_ids), add_rich(engine), participation, running):
        schema.validate(exported(client, f"/classes/{class_id}/export.json"))


def test_several_classes_fit_the_schema_in_the_order_asked_for(
    client: FlaskClient,
    engine: Engine,
    class_ids: ClassIds,
    schema: Any,  # noqa: ANN401
) -> None:
    rich = add_rich(engine)
    file = exported(client, f"/export.json?class={rich}&class={class_ids.empty}&class={class_ids.lesson}")
    schema.validate(file)
    assert [each["class"]["id"] for each in file["classes"]] == [rich, class_ids.empty, class_ids.lesson]
    assert len(file["classes"][2]["samples"]) == 1160


def test_the_schema_refuses_what_it_does_not_say(client: FlaskClient, engine: Engine, schema: Any) -> None:  # noqa: ANN401
    file = exported(client, f"/classes/{add_rich(engine, seconds=120)}/export.json")
    assert schema.is_valid(file)
    spoiling: list[Callable[[Any], Any]] = [
        lambda each: each.pop("cannot_say"),
        lambda each: each["samples"][0].update(mood_shown="perhaps"),
        lambda each: each["samples"][0]["mood"].pop("sad"),
        lambda each: each["samples"][0].update(attention=1),
        lambda each: each.update(schema_version=1),
    ]
    for spoil in spoiling:
        spoilt = json.loads(json.dumps(file))
        spoil(spoilt)
        assert not schema.is_valid(spoilt)


def test_the_archive_holds_the_file_and_beside_it_the_schema_that_it_names(client: FlaskClient, engine: Engine) -> None:
    class_id = add_rich(engine, title="数学", seconds=120)
    answer = client.get(f"/classes/{class_id}/export.json.zip")
    assert answer.mimetype == "application/zip"
    with ZipFile(io.BytesIO(answer.data)) as archive:
        name, schema_name = archive.namelist()
        assert archive.testzip() is None
        file, schema = json.loads(archive.read(name)), json.loads(archive.read(schema_name))
    assert name == "2026-11-10 7b – 数学.json"
    assert file["$schema"] == f"./{schema_name}"
    Draft202012Validator(schema).validate(file)
    assert file == exported(client, f"/classes/{class_id}/export.json")
    assert schema == exported(client, "/api/v1/schema/class.json")


def test_no_file_names_an_address_of_this_computer(client: FlaskClient, class_ids: ClassIds) -> None:
    several = f"/export.json?class={class_ids.few}&class={class_ids.empty}"
    for address in (f"/classes/{class_ids.few}/export.json", several):
        assert "localhost" not in file_of(client, address).decode()


def test_the_file_has_everything_that_belongs_to_the_class(client: FlaskClient, engine: Engine) -> None:
    file = exported(client, f"/classes/{add_rich(engine)}/export.json")
    assert [segment["title"] for segment in file["segments"]] == ["=1+1", "Part 2", "Part 3", "Part 4"]
    assert [(marker["kind"], marker["note"]) for marker in file["markers"]] == [
        ("question", ""),
        ("own", "@worked example"),
    ]
    assert file["excluded"][0]["note"] == "break"
    assert file["notes"] == "Start with the example."
    assert file["model"]["accuracy"] == FACTS.accuracy
    assert file["model"]["confusion"][0][0] == FACTS.confusion[0][0]
    assert len(file["pulse"]["windows"]) == 10
    assert file["pulse"]["agreement"][0]["question"] == "mood"
    assert sum(sample["excluded"] for sample in file["samples"]) == 60


def test_what_was_left_out_counts_in_no_figure(client: FlaskClient, engine: Engine) -> None:
    file = exported(client, f"/classes/{add_rich(engine)}/export.json")
    assert file["summary"]["samples"] == 1140
    assert len(file["samples"]) == 1200


def test_ready_texts_are_in_the_reader_s_language(client: FlaskClient, class_ids: ClassIds) -> None:
    for address in (
        f"/classes/{class_ids.few}/export.json",
        f"/export.json?class={class_ids.few}&class={class_ids.lesson}",
    ):
        german = client.get(address, headers={"Accept-Language": "de"})
        assert "Zeitzone" in german.get_data(as_text=True)
        assert "Zeitzone" not in client.get(address).get_data(as_text=True)
