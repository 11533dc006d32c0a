"""`safercities grade`: all submitted work of an assignment, in parallel, resumable.

It drives nbgrader's own converter, so gradebook, `autograded/` and formgrader are as always.
"""
