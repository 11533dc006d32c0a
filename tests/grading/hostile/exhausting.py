"""Exhausting: time, memory, processes, output, disk, or the reader of the notebook."""

import json
import os

from nbformat.v4 import new_code_cell, new_output

from tests.grading.hostile.work import SLUG, Family, Work

exhausting = Family("exhausting")

exhausting.code("endless-loop", "never ends", "while True:\n    pass")
exhausting.code(
    "endless-loop-deaf",
    "never ends and swallows every interrupt",
    """\
import signal
signal.signal(signal.SIGINT, signal.SIG_IGN)
while True:
    try:
        while True:
            pass
    except BaseException:
        pass""",
    told="ran longer|did not stop|time|ended",
)
exhausting.code(
    "endless-in-c",
    "never ends, in a place where Python hears no interrupt",
    "import re\nre.match(r'(a+)+$', 'a' * 64 + 'b')",
)
exhausting.code("sleeps", "sleeps for a day", "import time\ntime.sleep(86_400)")
exhausting.code(
    "answer-never-comes",
    "never comes back when the test calls its function",
    "def per_thousand(count, people):\n    while True:\n        pass",
)
exhausting.code(
    "memory",
    "asks for 40 GB of memory and writes to it",
    "held = []\nwhile len(held) < 400:\n    held.append(bytearray(100_000_000))",
)
exhausting.code(
    "forks",
    "forks without end",
    """\
import os, time
for number in range(3_000):
    try:
        if os.fork() == 0:
            time.sleep(600)
            os._exit(0)
    except OSError:
        break
lamps = 0""",
)
exhausting.code(
    "threads",
    "starts threads without end",
    """\
import threading, time
try:
    for number in range(20_000):
        threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
except (RuntimeError, MemoryError):
    pass
lamps = 0""",
)
exhausting.code(
    "output-on-one-line",
    "prints 400 MB on one line",
    'import sys\nfor number in range(400):\n    sys.stdout.write("x" * 1_000_000)\nlamps = 0',
)
exhausting.code(
    "output-in-displays",
    "shows 200,000 results",
    """\
from IPython.display import display
for number in range(200_000):
    display({"text/plain": "x" * 100}, raw=True)
lamps = 0""",
)
exhausting.code(
    "disk",
    "writes files until the disk is full",
    """\
try:
    for number in range(400):
        with open(f"big-{number}", "wb") as big:
            for _ in range(100):
                big.write(bytes(10_000_000))
except OSError as problem:
    print(type(problem).__name__)
lamps = 0""",
)
exhausting.code(
    "shared-memory",
    "fills the shared memory and the temporary folder",
    """\
for place in ("/dev/shm/hostile-big", "/tmp/hostile-big"):
    try:
        with open(place, "wb") as big:
            for _ in range(4_000):
                big.write(bytes(10_000_000))
    except OSError as problem:
        print(type(problem).__name__)
lamps = 0""",
)
exhausting.code(
    "answer-too-large",
    "answers with a list of a hundred million numbers",
    "import numpy as np\nlamps = np.zeros(120_000_000)",
)
exhausting.code(
    "answer-too-deep",
    "answers with a list inside a list, 100,000 deep",
    "lamps = []\nfor number in range(100_000):\n    lamps = [lamps]",
)
exhausting.code(
    "answer-in-a-circle", "answers with a list that holds itself", "lamps = []\nlamps.append(lamps)"
)
exhausting.code(
    "answer-endless",
    "answers with a list that never ends",
    """\
class Endless(list):
    def __iter__(self):
        while True:
            yield 1
    def __len__(self): return 3
lamps = Endless([1, 2, 3])""",
)


@exhausting("hands in a notebook of 120 MB", told="MB|large|size")
def huge_notebook(work: Work) -> None:
    cell = work.cell("task-1-lamps")
    cell.outputs = [new_output("stream", text="x" * 1_000_000) for _ in range(120)]


@exhausting("hands in a notebook of 50,000 cells", told="cells")
def many_cells(work: Work) -> None:
    work.notebook.cells += [new_code_cell("pass") for _ in range(50_000)]


@exhausting("hands in a notebook that nests 100,000 deep", told="notebook|JSON|deep")
def deep_notebook(work: Work) -> None:
    text = json.dumps(work.notebook)
    deep = '{"a":' * 100_000 + "1" + "}" * 100_000
    work.raw = text.replace('"metadata": {', f'"metadata": {{"deep": {deep}, ', 1).encode()


@exhausting("hands in a link to a device that never ends", told="link")
def endless_device(work: Work) -> None:
    (work.folder / "data.bin").symlink_to("/dev/zero")


@exhausting("hands in a pipe that nobody fills", told="plain file")
def pipe(work: Work) -> None:
    os.mkfifo(work.folder / "data.csv")


@exhausting("hands in a pipe in place of its notebook", told="plain file")
def notebook_is_a_pipe(work: Work) -> None:
    os.mkfifo(work.folder / f"{SLUG}.ipynb")
    work.file_name = ""


@exhausting("hands in a file of 1 TB that is all holes", told="MB|large|size")
def sparse_file(work: Work) -> None:
    with (work.folder / "data.bin").open("wb") as file:
        file.truncate(10**12)
