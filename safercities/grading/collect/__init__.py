"""Collecting work: no link is followed, and no submission says itself when it came.

nbgrader's own commands use these classes by the settings that `protect(c)` makes.
"""
