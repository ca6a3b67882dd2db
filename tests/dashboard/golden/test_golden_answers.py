"""Every answer over the demo term is what it was when tests/dashboard/golden/fingerprints.json was written."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.dashboard.golden import answers
from tests.dashboard.golden.answers import LANGUAGES, Fingerprint

KEPT = Path(__file__).with_name("fingerprints.json")
WRITE_AGAIN = "if this change is meant, run: uv run --all-groups python tools/golden_answers.py --keep"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    path = tmp_path_factory.mktemp("golden") / "term.db"
    answers.write_term(path)
    return answers.client_of(path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_says_what_it_said(client: FlaskClient, language: str) -> None:
    kept = {name: Fingerprint(**each) for name, each in json.loads(KEPT.read_text(encoding="utf-8")).items()}
    requested = [address for each, address in answers.addresses() if each == language]
    assert {f"{language} {address}" for address in requested} == {name for name in kept if name.startswith(language)}
    changed = {}
    for address in requested:
        found = Fingerprint.of(answers.answer_text(client, language, address))
        before = kept[f"{language} {address}"]
        if not found.is_close_to(before):
            changed[address] = (asdict(before), asdict(found))
    assert not changed, WRITE_AGAIN
