"""Lighthouse scores of the heaviest page of each kind, on an imitated phone: medians.

Serves the built site with gzip on this computer and runs Lighthouse's mobile settings (a slow 4G
link and a processor slowed four times, both computed from one real load). The page of a kind with
the most kilobytes stands for it; the page kinds are those of the weight budgets. Scores go from 0
to 100, times are milliseconds. A busy computer lowers the score for performance.
"""

import json
import os
import statistics
import subprocess
from pathlib import Path

import pandas as pd

from safercities.site.serve import serving
from tests.browser import chromium_path
from tests.site.weight import computed, course_pages, kind_of

ROOT = Path(__file__).resolve().parent.parent
# Not in package.json: its 150 packages (185 MB) would come with every set-up, for one benchmark.
PACKAGE = "lighthouse@12.8.2"
FOLDER = ROOT / ".cache" / "lighthouse"
CLI = FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"
RUNS = 5
SCORES = {
    "performance": "performance",
    "accessibility": "accessibility",
    "best practices": "best-practices",
    "SEO": "seo",
}
TIMES = {
    "FCP": "first-contentful-paint",
    "LCP": "largest-contentful-paint",
    "TBT": "total-blocking-time",
    "CLS": "cumulative-layout-shift",
}
# Pages that search engines are told to leave out: Lighthouse counts that as a fault of theirs.
UNLISTED = ("404", "search")

Figures = dict[str, float]


def fetch_lighthouse() -> None:
    """Have Lighthouse in `.cache/`, without the scripts and the browser that packages bring.

    Raises
    ------
    SystemExit
        If npm cannot get it.
    """
    marker = FOLDER / "version"
    if marker.is_file() and marker.read_text() == PACKAGE:
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    quiet = ["--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"]
    command = ["npm", "install", *quiet, "--prefix", str(FOLDER), PACKAGE]
    if subprocess.run(command, capture_output=True).returncode:
        raise SystemExit(f"npm could not get {PACKAGE}: check the link and run the benchmark again")
    marker.write_text(PACKAGE)


def one_run(address: str) -> Figures:
    """Scores and times of one load of a page.

    Raises
    ------
    SystemExit
        If Lighthouse could not load or judge the page.
    """
    command = ["node", str(CLI), address, "--output=json", "--quiet", "--no-enable-error-reporting"]
    command += [f"--only-categories={','.join(SCORES.values())}"]
    command += ["--chrome-flags=--headless=new --no-sandbox"]
    environment = os.environ | {"CHROME_PATH": chromium_path()}
    result = subprocess.run(command, capture_output=True, text=True, env=environment)
    if result.returncode:
        raise SystemExit(f"Lighthouse could not judge {address}: {result.stderr[-400:]}")
    report = json.loads(result.stdout)
    scores = {name: report["categories"][key]["score"] for name, key in SCORES.items()}
    if None in scores.values():
        raise SystemExit(f"Lighthouse gave {address} no score: run the benchmark again")
    times = {name: report["audits"][key]["numericValue"] for name, key in TIMES.items()}
    return {name: 100 * score for name, score in scores.items()} | times


def page_scores(address: str, runs: int) -> Figures:
    """The median of each figure over several loads."""
    figures = [one_run(address) for _run in range(runs)]
    return {name: statistics.median(run[name] for run in figures) for name in figures[0]}


def one_page_each(site: Path) -> dict[str, str]:
    """The heaviest page of every kind, by kind."""
    by_weight = sorted(course_pages(site), key=lambda name: sum(computed(site, name).values()))
    kinds = {kind_of(name, (site / name).read_text("utf-8")): name for name in by_weight}
    return {kind: name for kind, name in sorted(kinds.items()) if kind not in UNLISTED}


def measure(
    folder: Path = ROOT / "_build" / "html", runs: int = RUNS, kinds: tuple[str, ...] = ()
) -> pd.DataFrame:
    """Median scores and times, one row for each page kind (or for those in `kinds`)."""
    fetch_lighthouse()
    pages = {k: name for k, name in one_page_each(folder).items() if not kinds or k in kinds}
    with serving(folder) as address:
        rows = [
            {"kind": kind, "page": name} | page_scores(f"{address}/{name}", runs)
            for kind, name in pages.items()
        ]
    return pd.DataFrame(rows).round({name: 3 if name == "CLS" else 0 for name in (*SCORES, *TIMES)})
