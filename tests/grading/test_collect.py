"""nbgrader's commands to collect work follow no link, and believe no time of the trainee's own."""

import os
import shutil
import stat
import tarfile
import time
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import nbformat
import pytest

from safercities.grading.collect.plain import copy_plain, is_student
from tests.grading.harness import Course
from tests.grading.sample import SECRET_LINE
from tests.grading.test_grade import SAMPLE, half, sample_course

NAME = f"{SAMPLE}.ipynb"
OWN_TIME = "1999-01-01 00:00:00 UTC"  # what a trainee claims


def stamp(minutes: float = 0) -> str:
    """The time so many minutes ago, as `nbgrader submit` writes it."""
    when = datetime.fromtimestamp(time.time() - 60 * minutes, tz=None)
    return (when - (datetime.now() - datetime.utcnow())).strftime("%Y-%m-%d %H:%M:%S.%f UTC")


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> tuple[Course, Path, str]:
    """A course whose exchange holds honest and hostile work, after collect, grade and release."""
    folder = tmp_path_factory.mktemp("collect")
    course, right = sample_course(folder)
    exchange = folder / "exchange"
    inbound = exchange / "safer-cities" / "inbound"
    inbound.mkdir(parents=True)
    for place in (exchange, exchange / "safer-cities", inbound):
        place.chmod(0o777)
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write(f"\nc.Exchange.root = {str(exchange)!r}\n")
    with course.gradebook() as gradebook:
        gradebook.find_assignment(SAMPLE).duedate = datetime.utcnow() - timedelta(days=1)
        gradebook.db.commit()

    def hand_in(student: str, when: str, work=right) -> Path:
        place = inbound / f"{student}+{SAMPLE}+{when}"
        place.mkdir()
        nbformat.write(work, place / NAME)
        (place / "timestamp.txt").write_text(when)
        (place / "submission_secret.txt").write_text(f"secret of {student}")
        return place

    source = course.root / "source" / SAMPLE / NAME
    hand_in("honest", stamp(), half(right))
    (hand_in("linker", stamp()) / "extra.html").symlink_to(source)
    (hand_in("data-link", stamp()) / "datasets").symlink_to(course.root)
    os.link(source, hand_in("second-name", stamp()) / "extra.html")
    os.mkfifo(hand_in("pipe", stamp()) / "pipe")
    linked = hand_in("notebook-link", stamp())
    (linked / NAME).unlink()
    (linked / NAME).symlink_to(source)
    hand_in("liar", stamp(60 * 24 * 9)).joinpath("timestamp.txt").write_text(OWN_TIME)
    (hand_in("no-secret", stamp()) / "submission_secret.txt").unlink()
    (inbound / f"whole-link+{SAMPLE}+{stamp()}").symlink_to(course.root / "source" / SAMPLE)
    (inbound / f"no-time+{SAMPLE}+yesterday").mkdir()
    (inbound / f"a b;c+{SAMPLE}+{stamp()}").mkdir()
    said = course.run("collect", SAMPLE)
    # Put there by hand, with a time of its own.
    course.submit("by-hand", right)
    (course.root / "submitted" / "by-hand" / SAMPLE / "timestamp.txt").write_text(OWN_TIME)
    code, _, complaints = course.grade()
    assert code == 0, complaints
    course.run("generate_feedback", SAMPLE)
    course.run("release_feedback", SAMPLE)
    return course, exchange, said


def files_in(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text("utf-8", "replace")
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_nothing_but_plain_files_was_collected(collected) -> None:
    course, _, said = collected
    found = list((course.root / "submitted").rglob("*"))
    assert [p for p in found if p.is_symlink() or stat.S_ISFIFO(p.lstat().st_mode)] == []
    students = {p.name for p in (course.root / "submitted").iterdir()}
    assert students == {
        *("honest", "linker", "data-link", "second-name", "pipe", "notebook-link", "liar"),
        *("no-secret", "by-hand"),
    }
    for words in (
        "extra.html is a link and was left out",
        "datasets is a link and was left out",
        "extra.html is a second name of another file",
        "pipe is no plain file",
        f"{NAME} is a link and was left out",
        "was not collected: it is a link or no folder",
        "yesterday' was not collected: its name is none",
    ):
        assert words in said, words


def test_honest_files_come_whole_and_links_cost_the_rest_nothing(collected) -> None:
    course, _, _ = collected
    assert course.auto_scores("honest")["test-1-lamps"] == 0
    for student in ("linker", "data-link", "second-name", "pipe", "liar", "no-secret", "by-hand"):
        assert course.auto_scores(student)["test-1-lamps"] == 1, student
    assert set(course.auto_scores("notebook-link").values()) == {0}


def test_the_solutions_do_not_come_back_as_feedback(collected) -> None:
    """The whole attack: a link in the exchange, collected, copied and released."""
    course, exchange, _ = collected
    released = files_in(exchange / "safer-cities" / "feedback")
    assert len(released) == 9  # one page for each
    shown = files_in(course.root / "feedback") | released
    assert [name for name, text in shown.items() if SECRET_LINE in text] == []
    assert [name for name in shown if name.endswith("extra.html")] == []


def test_the_time_is_not_the_trainees(collected) -> None:
    course, _, said = collected
    with course.gradebook() as gradebook:
        times = {
            student: gradebook.find_submission(SAMPLE, student).timestamp
            for student in ("honest", "liar", "by-hand")
        }
        late = gradebook.find_submission(SAMPLE, "liar").total_seconds_late
    now = datetime.utcnow()
    assert abs(times["honest"] - now) < timedelta(hours=1)
    assert abs(times["liar"] - now) < timedelta(hours=1), "its files were changed today"
    assert times["by-hand"] is None
    assert late > 0
    assert "the later time counts" in said


def test_plain_autograde_believes_no_other_time(collected) -> None:
    course, _, _ = collected
    course.run("autograde", SAMPLE, "--student", "by-hand", "--force")
    with course.gradebook() as gradebook:
        assert gradebook.find_submission(SAMPLE, "by-hand").timestamp is None
    assert not (course.root / "autograded" / "by-hand" / SAMPLE / "timestamp.txt").exists()


def test_a_later_submission_is_collected_and_graded(collected) -> None:
    course, exchange, _ = collected
    place = exchange / "safer-cities" / "inbound" / f"honest+{SAMPLE}+{stamp(-5)}"
    place.mkdir()
    right = nbformat.read(course.root / "submitted" / "linker" / SAMPLE / NAME, as_version=4)
    nbformat.write(right, place / NAME)
    course.run("collect", SAMPLE, "--update")
    code, said, _ = course.grade()
    assert code == 0
    assert [each["student"] for each in said["submissions"] if each["state"] == "graded"] == [
        "honest"
    ]
    assert course.auto_scores("honest")["test-1-lamps"] == 1


def test_zips_lead_nowhere_else(tmp_path: Path) -> None:
    course, right = sample_course(tmp_path)
    archive = course.root / "downloaded" / SAMPLE / "archive"
    archive.mkdir(parents=True)
    source = course.root / "source" / SAMPLE / NAME
    text = nbformat.writes(right)
    with zipfile.ZipFile(archive / "all.zip", "w") as file:
        file.writestr(f"ann_{NAME}", text)
        file.writestr(f"..%2f_{NAME}", text)
        file.writestr(f"../../../../escaped_{NAME}", text)
        link = zipfile.ZipInfo(f"bob_{NAME}")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(link, str(source))
    with tarfile.open(archive / "more.tar.gz", "w:gz") as file:
        linked = tarfile.TarInfo(f"cid_{NAME}")
        linked.type, linked.linkname = tarfile.SYMTYPE, str(source)
        file.addfile(linked)
    (archive / f"dan_{NAME}").symlink_to(source)
    (archive / "broken.zip").write_bytes(b"PK\x03\x04 no zip")
    with (course.root / "nbgrader_config.py").open("a") as config:
        pattern = r".*/(?P<student_id>[^/]+)_(?P<file_id>\w+)\.ipynb"
        config.write(f"\nc.FileNameCollectorPlugin.named_regexp = {pattern!r}\n")
    said = course.run("zip_collect", SAMPLE)
    assert {p.name for p in (course.root / "submitted").iterdir()} == {"ann"}
    assert not list(tmp_path.rglob("escaped_*"))
    assert [p for p in (course.root / "downloaded").rglob("*") if p.is_symlink()] == [
        archive / f"dan_{NAME}"
    ]
    assert said.count("left out") >= 4
    assert "broken.zip could not be unpacked" in said


def test_a_folder_that_turns_into_a_link_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at a folder and its reading."""
    secret, work = tmp_path / "secret", tmp_path / "work"
    secret.mkdir()
    (secret / "key.txt").write_text("solution")
    (work / "inner").mkdir(parents=True)
    (work / "inner" / "mine.txt").write_text("mine")
    stat_of = os.stat

    def swap(name, **settings):
        about = stat_of(name, **settings)
        if name == "inner" and not (work / "inner").is_symlink() and "dir_fd" in settings:
            shutil.rmtree(work / "inner")
            (work / "inner").symlink_to(secret)
        return about

    monkeypatch.setattr(os, "stat", swap)
    copy_plain(work, tmp_path / "copy", lambda place, names: set())
    assert list((tmp_path / "copy").rglob("*.txt")) == []


@pytest.mark.parametrize("name", ["..", "a/b", ".hidden", "", "a\nb", "x" * 200, "-rf"])
def test_names_that_are_ways_are_no_students(name: str) -> None:
    assert not is_student(name)
    assert is_student("ann.li-2@city.org")
