"""The JSON file and its schema in one archive, as a stream."""

from collections.abc import Iterable, Iterator
from zipfile import ZIP_DEFLATED, ZipFile

from dashboard.exports.json_file import SCHEMA_NAME, schema_text
from dashboard.exports.outlet import FAST, Outlet


def zipped(name: str, pieces: Iterable[str]) -> Iterator[bytes]:
    """Yield an archive in pieces: the file of this name, made of these pieces of text, and the schema that it names."""
    outlet = Outlet()
    with ZipFile(outlet, "w", ZIP_DEFLATED, compresslevel=FAST) as sent:
        with sent.open(name, "w", force_zip64=True) as file:
            for piece in pieces:
                file.write(piece.encode())
                yield outlet.taken()
        sent.writestr(SCHEMA_NAME, schema_text())
    yield outlet.taken()
