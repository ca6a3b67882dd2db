import sqlite3
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from classroom.known_databases import remember


@pytest.fixture
def code_and_remedy(client: FlaskClient) -> tuple[str, str]:
    error = client.get("/api/v1/classes").get_json()["error"]
    return error["code"], error["message"] + error["remedy"]


class TestAnotherProgramsFile:
    @pytest.fixture
    def database(self, tmp_path: Path) -> Path:
        with sqlite3.connect(tmp_path / "bookmarks.sqlite") as connection:
            connection.execute("CREATE TABLE bookmarks (url TEXT)")
        return tmp_path / "bookmarks.sqlite"

    def test_is_named_and_no_empty_list_is_shown_of_it(self, code_and_remedy: tuple[str, str]) -> None:
        assert code_and_remedy[0] == "database"
        assert "another program" in code_and_remedy[1]


class TestAFileThatIsGone:
    @pytest.fixture
    def database(self, tmp_path: Path) -> Path:
        remember(tmp_path / "class.db")
        return tmp_path / "class.db"

    def test_is_asked_for(self, code_and_remedy: tuple[str, str]) -> None:
        assert code_and_remedy[0] == "database"
        assert "--new-database" in code_and_remedy[1]
