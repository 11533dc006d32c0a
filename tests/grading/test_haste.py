"""What a kernel leaves out for speed changes nothing of what a cell does."""

import random
from types import SimpleNamespace

import ipykernel.compiler
import ipykernel.iostream
import ipykernel.ipkernel
import pytest
from IPython.core.inputtransformer2 import TransformerManager
from jupyter_client import session

from safercities.grading.sandbox.inside.haste import hasten

PIECES = """
x = 1|x|!ls|%time|%%time|%matplotlib inline|?|??|x?|x??|?x|= |=|==|!=|%|a % b|,f x|;f x|/f x|
f(|)|[|]|{|}|"|'|\"\"\"|# why?|# %|\\|;|if x:|for i in x:|print("done!")|f"{x:.0%}"|!!ls|
y = %who|y = !ls|y =% who|y = \\|await f()|lambda: x|@decorator|...
""".replace("\n", "").split("|")
GAPS = ("", " ", "    ", "\n", "\n    ", "\n\n", "\t", "\f", " \\\n", ";", "\r\n")


@pytest.fixture(autouse=True)
def others(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is changed in ipykernel itself is as before afterwards."""
    for module, name in (
        (ipykernel.compiler, "murmur2_x86"),
        (ipykernel.iostream.OutStream, "flush"),
        (ipykernel.ipkernel, "_accepts_parameters"),
        (session, "extract_dates"),
    ):
        monkeypatch.setattr(module, name, getattr(module, name))


def managers() -> tuple[TransformerManager, TransformerManager, list[int]]:
    """IPython's own; one in haste; and a list that grows when that one takes a cell apart."""
    usual, hasty, taken = TransformerManager(), TransformerManager(), []
    apart = hasty.do_token_transforms

    def do_token_transforms(lines: list[str]) -> list[str]:
        taken.append(1)
        return apart(lines)

    hasty.do_token_transforms = do_token_transforms
    shell = SimpleNamespace(input_transformer_manager=hasty, should_run_async=lambda *_, **__: True)
    kernel = SimpleNamespace(shell=shell, log=SimpleNamespace(setLevel=lambda level: None))
    hasten(kernel, ipykernel)
    return usual, hasty, taken


def outcome(manager: TransformerManager, cell: str) -> str:
    try:
        return manager.transform_cell(cell)
    except Exception as problem:
        return repr(problem)


def test_every_cell_becomes_what_ipython_makes_of_it() -> None:
    usual, hasty, taken = managers()
    chance, plain = random.Random(7), 0
    for _ in range(4000):
        cell = "".join(
            chance.choice(PIECES) + chance.choice(GAPS) for _ in range(chance.randint(1, 7))
        )
        before = len(taken)
        assert outcome(hasty, cell) == outcome(usual, cell), repr(cell)
        plain += len(taken) == before
    assert plain > 200, "most pieces are special, but not all"


@pytest.mark.parametrize(
    "cell",
    [
        "share = lamps / 2\nassert share != 3, 'No!'\nprint(f'{share:.0%}', 7 % 3)",
        "# Is this plain? It is.\nx = [1,\n     2]",
    ],
)
def test_a_plain_cell_is_not_taken_apart(cell: str) -> None:
    _, hasty, taken = managers()
    assert hasty.transform_cell(cell) == f"{cell}\n"
    assert taken == []


def test_a_transformer_of_the_trainees_own_is_used() -> None:
    usual, hasty, _ = managers()

    class Louder:
        priority, start_line, start_col = 1, 0, 0

        @classmethod
        def find(cls, tokens_by_line: list) -> "Louder | None":
            words = {token.string for line in tokens_by_line for token in line}
            return cls() if "soft" in words else None

        def sortby(self) -> tuple:
            return (0, 0, 1)

        def transform(self, lines: list[str]) -> list[str]:
            return [line.replace("soft", "loud") for line in lines]

    for manager in (usual, hasty):
        manager.token_transformers.append(Louder)
        assert manager.transform_cell("soft = 1") == "loud = 1\n"


def test_only_a_stream_that_holds_something_is_waited_for() -> None:
    waited = []
    ipykernel.iostream.OutStream.flush = waited.append
    managers()
    for held in ({}, {"parent": "text"}):
        ipykernel.iostream.OutStream.flush(SimpleNamespace(_buffers=held))
    assert [stream._buffers for stream in waited] == [{"parent": "text"}]


def test_each_function_is_asked_once_what_it_takes() -> None:
    asked = []
    usual = ipykernel.ipkernel._accepts_parameters

    def counted(function, names: list[str]) -> dict:
        asked.append(function)
        return usual(function, names)

    ipykernel.ipkernel._accepts_parameters = counted
    managers()

    def takes(cell_id: str) -> None: ...
    def takes_not() -> None: ...

    for function, right in ((takes, True), (takes_not, False), (takes, True)):
        found = ipykernel.ipkernel._accepts_parameters(function, ["cell_id"])
        assert bool(found["cell_id"]) is right
    assert asked == [takes, takes_not]
