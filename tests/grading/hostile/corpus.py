"""All hostile submissions, family by family."""

from tests.grading.hostile.exhausting import exhausting
from tests.grading.hostile.forging import forging
from tests.grading.hostile.injecting import injecting
from tests.grading.hostile.leaking import leaking
from tests.grading.hostile.malformed import malformed
from tests.grading.hostile.tampering import tampering
from tests.grading.hostile.work import Hostile

FAMILIES = (forging, tampering, leaking, exhausting, malformed, injecting)


def corpus() -> list[Hostile]:
    """Every entry; the names are unique."""
    return [entry for family in FAMILIES for entry in family.entries]
