"""Runs an assignment's tests where a trainee's code cannot reach them.

The trainee's cells run in one process, the sandboxed kernel; the test cells run in another, the
judge. Between them only plain data pass (`crossing/`). nbgrader sees ordinary preprocessors.
"""
