"""Delete all that Moodline keeps for this account: every class, the settings, the key, recordings and logs."""

import shutil
import sys
from pathlib import Path
from typing import Final

from classroom.control_file import listed_addresses
from classroom.data_folders import data_folder, logs_folder
from classroom.errors import UsageError
from classroom.password_masks import mask_database_url
from classroom.private_files import beside
from dashboard.auth.proof import is_own_dashboard
from dashboard.database.edit.purge import database_file, delete_all_rows
from dashboard.parent_process import is_alive

CONFIRMED: Final = "DELETE"


def purge(host: str, port: int, database_url: str, *, is_confirmed: bool) -> list[Path]:
    """Delete everything, once it was confirmed, and return what there was.

    Raises UsageError while a class or a dashboard runs, or if it was not confirmed; DatabaseError for a server's rows.
    """
    _refuse_while_running(host, port, database_url)
    file = database_file(database_url)
    places = [place for place in (*beside(file), data_folder(), logs_folder()) if place.exists()]
    if not is_confirmed:
        _ask(places, None if file is not None else mask_database_url(database_url))
    if file is None:
        delete_all_rows(database_url)
    for place in places:
        try:
            shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)
        except OSError as error:
            what = f"Not all could be deleted: {error.strerror}"
            raise UsageError(what, where=str(place), remedy="Allow writing there, and do it again.") from error
    return places


def _refuse_while_running(host: str, port: int, database_url: str) -> None:
    if is_own_dashboard(host, port):
        raise UsageError("A dashboard runs", where=f"{host}:{port}", remedy="Close it, and do it again.")
    if any(is_alive(address.pid) for address in listed_addresses(mask_database_url(database_url))):
        raise UsageError("A monitor runs", remedy="End its class, and do it again.")


def _ask(places: list[Path], server: str | None) -> None:
    if not sys.stdin.isatty():
        raise UsageError("Nothing was deleted: nobody could be asked", remedy="Add --yes if you mean it.")
    named = [*map(str, places), *([f"all classes in {server}"] if server else [])]
    sys.stdout.write("This deletes all classes, settings and logs, for good:\n")
    sys.stdout.writelines(f"  {each}\n" for each in named)
    sys.stdout.write(f"Type {CONFIRMED} to go on: ")
    sys.stdout.flush()
    if sys.stdin.readline().strip() != CONFIRMED:
        raise UsageError("Nothing was deleted")
