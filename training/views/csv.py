"""Lists as CSV files that spreadsheets open safely."""

import csv
from collections.abc import Iterable
from datetime import date

from django.http import StreamingHttpResponse

FORMULA = tuple("=+-@＝＋－＠\t\r\n")  # the wide forms count, too
BOM = "\ufeff"  # tells Excel that the names are UTF-8


class Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def download(name: str, head: Iterable[str], rows: Iterable[Iterable]) -> StreamingHttpResponse:
    """A CSV attachment, written while it is read."""
    response = StreamingHttpResponse(lines(head, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def lines(head, rows):
    writer = csv.writer(Echo())
    yield BOM + writer.writerow(head)
    for row in rows:
        yield writer.writerow([safe(cell) for cell in row])


def safe(cell) -> str | int:
    """A cell as text that no spreadsheet runs as a formula (OWASP, CSV injection)."""
    if cell is None:
        return ""
    if isinstance(cell, int):
        return cell
    text = cell.isoformat() if isinstance(cell, date) else str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text


def unguarded(cell: str) -> str:
    """A cell that comes back, without the mark that `safe` puts before what a spreadsheet would run."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
