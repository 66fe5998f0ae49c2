"""The few file operations that a save is made of, in one place, so that each of them can be let fail."""

import os
from contextlib import suppress
from pathlib import Path

OWNER_ONLY_FILE = 0o600
OWNER_ONLY_FOLDER = 0o700


class Disk:
    """A folder tree on a local disk. Every method raises ``OSError`` as the operating system does."""

    def read(self, path: str) -> bytes:
        """All bytes of a file."""
        with open(path, "rb", buffering=0) as file:
            return file.read()

    def write(self, path: str, content: bytes) -> None:
        """Write a new file and return when its bytes are on disk."""
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY_FILE)
        try:
            left = memoryview(content)
            while left:
                left = left[os.write(descriptor, left) :]
            self.settle(descriptor)
        finally:
            os.close(descriptor)

    def settle(self, descriptor: int) -> None:
        """Return when what was done to an open file or folder is on disk."""
        os.fsync(descriptor)

    def settle_folder(self, folder: str) -> None:
        """Return when the names in a folder are on disk."""
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            self.settle(descriptor)
        finally:
            os.close(descriptor)

    def link(self, path: str, name: str) -> None:
        """Give a file a second name."""
        os.link(path, name)

    def replace(self, path: str, name: str) -> None:
        """Rename a file over another; either the old or the new one is there at every moment."""
        os.replace(path, name)

    def remove(self, path: str) -> None:
        """Remove a file; no error when there is none."""
        with suppress(FileNotFoundError):
            os.unlink(path)

    def make_folder(self, folder: Path) -> None:
        """Make a folder and those above it, on disk, readable by the owner alone."""
        if folder.is_dir():
            return
        self.make_folder(folder.parent)
        with suppress(FileExistsError):
            folder.mkdir(OWNER_ONLY_FOLDER)
        self.settle_folder(str(folder.parent))
