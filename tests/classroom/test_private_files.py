import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from classroom.private_files import (
    close,
    close_to_others,
    closed_words,
    private_file,
    private_folder,
    windows_command,
    write_private,
)
from monitor.store.upgrade import upgrade_database
from tests.classroom.modes import mode_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has access lists and no modes")


def test_a_folder_is_its_owner_s_with_those_that_were_made_above_it(tmp_path: Path) -> None:
    private_folder(tmp_path / "new" / "inner")
    assert (mode_of(tmp_path / "new"), mode_of(tmp_path / "new" / "inner")) == (0o700, 0o700)


def test_a_file_is_its_owner_s_and_one_that_is_there_keeps_its_text(tmp_path: Path) -> None:
    file = private_file(tmp_path / "a")
    assert mode_of(file) == 0o600
    file.write_text("kept", encoding="utf-8")
    assert private_file(file).read_text(encoding="utf-8") == "kept"


def test_a_text_is_written_whole_and_for_its_owner_only(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("before", encoding="utf-8")
    write_private(tmp_path / "a", "after")
    assert (tmp_path / "a").read_text(encoding="utf-8") == "after"
    assert mode_of(tmp_path / "a") == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_what_is_open_to_others_is_closed_and_named_once(data_folder: Path, tmp_path: Path) -> None:
    database = tmp_path / "class.db"
    private_folder(data_folder / "recordings")
    kept = [data_folder / "settings.yaml", data_folder / "recordings" / "film.mp4"]
    beside = [database, tmp_path / "class.db-wal", tmp_path / "class.before-0008-20261101T080000Z.db"]
    for file in (*kept, *beside, tmp_path / "another.txt"):
        file.touch()
        file.chmod(0o644)
    data_folder.chmod(0o755)
    assert set(close_to_others(database)) == {data_folder, *kept, *beside}
    assert {mode_of(file) for file in (*kept, *beside)} == {0o600}
    assert mode_of(data_folder) == 0o700
    assert mode_of(tmp_path / "another.txt") == 0o644  # is none of ours
    assert close_to_others(database) == []


def test_a_link_is_left_as_it_is(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.touch(mode=0o644)
    (tmp_path / "link").symlink_to(other)
    assert close([tmp_path / "link", tmp_path / "missing"]) == []
    assert mode_of(other) == 0o644


def test_the_words_name_three_and_count_the_rest(tmp_path: Path) -> None:
    words = closed_words([tmp_path / name for name in "abcde"])
    assert f"{tmp_path / 'c'} and 2 more" in words


def test_a_database_and_what_sqlite_puts_beside_it_are_the_owner_s_whatever_the_umask(tmp_path: Path) -> None:
    from classroom.database import open_engine

    before = os.umask(0)
    try:
        engine = open_engine(f"sqlite:///{tmp_path / 'folder' / 'class.db'}")
        upgrade_database(engine)
        with engine.begin() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
            found = list((tmp_path / "folder").iterdir())
    finally:
        os.umask(before)
    assert {mode_of(path) for path in found} == {0o600}
    assert mode_of(tmp_path / "folder") == 0o700


def test_on_windows_the_account_and_the_system_alone_are_granted(tmp_path: Path) -> None:
    command = windows_command(tmp_path, r"SCHOOL\ada")
    assert command[:3] == ["icacls", str(tmp_path), "/inheritance:r"]
    assert r"SCHOOL\ada:(OI)(CI)F" in command


def test_a_program_of_ours_writes_for_its_owner_and_leaves_no_core_dump(tmp_path: Path) -> None:
    script = (
        "from classroom.private_files import keep_to_owner as k; k(); open('f', 'w').close(); import os; os.abort()"
    )
    root = Path(__file__).resolve().parents[2]
    subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(root)}, check=False
    )
    assert [path.name for path in tmp_path.iterdir()] == ["f"]
    assert stat.S_IMODE((tmp_path / "f").stat().st_mode) == 0o600


@pytest.mark.parametrize("program", ["run_monitor.py", "run_dashboard.py"])
def test_both_programs_begin_by_keeping_to_their_owner(program: str) -> None:
    text = (Path(__file__).resolve().parents[2] / program).read_text(encoding="utf-8")
    assert text.index("    keep_to_owner()") < text.index("    sys.exit(main(")
