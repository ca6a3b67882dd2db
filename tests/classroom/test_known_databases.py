from pathlib import Path

from classroom.known_databases import FILE_NAME, forget, is_missing, remember


def test_a_file_that_never_held_classes_is_not_missed(tmp_path: Path) -> None:
    assert not is_missing(tmp_path / "class.db")


def test_a_file_that_held_classes_is_missed_until_it_is_there_or_forgotten(tmp_path: Path) -> None:
    database = tmp_path / "class.db"
    remember(database)
    assert is_missing(database)
    database.touch()
    assert not is_missing(database)
    database.unlink()
    forget(database)
    assert not is_missing(database)


def test_a_list_that_is_damaged_misses_nothing_and_is_written_anew(data_folder: Path, tmp_path: Path) -> None:
    data_folder.mkdir(exist_ok=True)
    (data_folder / FILE_NAME).write_text("{", encoding="utf-8")
    assert not is_missing(tmp_path / "class.db")
    remember(tmp_path / "class.db")
    assert is_missing(tmp_path / "class.db")
