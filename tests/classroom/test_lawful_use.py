"""A class is refused where the law forbids it, and where nobody has said what the law depends on."""

from typing import Any

import pytest

from classroom.choices import Mode
from classroom.config import Config
from classroom.lawful_use import ClassRefused, questions_are_open, refuse_unlawful

ACCEPTED = {"use_accepted_on": "2026-09-01"}


def config_of(region: str | None, **privacy: Any) -> Config:  # noqa: ANN401 - settings
    return Config.model_validate({"monitor": {"region": region}, "privacy": privacy})


@pytest.mark.parametrize(("region", "mode"), [("other", "mood"), ("other", "participation"), ("eu", "participation")])
def test_a_class_that_the_law_allows_is_watched(region: str, mode: Mode) -> None:
    refuse_unlawful(config_of(region, **ACCEPTED), mode, is_demo=False)


def test_moods_are_refused_in_the_eu_with_the_reason_and_participation_in_the_same_sentence() -> None:
    with pytest.raises(ClassRefused) as refused:
        refuse_unlawful(config_of("eu", **ACCEPTED), "mood", is_demo=False)
    sentence = refused.value.what
    assert "Regulation (EU) 2024/1689, Article 5(1)(f)" in sentence
    assert "2 February 2025" in sentence
    assert "count who takes part instead" in sentence
    assert refused.value.exit_code == 2


@pytest.mark.parametrize("mode", ["mood", "participation"])
def test_nobody_said_where_so_nothing_is_watched(mode: Mode) -> None:
    with pytest.raises(ClassRefused, match="Nobody has said yet where the class is held"):
        refuse_unlawful(config_of(None, **ACCEPTED), mode, is_demo=False)


@pytest.mark.parametrize("mode", ["mood", "participation"])
def test_nothing_is_watched_before_the_use_is_accepted(mode: Mode) -> None:
    with pytest.raises(ClassRefused, match="Nobody has accepted yet") as refused:
        refuse_unlawful(config_of("other"), mode, is_demo=False)
    assert "not for marks, not for discipline, not for a person's attendance" in refused.value.remedy


@pytest.mark.parametrize("region", [None, "eu", "other"])
def test_invented_people_need_no_answer(region: str | None) -> None:
    refuse_unlawful(config_of(region), "mood", is_demo=True)


def test_a_question_is_open_until_both_are_answered() -> None:
    assert questions_are_open(config_of("eu"))
    assert questions_are_open(config_of(None, **ACCEPTED))
    assert not questions_are_open(config_of("eu", **ACCEPTED))


def test_a_group_has_a_mode_of_its_own_or_that_of_all() -> None:
    groups = [{"name": "7b", "mode": "participation"}, {"name": "9a"}]
    config = Config.model_validate({"groups": groups})
    assert [config.mode_of(name) for name in ("7b", "9a", "")] == ["participation", "mood", "mood"]
