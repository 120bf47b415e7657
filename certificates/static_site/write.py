"""Putting the site where it is served from: whole, or not at all."""

import os
import shutil
from pathlib import Path
from tempfile import mkdtemp

from certificates.static_site.files import ABOUT, SUMS


class NotOurs(Exception):
    """What stands there is not an earlier export, and is not replaced."""


def write(site: dict[str, bytes], folder: Path) -> None:
    """Write all of it beside the folder, then put it in its place by renaming; NotOurs, OSError.

    What stood there before is deleted last. Killed at any moment, the folder holds the old site or the new one, or,
    between two renames, none: then running it again puts it there.
    """
    folder = folder.absolute()
    if folder.exists() and not is_ours(folder):
        raise NotOurs(f"{folder} holds something else than an earlier export. Name a folder that is not there yet.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        new = beside / "new"
        for path, content in site.items():
            put(new / path, content)
        if folder.exists():
            folder.rename(beside / "old")
        new.rename(folder)
    finally:
        put_back(beside / "old", folder)
        shutil.rmtree(beside)


def is_ours(folder: Path) -> bool:
    """Nothing, or an earlier export. Sums alone are no sign of one: an archive of certificates holds a file of that
    name too.
    """
    is_export = (folder / SUMS).is_file() and (folder / ABOUT).is_file()
    return folder.is_dir() and (is_export or not any(folder.iterdir()))


def put(path: Path, content: bytes) -> None:
    """One file, on the disk before its folder is renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def put_back(old: Path, folder: Path) -> None:
    """What stood there, if the new one did not come."""
    if old.exists() and not folder.exists():
        old.rename(folder)
