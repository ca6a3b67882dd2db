import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.database import parse_url
from classroom.database_url import DATABASE_URL_VARIABLE, chosen_database_url, read_url
from classroom.errors import DatabaseError
from classroom.password_masks import mask_database_url


@pytest.mark.parametrize("url", ["postgresql://u:geheim@h:xx/c", "nonsense://u:geheim@h/c", "u:geheim@h"])
def test_a_url_that_is_refused_is_reported_without_its_password(url: str) -> None:
    with pytest.raises(DatabaseError, match=r"(?s)\*\*\*.*sqlite:///class\.db") as caught:
        parse_url(url)
    assert "geheim" not in str(caught.value)


def test_a_url_whose_driver_is_missing_is_reported_without_its_password() -> None:
    with pytest.raises(DatabaseError, match="driver") as caught:
        parse_url("mysql+pymysql://u:geheim@h/c")
    assert "geheim" not in str(caught.value)


def test_postgres_is_taken_for_postgresql() -> None:
    assert read_url("postgres://u:p@h/c").drivername == "postgresql+psycopg"


def test_a_password_with_an_at_sign_is_refused_with_what_to_write() -> None:
    with pytest.raises(DatabaseError, match="%40") as caught:
        read_url("postgresql://u:ge@heim@h/c")
    assert "heim" not in str(caught.value)
    assert read_url("postgresql://u:ge%40heim@h/c").password == "ge@heim"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://u:p:/@w@h:5/c", "postgresql://u:***@h:5/c"),
        ("postgresql://h/c?user=u&password=geheim&x=1", "postgresql://h/c?user=u&password=***&x=1"),
        ("postgres:/u:geheim@h", "postgres:***@h"),
        ("postgresql://u@h:5432/c", "postgresql://u@h:5432/c"),
        ("sqlite:////home/me/class.db", "sqlite:////home/me/class.db"),
    ],
)
def test_a_password_is_hidden_and_the_rest_is_left(url: str, shown: str) -> None:
    assert mask_database_url(url) == shown


@given(st.text(max_size=40) | st.from_regex(r"\A(sqlite|postgres)(\+[a-z]+)?://.{0,30}\Z"))
def test_any_text_as_a_url_is_read_or_refused_by_name(text: str) -> None:
    try:
        read_url(text)
    except DatabaseError as error:
        assert error.remedy


def test_the_environment_s_url_stands_between_the_command_line_and_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(DATABASE_URL_VARIABLE, raising=False)
    assert chosen_database_url(None, "sqlite:///file.db") == "sqlite:///file.db"
    assert chosen_database_url(None, None).endswith("moodline.db")
    monkeypatch.setenv(DATABASE_URL_VARIABLE, "sqlite:///environment.db")
    assert chosen_database_url(None, "sqlite:///file.db") == "sqlite:///environment.db"
    assert chosen_database_url("sqlite:///typed.db", "sqlite:///file.db") == "sqlite:///typed.db"
