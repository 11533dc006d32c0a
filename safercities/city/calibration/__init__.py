"""Do 95 % intervals cover the planted truth in 95 % of simulated cities?

`headline` and `lessons` hold the estimates of one city, `truth` what they should find, `coverage`
runs many cities and counts, `chart` draws the result. `make calibration` does all of it.
"""

from .coverage import covered, run, summary

__all__ = ["covered", "run", "summary"]
