"""Measures the named attacks inside the outer cage; one line of JSON for each."""

import json
import os
import sys
import traceback

from benchmarks.hostile import pages, plain, verdict
from benchmarks.hostile.plain import Facts
from tests.browser import chromium
from tests.grading.hostile.corpus import corpus
from tests.grading.hostile.work import Hostile

SAID = 1500  # characters of nbgrader's last words
BROWSED = ("injecting script", "leaking")


def main() -> None:
    """Try honest work alone, then each attack."""
    # The attack must not run where the disk can be written.
    if not os.statvfs("/").f_flag & os.ST_RDONLY:
        raise SystemExit("this runs inside its cage only: python -m benchmarks hostile")
    plain.prepare()
    usual = plain.attack(None, lambda course, facts: None)
    if any(usual.marks[who] != verdict.ALL for who in plain.HONEST):
        raise SystemExit(f"honest work alone was graded wrongly: {usual.grading.said[-3000:]}")
    entries = {entry.name: entry for entry in corpus()}
    with chromium() as browser:
        for name in sys.argv[1:]:
            entry = entries[name]
            browsed = entry.family in BROWSED
            look = pages.looker(browser, name, entry.family == "injecting script")
            try:
                facts = plain.attack(entry, look if browsed else lambda course, facts: None)
                print(json.dumps(line(entry, facts, usual)), flush=True)
            except Exception:  # the others are measured all the same
                print(f"{name} could not be measured: {traceback.format_exc()}", file=sys.stderr)


def line(entry: Hostile, facts: Facts, usual: Facts) -> dict:
    """What is kept of one attack."""
    ran = facts.grading
    return {
        "attack": entry.name,
        "harms": list(verdict.harms(entry, facts, usual)),
        "marks": facts.marks,
        "graded": sorted(facts.graded),
        "seconds": round(ran.seconds, 1),
        "code": ran.code,
        "feedback": facts.feedback and facts.feedback.code,
        "memory": ran.memory,
        "threads": ran.threads,
        "disk": ran.disk,
        "changed": sorted(facts.changed - usual.changed),
        "traces": sorted(facts.traces),
        "notebook_bytes": facts.notebook_bytes,
        "stamp": facts.stamp,
        "said": ran.said[-SAID:],
    }


main()
