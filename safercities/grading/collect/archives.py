"""`nbgrader zip_collect` without links, ways out of the folder, and archives that never end."""

import os
import shutil
import stat
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from nbgrader.plugins import ExtractorPlugin, FileNameCollectorPlugin

from safercities.grading.collect.plain import is_student
from safercities.grading.grade.intake import LARGEST_SUBMISSION

MOST_MEMBERS = 20_000
MOST_BYTES = 20 * LARGEST_SUBMISSION  # of all that one archive holds
PIECE = 1 << 20


class ExtractPlain(ExtractorPlugin):
    """Set in `c.ZipCollectApp.extractor_plugin`.

    An archive inside an archive stays as it is: its names are the trainee's to choose.
    """

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """Unpack each archive into a folder of its own, and copy other files."""
        for place, _, files in os.walk(archive_path):
            target = Path(extracted_path, os.path.relpath(place, archive_path))
            for name in sorted(files):
                path = Path(place, name)
                target.mkdir(parents=True, exist_ok=True)
                if path.is_symlink() or not path.is_file():
                    self.log.warning("%s is a link or no plain file and was left out.", path)
                elif path.suffix in self.zip_ext:
                    folder = target / name.removesuffix(path.suffix).removesuffix(".tar")
                    self._unpack(path, folder)
                else:
                    shutil.copyfile(path, target / name)

    def _unpack(self, path: Path, folder: Path) -> None:
        left = MOST_BYTES
        try:
            for number, (name, content) in enumerate(_members(path)):
                inner = PurePosixPath(name.replace("\\", "/"))
                if content is None or inner.is_absolute() or ".." in inner.parts:
                    self.log.warning("%s: %r is a link or leads elsewhere; left out.", path, name)
                    continue
                target = folder / inner
                target.parent.mkdir(parents=True, exist_ok=True)
                left = _write(content, target, left)
                if left < 0 or number > MOST_MEMBERS:
                    self.log.warning("%s holds too much; the rest was left out.", path)
                    return
        except (OSError, EOFError, zipfile.BadZipFile, tarfile.TarError, RuntimeError) as problem:
            self.log.warning("%s could not be unpacked to its end: %s", path, problem)


def _write(content: IO[bytes], target: Path, left: int) -> int:
    """Write a member, as long as there are bytes left; how many are left then."""
    with target.open("wb") as file:
        while left >= 0 and (piece := content.read(PIECE)):
            left -= len(piece)
            file.write(piece)
    return left


def _members(path: Path) -> Iterator[tuple[str, IO[bytes] | None]]:
    """Names and contents of an archive's files; no content for links and devices."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                if stat.S_ISLNK(entry.external_attr >> 16):
                    yield entry.filename, None
                elif not entry.is_dir():
                    with archive.open(entry) as content:
                        yield entry.filename, content
        return
    with tarfile.open(path) as archive:
        for entry in archive:
            if not entry.isdir():
                yield entry.name, archive.extractfile(entry) if entry.isreg() else None


class CollectNamed(FileNameCollectorPlugin):
    """Set in `c.ZipCollectApp.collector_plugin`: no name leads out of a trainee's folder."""

    def collect(self, submitted_file: str) -> dict | None:
        """What the instructor's pattern finds in a name, when that can be used."""
        found = super().collect(submitted_file)
        if not found:
            return None
        student, file = str(found.get("student_id")), PurePosixPath(str(found.get("file_id")))
        if not is_student(student) or file.is_absolute() or ".." in file.parts:
            self.log.warning("%r names nobody's work and was left out.", submitted_file)
            return None
        return found
