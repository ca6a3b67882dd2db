"""Take all classes along: a JSON and a CSV file of each, as the pages export them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from flask.testing import FlaskClient

from classroom.errors import UsageError
from classroom.private_files import private_file, private_folder
from dashboard.app import create_app
from dashboard.auth.key import access_key
from dashboard.options import DashboardOptions

FORMATS: Final = ("json", "csv")


def export_all(options: DashboardOptions, folder: Path) -> int:
    """Write the files into a folder that is new or empty, for their owner only, and return how many classes there are.

    Raises UsageError for a folder with something in it, and if a class cannot be exported.
    """
    try:
        if folder.is_dir() and any(folder.iterdir()):
            raise UsageError("There is something in this folder", where=str(folder), remedy="Name a new or empty one.")
        private_folder(folder)
        return _export(options, folder)
    except OSError as error:
        what = f"The classes cannot be written: {error.strerror}"
        raise UsageError(what, where=str(folder), remedy="Name a folder that can be written.") from error


def _export(options: DashboardOptions, folder: Path) -> int:
    app = create_app(options)
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {access_key()}"
    count = 0
    for class_id in _class_ids(client):
        for ending in FORMATS:
            answer = client.get(f"/classes/{class_id}/export.{ending}", buffered=False)
            if answer.status_code != 200:
                raise UsageError(f"Class {class_id} cannot be exported", remedy="Open its page, which says why.")
            with private_file(folder / f"class-{class_id}.{ending}").open("wb") as file:
                file.writelines(answer.iter_encoded())
        count += 1
    app.extensions["moodline"].reader.close()
    return count


def _class_ids(client: FlaskClient) -> Iterator[int]:
    """Yield the ids of all classes, page by page of their list."""
    number, left = 1, True
    while left:
        listed = client.get(f"/api/v1/classes?page={number}").get_json()
        if "classes" not in listed:
            if listed["error"]["code"] == "no_class_yet":
                return
            raise UsageError(listed["error"]["message"], remedy=listed["error"]["remedy"])
        yield from (each["id"] for each in listed["classes"])
        left = number * listed["page_size"] < listed["count"]
        number += 1
