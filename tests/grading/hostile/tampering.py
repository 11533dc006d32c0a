"""Tampering: with the gradebook, other people's work, the configuration or the grader itself."""

import os

from tests.grading.hostile.work import SLUG, Family, Work

tampering = Family("tampering")

tampering.code(
    "gradebook-written",
    "gives itself full marks in the gradebook",
    """\
import sqlite3
book = sqlite3.connect("{course}/gradebook.db", timeout=1)
book.execute("update grade set manual_score = 2, auto_score = 2")
book.commit()""",
)
tampering.code(
    "gradebook-trigger",
    "leaves a trigger in the gradebook that raises later marks",
    """\
import sqlite3
book = sqlite3.connect("{course}/gradebook.db", timeout=1)
book.execute("create trigger gift after insert on grade begin update grade set extra_credit=9; end")
book.commit()""",
)
tampering.code(
    "gradebook-removed",
    "removes the gradebook",
    'import os\nos.remove("{course}/gradebook.db")',
)
tampering.code(
    "others-work-changed",
    "empties the notebooks of all other trainees",
    """\
from pathlib import Path
for path in Path("{course}/submitted").rglob("*.ipynb"):
    path.write_text("{}")""",
)
tampering.code(
    "graded-work-changed",
    "changes what has been graded already",
    """\
from pathlib import Path
for path in Path("{course}/autograded").rglob("*.ipynb"):
    path.unlink()""",
)
tampering.code(
    "configuration-changed",
    "adds code of its own to nbgrader_config.py, which the instructor runs next",
    """\
with open("{course}/nbgrader_config.py", "a") as config:
    config.write("\\nc.Execute.timeout = 1\\n")""",
)
tampering.code(
    "source-changed",
    "changes the source of the assignment and its data",
    """\
from pathlib import Path
for path in Path("{course}/source").rglob("*.*"):
    path.write_text("")""",
)
tampering.code(
    "start-up-file",
    "leaves a start-up file that runs in the next trainee's kernel",
    """\
from pathlib import Path
for home in (Path.home(), Path("/root"), Path(get_ipython().profile_dir.location)):
    for folder in (home / ".ipython/profile_default/startup", home / "startup"):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "00-gift.py").write_text("lamps = 40")""",
)
tampering.code(
    "python-environment-changed",
    "changes the installed packages, so that later kernels run its code",
    """\
import pandas, site, sys
from pathlib import Path
for folder in (*site.getsitepackages(), *sys.path, Path(pandas.__file__).parent):
    Path(folder, "hostile_gift.pth").write_text("import os; os.environ['GIFT'] = '1'")""",
)
tampering.code(
    "warm-parent-spoiled",
    "spoils shared state that a later kernel might inherit",
    """\
import builtins, sys, warnings
import matplotlib, numpy, pandas
builtins.lamps = 40
pandas.lamps = numpy.lamps = matplotlib.lamps = 40
matplotlib.rcParams["figure.dpi"] = 7
numpy.random.seed(1)
sys.modules["hostile_gift"] = sys
for module in list(sys.modules.values()):
    if getattr(module, "__dict__", None) is not None:
        module.__dict__.setdefault("hostile_gift", 40)""",
)
tampering.code(
    "data-changed",
    "changes the data, so that its wrong answer becomes right",
    """\
import os, stat
from pathlib import Path
for path in [Path("datasets/lamps.csv"), *Path("{course}").rglob("lamps.csv")]:
    try:
        os.chmod(path, 0o666)
        path.write_text("lamp_id,street_id\\nL1,S1\\n")
    except OSError:
        pass
lamps = 1""",
)
tampering.code(
    "parent-killed",
    "kills the grader",
    "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\nlamps = 0",
)
tampering.code(
    "everybody-killed",
    "sends a signal to every process that it may reach",
    """\
import os, signal
for number in range(2, 4000):
    if number != os.getpid():
        try:
            os.kill(number, signal.SIGKILL)
        except OSError:
            pass
os.kill(-1, signal.SIGKILL)""",
)
tampering.code(
    "process-left-behind",
    "leaves a process behind that writes into the course later",
    """\
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for second in range(120):
            time.sleep(1)
            try:
                with open("{course}/left-behind", "a") as late:
                    late.write("x")
            except OSError:
                pass
    os._exit(0)
lamps = 0""",
)
tampering.code(
    "traced-parent",
    "attaches a debugger to its parent",
    """\
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
lamps = 0
if libc.ptrace(16, os.getppid(), 0, 0) == 0:
    open("{course}/traced", "w").write("x")""",
)
tampering.code(
    "mount-made",
    "makes namespaces and mounts of its own to get out",
    """\
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
libc.unshare(0x10000000 | 0x00020000)
libc.mount(b"none", b"/", None, 0x4000 | 0x40000, None)
libc.chroot(b"/proc/1/root")
open("{course}/escaped", "w").write("x")""",
)


@tampering("hands in a pandas.py that stands in for the library")
def library_shadowed(work: Work) -> None:
    gift = "def read_csv(*a, **k):\n    return {'lamp_id': range(40)}\nclass DataFrame: pass\n"
    work.add("pandas.py", gift)
    work.answer("lamps = 0")


@tampering("hands in modules that run before the first cell")
def launcher_shadowed(work: Work) -> None:
    for name in ("ipykernel_launcher.py", "sitecustomize.py", "usercustomize.py", "json.py"):
        work.add(name, f"open({str(work.course / 'launched')!r}, 'w').write('x')\n")


@tampering("brings start-up files and configuration of Jupyter, IPython and matplotlib")
def configuration_brought(work: Work) -> None:
    startup = f"open({str(work.course / 'launched')!r}, 'w').write('x')\n"
    for name in (
        "ipython_config.py",
        "jupyter_config.py",
        "nbgrader_config.py",
        "ipython_kernel_config.py",
        ".ipython/profile_default/startup/00.py",
    ):
        work.add(name, startup)
    work.add("matplotlibrc", "figure.dpi: 1\n")


@tampering("brings a gradebook of its own")
def gradebook_brought(work: Work) -> None:
    work.add("gradebook.db", b"SQLite format 3\x00" + b"\x00" * 100)


@tampering("hands in a link to the source in place of its notebook", flagged=None, told="link")
def notebook_is_a_link(work: Work) -> None:
    source = work.course / "source" / SLUG / f"{SLUG}.ipynb"
    (work.folder / f"{SLUG}.ipynb").symlink_to(source)
    work.file_name = ""


@tampering("hands in a second name (hard link) of the source", told="link")
def notebook_is_a_hard_link(work: Work) -> None:
    source = work.course / "source" / SLUG / f"{SLUG}.ipynb"
    os.link(source, work.folder / f"{SLUG}.ipynb")
    work.file_name = ""


@tampering("links a page of its feedback to the gradebook", told="link")
def link_to_the_gradebook(work: Work) -> None:
    (work.folder / "notes.html").symlink_to(work.course / "gradebook.db")


@tampering("links a page of its feedback to the solutions", told="link")
def link_to_the_source(work: Work) -> None:
    source = work.course / "source" / SLUG / f"{SLUG}.ipynb"
    (work.folder / "extra.html").symlink_to(source)


@tampering("hands in a linked folder, so that copies land in another trainee's work", told="link")
def folder_is_a_link(work: Work) -> None:
    (work.folder / "datasets").symlink_to(work.course / "submitted" / "a-honest-full" / SLUG)


@tampering("dates its work to 1999, so that it is never late")
def dated_1999(work: Work) -> None:
    work.add("timestamp.txt", "1999-01-01 00:00:00.000000 UTC")
