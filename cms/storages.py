"""Files on a disk of our own: there whole or not at all (R29)."""

import os
import secrets
from pathlib import Path, PurePath
from typing import Any

from django.core.files.storage import FileSystemStorage

PART = ".part"
"""Ending of what is being written; what a killed process leaves is listed as orphaned."""


class WholeFileStorage(FileSystemStorage):
    """Writes beside, then renames: whoever finds a name finds all of the file.

    Django's own opens the name itself, so that half a picture is served while it is
    written, and stays for good where the process is killed.
    """

    def _save(self, name: str, content: Any) -> str:
        beside = str(PurePath(name).with_name(f".{secrets.token_hex(8)}{PART}"))
        try:
            part = super()._save(beside, content)  # type: ignore[misc]  # -- Django's own
            _write_through(self.path(part))
            return self._rename(part, name)
        except BaseException:
            self.delete(beside)
            raise

    def _rename(self, part: str, name: str) -> str:
        while True:
            try:
                _give_name(Path(self.path(part)), Path(self.path(name)))
            except FileExistsError:
                # Somebody took the name since it was found free.
                name = self.get_available_name(name)
            else:
                return os.path.relpath(self.path(name), self.location)


def _write_through(path: str) -> None:
    """Wait until the disk has it: the row that names the file is written through too."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _give_name(part: Path, path: Path) -> None:
    """Rename without ever replacing a file.

    Raises:
        FileExistsError: the name is taken.
    """
    try:
        path.hardlink_to(part)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links: the name is reserved first.
        path.touch(exist_ok=False)
        part.replace(path)
    else:
        part.unlink()
