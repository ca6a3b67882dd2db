"""The workbook as a stream, so that no long class is in memory as a whole."""

import io
import re
from collections.abc import Callable, Iterator
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

from dashboard.exports.exported_class import ExportedClass
from dashboard.exports.outlet import FAST, Outlet
from dashboard.exports.xlsx.book import written_book
from dashboard.exports.xlsx.samples import row_pieces

DIMENSION: Final = re.compile(r'<dimension ref="A1:([A-Z]+)2"/>')
SECOND_ROW: Final = re.compile(r'<row r="2".*?</row>', re.DOTALL)
STYLE: Final = re.compile(r'<c r="[A-Z]+2" s="(\d+)"/>')


def xlsx_pieces(count: int, class_at: Callable[[int], ExportedClass]) -> Iterator[bytes]:
    """Yield the workbook of `count` classes in pieces.

    Each class is read twice, so that only one is in memory: for all sheets but the samples, and for the samples.
    """
    book = written_book(count, class_at)
    outlet = Outlet()
    with ZipFile(io.BytesIO(book.content)) as written, ZipFile(outlet, "w", ZIP_DEFLATED, compresslevel=FAST) as sent:
        for name in written.namelist():
            content = written.read(name)
            if name in book.sample_sheets:
                yield from _with_samples(sent, outlet, name, content.decode(), class_at(book.sample_sheets[name]))
            else:
                sent.writestr(name, content)
            yield outlet.taken()
    yield outlet.taken()


def _with_samples(sent: ZipFile, outlet: Outlet, name: str, sheet: str, exported: ExportedClass) -> Iterator[bytes]:
    """Write a sheet, with its second row, which has the styles, replaced by all rows of the samples."""
    sheet = DIMENSION.sub(rf'<dimension ref="A1:\g<1>{max(len(exported.samples), 1) + 1}"/>', sheet)
    styled = SECOND_ROW.search(sheet)
    if styled is None:
        raise ValueError(f"{name} has no row that shows the styles of its columns")
    with sent.open(name, "w") as file:
        file.write(sheet[: styled.start()].encode())
        for piece in row_pieces(exported, STYLE.findall(styled[0])):
            file.write(piece.encode())
            yield outlet.taken()
        file.write(sheet[styled.end() :].encode())
