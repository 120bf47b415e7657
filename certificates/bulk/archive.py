"""A ZIP of stored files, written while it is read: not compressed, one file in memory at a time.

The standard library writes a file's size and checksum into its head once they are known. So that any reader can
unpack it from a stream, what is written of one file is kept until the next one begins.
"""

import csv
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO, StringIO

from django.utils.timezone import localtime

Entry = tuple[str, bytes]  # name, content


class Window(BytesIO):
    """A file of which only the end is still there: the places are those of the whole file."""

    def __init__(self):
        super().__init__()
        self.gone = 0

    def tell(self) -> int:
        return self.gone + super().tell()

    def seek(self, place: int, whence: int = 0) -> int:
        return self.gone + super().seek(place - self.gone if whence == 0 else place, whence)

    def taken(self) -> bytes:
        """What was written since the last time; no longer kept."""
        content = self.getvalue()
        self.gone += len(content)
        super().seek(0)
        self.truncate()
        return content


def zipped(entries: Iterable[Entry], at: datetime) -> Iterator[bytes]:
    """The pieces of the archive; its files bear the time `at`."""
    window = Window()
    with zipfile.ZipFile(window, "w", zipfile.ZIP_STORED) as archive:
        for name, content in entries:
            about = zipfile.ZipInfo(name, localtime(at).timetuple()[:6])
            about.external_attr = 0o644 << 16
            archive.writestr(about, content)
            yield window.taken()
    yield window.taken()


def table(head: Iterable[str], rows: Iterable[Iterable]) -> bytes:
    """A CSV file in UTF-8."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue().encode()
