"""The sandbox, probed from inside real kernels, once for each kind of protection."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from safercities.grading.sandbox import Unprotected, mechanism, stage, warm
from safercities.grading.sandbox.manager import kernel_manager
from tests.conftest import ROOT
from tests.grading.kernels import PATIENCE, TIERS, Session, forget, use_tier

SECRET = "hidden-test-4711"
INSIDE = ROOT / "safercities" / "grading" / "sandbox" / "inside"


@pytest.fixture(scope="module", params=TIERS)
def tier(request: pytest.FixtureRequest) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTERHUB_API_TOKEN", SECRET)
        use_tier(request.param, patch)
        yield request.param
        warm.close_all()
    forget()


def until(ended: Callable[[], bool]) -> None:
    give_up = time.monotonic() + PATIENCE
    while not ended():
        assert time.monotonic() < give_up
        time.sleep(0.05)


@pytest.fixture(scope="module")
def workdir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A submission with data, a notebook, a file of its own and a link out of it."""
    folder = tmp_path_factory.mktemp("course")
    (folder / "gradebook.db").write_text(SECRET)
    work = folder / "autograded" / "somebody" / "task"
    (work / "datasets").mkdir(parents=True)
    (work / "datasets" / "lamps.csv").write_text("lamp,lux\nA,3\n")
    (work / "notes.txt").write_text("mine")
    (work / "task.ipynb").write_text(SECRET)
    (work / "link.html").symlink_to(folder / "gradebook.db")
    return work


@pytest.fixture(scope="module")
def kernel(tier: str, workdir: Path) -> Iterator[Session]:
    session = Session(workdir)
    yield session
    session.close()


@pytest.fixture
def short(tier: str, workdir: Path) -> Iterator:
    """Makes kernels with other limits, and ends them."""
    made: list[Session] = []

    def start(**limits: float) -> Session:
        made.append(Session(workdir, **limits))
        return made[-1]

    yield start
    for session in made:
        session.close()


def test_the_tier_is_in_force(tier: str, kernel: Session) -> None:
    assert mechanism() == {"shared": "bubblewrap"}.get(tier, tier)
    assert kernel.run("2 + 2") == "text/plain 4"


def test_a_notebook_finds_its_own_files_and_the_data(kernel: Session) -> None:
    assert kernel.run("import os; print(sorted(os.listdir()))") == "['datasets', 'notes.txt']"
    read = "import pandas as pd; print(pd.read_csv('datasets/lamps.csv').to_dict('list'))"
    assert kernel.run(read) == "{'lamp': ['A'], 'lux': [3]}"
    assert kernel.run("open('made.txt', 'w').write('x'); print(open('made.txt').read())") == "x"
    assert "PermissionError" in kernel.run("open('datasets/lamps.csv', 'a')")


WITHOUT_READING = """
import pandas as pd, pandas.io.common as common
def refuse(*_, **__): raise OSError("this would be read")
handle, common.get_handle = common.get_handle, refuse
pd.io.parsers.readers.get_handle = refuse
"""
# Each goes another way to the memory of a table.
CHANGES = (
    "t.loc[0, 'lux'] = 9; t['new'] = 1",
    "t['lamp'].values[:] = 'B'",
    "t['lux'].array[0] = 9",
    "t['lamp'].array[0] = 'B'",
)
READING = "pd.io.parsers.readers.get_handle = common.get_handle = handle"


def test_tables_are_read_before_the_fork_and_are_each_kernels_own(short) -> None:
    kernel = short()
    kernel.run(WITHOUT_READING)
    shown = "import pathlib; print(pd.read_csv({}).to_dict('list'))"
    both, one = "{'lamp': ['A'], 'lux': [3]}", "{'lux': [3]}"
    assert kernel.run(shown.format("'datasets/lamps.csv'")) == both
    assert kernel.run(shown.format("pathlib.Path.cwd() / 'datasets' / 'lamps.csv'")) == both
    assert kernel.run(shown.format("'datasets/lamps.csv', usecols=['lux']")) == one
    assert kernel.run(shown.format("'datasets/lamps.csv', usecols=['lux', 'lamp']")) == both
    for read in ("'datasets/lamps.csv', nrows=0", "'datasets/lamps.csv', usecols=[1]"):
        assert "this would be read" in kernel.run(shown.format(read))
    for change in CHANGES:
        assert kernel.run(f"t = pd.read_csv('datasets/lamps.csv'); {change}; print(1)") == "1"
        assert kernel.run(shown.format("'datasets/lamps.csv'")) == both, change
    kernel.run(READING)
    assert "ValueError: Usecols do not match columns" in kernel.run(
        shown.format("'datasets/lamps.csv', usecols=['lx']")
    )
    kernel.run("pd.DataFrame({'mine': [1]}).to_csv('lamps.csv', index=False)")
    assert kernel.run(shown.format("'lamps.csv'")) == "{'mine': [1]}"


def test_new_data_are_read_anew(tier: str, short, workdir: Path) -> None:
    show = "import pandas as pd; print(pd.read_csv('datasets/lamps.csv').to_dict('list'))"
    table = workdir / "datasets" / "lamps.csv"
    before = table.read_text()
    first = short()
    parent = first.manager.provisioner.warm_parent
    assert "[3]" in first.run(show)
    first._wait(first.manager.shutdown_kernel(now=True))
    try:
        table.write_text("lamp,lux\nA,44\n")
        second = short()
        assert second.manager.provisioner.warm_parent is parent, "this must try one warm parent"
        assert "[44]" in second.run(show)
    finally:
        table.write_text(before)


def test_a_long_temporary_path_does_not_keep_kernels_from_starting(
    tier: str, workdir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = tmp_path / ("x" * (107 - len(str(tmp_path))))
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    monkeypatch.setattr(warm, "_parents", [])
    session = Session(workdir)
    try:
        assert session.run("2 + 2") == "text/plain 4"
    finally:
        session.close()
        warm.close_all()
    assert not list(long.iterdir())


def test_a_shell_command_runs_without_a_terminal(kernel: Session) -> None:
    assert "three 3" in kernel.run("n = 3; get_ipython().system('echo three {n}')")
    assert "ends 4" in kernel.run("!exit 4\nprint('ends', _exit_code)")


def test_a_cell_can_wait_at_its_top_level(kernel: Session) -> None:
    wait = "import asyncio\nawait asyncio.sleep(0)\nprint('waited')"
    assert kernel.run(wait) == "waited"
    several = "[each async for each in (n async for n in many())]"
    many = "async def many():\n    yield 1\n"
    assert kernel.run(many + several) == "text/plain [1]"


def test_the_kernel_that_was_made_before_the_fork_has_the_parts_of_this_one(
    kernel: Session,
) -> None:
    look = """
    import sys, threading
    shell = get_ipython()
    kernel = shell.kernel
    print(kernel.shell is shell, kernel._stdout is sys.stdout, kernel.log is kernel.parent.log)
    print(shell.displayhook.session is shell.display_pub.session is kernel.session)
    print(shell.displayhook.pub_socket is kernel.iopub_socket, kernel.profile_dir is not None)
    print(any("channel" in thread.name.lower() for thread in threading.enumerate()))
    """
    said = kernel.run("\n".join(line[4:] for line in look.splitlines()))
    assert said.split() == ["True"] * 6 + ["False"]


def test_the_kernel_begins_in_the_notebooks_folder(short) -> None:
    kernel = short()
    assert kernel.run("import os\nprint(_dh == [os.getcwd()])") == "True"
    assert kernel.run("%cd -q datasets\n%cd -q -\nprint('notes.txt' in os.listdir())") == "True"


def test_a_module_of_the_trainee_may_have_any_name(short) -> None:
    kernel, names = short(), sorted(path.stem for path in INSIDE.glob("[!_]*.py"))
    assert {"tables", "process", "imports"} <= set(names)
    for name in names:
        kernel.run(f"open('{name}.py', 'w').write('mine = \"{name}\"')")
        assert kernel.run(f"import {name}\nprint({name}.mine)") == name
    assert kernel.run("%load_ext autoreload\n%autoreload 2") == ""
    assert kernel.run("print('reloaded')") == "reloaded"


def test_figures_are_drawn_inline(kernel: Session) -> None:
    shown = kernel.run("import matplotlib.pyplot as plt; plt.plot([1, 2]); plt.show()")
    assert "image/png" in shown


def test_files_outside_cannot_be_read(kernel: Session, workdir: Path, root: Path) -> None:
    outside = [
        "/etc/shadow",
        "/etc/passwd",
        str(workdir / "task.ipynb"),
        str(workdir.parents[2] / "gradebook.db"),
        str(root / "assignments/source/05-lighting/05-lighting.ipynb"),
        str(root / "README.md"),
        "/proc/1/environ",
        "/proc/self/environ",
    ]
    code = """
def peek(path):
    try:
        return open(path).read() and path
    except OSError:
        return None
print([path for path in {paths} if peek(path)])
"""
    assert kernel.run(code.format(paths=outside)) == "[]"


def test_files_outside_cannot_be_written(kernel: Session, workdir: Path) -> None:
    places = [workdir, workdir.parents[2], "/tmp", "/dev/shm", "/var/tmp", sys.prefix, "/", ".."]
    code = """
def scratch(folder):
    try:
        open(folder + "/scratch-mark", "w")
        return folder
    except OSError:
        return None
print([folder for folder in {folders} if scratch(folder)])
"""
    assert kernel.run(code.format(folders=[str(place) for place in places])) == "[]"
    kernel.run(f"import os; os.chmod({sys.prefix!r}, 0o700)")
    assert Path(sys.prefix).stat().st_mode & 0o777 != 0o700


def test_nothing_can_be_reached(kernel: Session) -> None:
    """Servers listen here for real; a connection would be seen."""
    reached: list[str] = []
    abstract = f"\0sandbox-test-{os.getpid()}"
    servers = []
    for family, kind, address in (
        (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
        (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
        (socket.AF_UNIX, socket.SOCK_STREAM, abstract),
    ):
        server = socket.socket(family, kind)
        server.bind(address)
        if kind == socket.SOCK_STREAM:
            server.listen()
        server.settimeout(0.2)
        servers.append(server)
    tcp, udp = servers[0].getsockname()[1], servers[1].getsockname()[1]
    code = f"""
import socket
def attempt(family, kind, address):
    try:
        with socket.socket(family, kind) as s:
            s.sendto(b"x", address) if kind == socket.SOCK_DGRAM else s.connect(address)
            return "reached"
    except OSError as problem:
        return type(problem).__name__
print(attempt(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", {tcp})),
      attempt(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", {udp})),
      attempt(socket.AF_INET6, socket.SOCK_STREAM, ("::1", {tcp})),
      attempt(socket.AF_UNIX, socket.SOCK_STREAM, {abstract!r}))
"""
    assert "reached" not in kernel.run(code)
    for server in servers:
        try:
            server.accept() if server.type == socket.SOCK_STREAM else server.recv(1)
            reached.append(str(server))
        except TimeoutError:
            pass
        server.close()
    assert reached == []


def test_other_processes_cannot_be_seen_or_touched(kernel: Session) -> None:
    watcher = subprocess.Popen(["sleep", "60"])
    code = f"""
import ctypes, os, signal
def attempt(action):
    try:
        return action()
    except OSError as problem:
        return type(problem).__name__
libc = ctypes.CDLL(None)
print([attempt(lambda: [p for p in os.listdir("/proc") if p.isdigit() and int(p) > 3]),
       attempt(lambda: os.kill({watcher.pid}, 9)), attempt(lambda: os.kill({os.getpid()}, 0)),
       attempt(lambda: os.kill(os.getppid(), 9)), libc.ptrace(16, {watcher.pid}, 0, 0)])
"""
    seen, *touched, traced = eval(kernel.run(code))
    assert seen in ([], "PermissionError")
    assert set(touched) <= {"PermissionError", "ProcessLookupError"}
    assert traced == -1
    assert watcher.poll() is None
    watcher.kill()
    watcher.wait()
    assert kernel.run("print('alive')") == "alive"


def test_the_environment_holds_no_secret(kernel: Session) -> None:
    shown = kernel.run("import os; print(dict(os.environ))")
    assert SECRET not in shown
    assert "HOME" in shown


def test_children_are_confined_too(kernel: Session) -> None:
    code = "import subprocess; r = subprocess.run(['cat', '/etc/shadow'], capture_output=True)"
    assert kernel.run(f"{code}; print(r.returncode != 0, r.stdout)") == "True b''"


def test_namespaces_and_rights_cannot_be_had(kernel: Session) -> None:
    code = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
print([libc.unshare(0x10000000), libc.mount(b"none", b"/", b"tmpfs", 0, 0), libc.setuid(0),
       libc.chroot(b"/")], os.getuid() == 0)
"""
    assert kernel.run(code) in ("[-1, -1, -1, -1] False", "[-1, -1, 0, -1] True")


def test_an_interrupt_reaches_the_kernel(kernel: Session) -> None:
    def later() -> None:
        time.sleep(1)
        kernel.manager.provisioner.warm_parent.tell(do="signal", number=int(signal.SIGINT))

    threading.Thread(target=later).start()
    assert kernel.run("import time\ntime.sleep(50)").startswith("KeyboardInterrupt")
    assert kernel.run("print('goes on')") == "goes on"


def test_memory_is_bounded(short) -> None:
    session = short(memory_bytes=1_200_000_000)
    assert session.run("x = bytearray(2 * 10**9)").startswith("MemoryError")
    code = """
import os, time
for _ in range(6):
    if os.fork() == 0:
        x = b"x" * 300_000_000
        time.sleep(60)
time.sleep(60)
"""
    assert session.reason_of_end(code) == "used more than 1.2 GB of memory"


def test_processes_are_bounded(short) -> None:
    code = """
import os, signal, time
made = []
try:
    while True:
        made.append(os.fork())
        if made[-1] == 0:
            time.sleep(100)
except BlockingIOError:
    for pid in made:
        os.kill(pid, signal.SIGKILL)
    print(5 < len(made) < 64)
"""
    assert short().run(code) == "True"


def test_files_are_bounded(short) -> None:
    session = short(file_bytes=5_000_000)
    assert session.run("open('big', 'wb').write(bytes(9_000_000))").startswith("OSError")
    code = """
import time
for n in range(12):
    open(f"f{n}", "wb").write(bytes(1_000_000))
time.sleep(60)
"""
    assert session.reason_of_end(code) == "wrote more than 10 MB of files"


def test_unnamed_files_count_too(short) -> None:
    code = """
import os, time
kept = [os.memfd_create("x") for _ in range(12)]
for number in kept:
    os.write(number, bytes(1_000_000))
time.sleep(60)
"""
    assert short(file_bytes=5_000_000).reason_of_end(code) == "wrote more than 10 MB of files"


def test_output_is_bounded(short) -> None:
    session = short(output_bytes=100_000)
    shown = session.run("print('x' * 20_000_000)")
    assert len(shown) < 200
    assert "too much of it" in shown
    assert session.run("print('more')") == ""
    assert session.run("1 / 0") == "ZeroDivisionError: division by zero"


def test_time_is_bounded_even_when_interrupts_are_swallowed(short) -> None:
    code = """
while True:
    try:
        while True:
            pass
    except KeyboardInterrupt:
        pass
"""
    assert short(wall_seconds=2).reason_of_end(code) == "ran longer than 2 seconds in all"


def test_a_kernel_that_ends_itself_says_so(short) -> None:
    assert short().reason_of_end("import os; os._exit(0)") == "ended itself with code 0"
    killed = short().reason_of_end("import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    assert killed == "was killed by signal 9 (SIGKILL)"


TRACES = """
import os, random, sys, tempfile, builtins
import numpy as np, pandas as pd, matplotlib as mpl
found = [name for name in ("left", "mark") if name in globals() or hasattr(builtins, name)]
found += [name for name in ("LEFT",) if name in os.environ]
found += [f for f in (tempfile.gettempdir(), os.environ["HOME"], ".") if "left" in os.listdir(f)]
found += [getattr(pd, "left", ""), mpl.rcParams["lines.linewidth"] != 1.5 and "rc" or ""]
found += [str(pd.get_option("display.max_rows") == 7)]
print(found, random.random(), np.random.random(), os.path.getmtime("notes.txt") > 0)
"""
LEAVE = """
import os, random, tempfile, builtins
import numpy as np, pandas as pd, matplotlib as mpl
left = builtins.mark = pd.left = 1
os.environ["LEFT"] = "1"
for folder in (tempfile.gettempdir(), os.environ["HOME"], "."):
    open(folder + "/left", "w").write("x")
mpl.rcParams["lines.linewidth"] = 9
pd.set_option("display.max_rows", 7)
random.seed(1)
np.random.seed(1)
open("notes.txt", "w").write("changed")
pass
"""


def test_nothing_leaks_from_one_kernel_to_the_next(tier: str, short) -> None:
    first = short()
    parent = first.manager.provisioner.warm_parent
    assert first.run(LEAVE) == ""
    first._wait(first.manager.shutdown_kernel(now=True))
    second = short()
    assert second.manager.provisioner.warm_parent is parent, "this must try one warm parent"
    assert second.run("print(open('notes.txt').read())") == "mine"
    traces = second.run(TRACES)
    second._wait(second.manager.shutdown_kernel(now=True))
    third = short()
    other = third.run(TRACES)
    assert traces.startswith("['', '', 'False'] ")
    assert traces.split("] ")[1].split()[:2] != other.split("] ")[1].split()[:2], "random numbers"


def test_the_original_files_are_as_before(kernel: Session, workdir: Path) -> None:
    kernel.run("import shutil; open('notes.txt', 'w').write('x')")
    assert (workdir / "notes.txt").read_text() == "mine"
    assert not (workdir / "made.txt").exists()


def test_nothing_is_left_when_all_has_ended(tier: str, workdir: Path) -> None:
    session = Session(workdir)
    session.run(
        "import os, time\n"
        "os.makedirs('closed/' + 'd/' * 50)\n"
        "if os.fork() == 0:\n os.setsid(); os.fork(); time.sleep(100); os._exit(0)"
    )
    parent = session.manager.provisioner.warm_parent
    keeper = psutil.Process(parent.process.pid)
    until(lambda: len(keeper.children(recursive=True)) >= 3)
    below = keeper.children(recursive=True)
    assert parent.stage.exists()
    session.close()
    warm.close_all()
    gone, alive = psutil.wait_procs(below, timeout=PATIENCE)
    assert alive == []
    assert len(gone) >= 3
    until(lambda: not parent.stage.exists())


def test_a_submission_with_too_many_files_is_refused(
    tier: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage, "MOST_FILES", 20)
    for number in range(21):
        (tmp_path / str(number)).touch()
    with pytest.raises(stage.TooLargeError, match="more than 20 files"):
        Session(tmp_path)


def test_a_killed_grader_leaves_nothing(tier: str, workdir: Path) -> None:
    code = f"""
import time
from pathlib import Path
from tests.grading.kernels import Session
session = Session(Path({str(workdir)!r}))
session.run("import os, time\\nif os.fork() == 0:\\n os.setsid(); time.sleep(300); os._exit(0)")
print(session.manager.provisioner.warm_parent.stage, flush=True)
time.sleep(300)
"""
    grader = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
    )
    folder = Path(grader.stdout.readline().decode().strip())
    below = psutil.Process(grader.pid).children(recursive=True)
    assert folder.exists()
    assert len(below) >= 3
    grader.kill()
    grader.communicate()
    _, alive = psutil.wait_procs(below, timeout=PATIENCE)
    assert alive == []
    assert not folder.exists()


def test_without_protection_nothing_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SAFERCITIES_UNPROTECTED", raising=False)
    monkeypatch.setenv("SAFERCITIES_SANDBOX", "bubblewrap")
    monkeypatch.setenv("PATH", "/nowhere")
    forget()
    with pytest.raises(Unprotected, match=r"(?s)nothing was graded.*apt-get install bubblewrap"):
        kernel_manager(tmp_path)
    monkeypatch.setenv("SAFERCITIES_SANDBOX", "magic")
    with pytest.raises(Unprotected, match="choose bubblewrap or landlock"):
        kernel_manager(tmp_path)
    forget()


def test_going_on_without_protection_is_said_loudly(
    workdir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setenv("SAFERCITIES_UNPROTECTED", "yes")
    forget()
    session = Session(workdir)
    assert mechanism() == "none"
    assert "GRADING UNPROTECTED" in capsys.readouterr().err
    assert session.run("print(1)") == "1"
    session.close()
    forget()
