"""`nbgrader collect` without links, and with a time that the trainee cannot choose."""

import os
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nbgrader.exchange.default import ExchangeCollect
from nbgrader.utils import ignore_patterns

from safercities.grading.collect.plain import copy_plain, is_student
from safercities.grading.collect.stamps import FILE, keep_stamp
from safercities.grading.grade.intake import MOST_ENTRIES

# `nbgrader submit` names the folder first and fills it then.
FILLED_WITHIN = timedelta(minutes=10)
SECRET = "submission_secret.txt"
REFUSED = "\0"  # no trainee's name has it


class CollectPlain(ExchangeCollect):
    """Set in `c.ExchangeFactory.collect`."""

    def init_src(self) -> None:
        """Find the newest submissions; entries that are none are told and passed over."""
        super().init_src()
        self.src_records = [
            record for record in self.src_records if not record["username"].startswith(REFUSED)
        ]

    def _path_to_record(self, path: str) -> dict:
        name = Path(path).name
        trouble = "its name is none that `nbgrader submit` gives"
        try:
            record = super()._path_to_record(path)
            if Path(path).is_symlink() or not Path(path).is_dir():
                trouble = "it is a link or no folder"
            elif is_student(record["username"]):
                record["timestamp"] = self._time(Path(path), record["timestamp"])
                return record
        except (Exception, SystemExit) as problem:  # whatever a name brings about
            self.log.debug("%r: %s", name, problem)
        self.log.warning("%r was not collected: %s.", name, trouble)
        long_ago = datetime(1970, 1, 1)
        return {"username": REFUSED + name, "filename": name, "timestamp": long_ago}

    def _time(self, folder: Path, claimed: datetime) -> datetime:
        """The time in the folder's name, unless its files were changed later.

        The name and the modification times are the trainee's to choose; the time of the last
        change of an entry (ctime) is the file system's.
        """
        times = [folder.lstat().st_ctime]
        for place, folders, files in os.walk(folder):
            times += [Path(place, name).lstat().st_ctime for name in [*folders, *files]]
            if len(times) > MOST_ENTRIES:
                break
        changed = datetime.fromtimestamp(max(times), UTC).replace(tzinfo=None)
        if changed > claimed + FILLED_WITHIN:
            self.log.warning(
                "%r says %s, but was changed at %s UTC; the later time counts.",
                folder.name,
                claimed,
                changed,
            )
            return changed
        return claimed

    def do_copy(self, src: str, dest: str, log: object = None) -> None:
        """Copy plain files, and write the time that counts."""
        name = Path(src).name
        record = next(each for each in self.src_records if each["filename"] == name)
        course = self.coursedir
        left_out = ignore_patterns(
            exclude=course.ignore,
            include=course.include,
            max_file_size=course.max_file_size,
            log=self.log,
        )
        for sentence in copy_plain(Path(src), Path(dest), left_out):
            self.log.warning("%s: %s.", name, sentence)
        if course.groupshared:
            self._share(Path(dest))
        (Path(dest) / FILE).write_text(f"{record['timestamp'].isoformat(' ')} UTC\n")
        secret = Path(dest) / SECRET
        if not secret.is_file():  # `nbgrader release_feedback` stops without it, for everybody
            secret.write_text(secrets.token_hex(64))
        keep_stamp(Path(course.root), course.assignment_id, record["username"], record["timestamp"])

    @staticmethod
    def _share(folder: Path) -> None:
        """Let the group read and write, as nbgrader does."""
        for place, _, files in os.walk(folder):
            Path(place).chmod(0o2770)
            for name in files:
                Path(place, name).chmod(0o660)
