import sys
import threading
from pathlib import Path

import pytest

from dashboard.auth.key import access_key, key_file, mac, renew
from tests.classroom.modes import mode_of


def test_a_key_is_random_kept_and_its_owner_s_alone(data_folder: Path) -> None:
    key = access_key()
    assert len(key) >= 43
    assert access_key() == key
    assert key_file().parent == data_folder
    assert [path.name for path in data_folder.iterdir()] == [key_file().name]
    renew()
    assert access_key() != key


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has access lists and no modes")
def test_a_key_that_others_could_read_is_renewed() -> None:
    key = access_key()
    assert mode_of(key_file()) == 0o600
    key_file().chmod(0o640)
    assert access_key() != key
    assert mode_of(key_file()) == 0o600


def test_a_key_that_was_cut_off_is_renewed() -> None:
    access_key()
    key_file().write_text("short", encoding="ascii")
    assert len(access_key()) >= 43


def test_dashboards_that_start_at_once_have_one_key() -> None:
    key_file().unlink(missing_ok=True)
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(access_key())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1


def test_a_hash_for_one_purpose_is_none_for_another() -> None:
    assert mac("key", "code", "text") != mac("key", "cookie", "text")
