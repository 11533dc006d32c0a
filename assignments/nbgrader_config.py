"""Settings of the nbgrader course in this folder.

Run nbgrader from here, with the project's environment active: nbgrader 0.9.6 calls the program
`alembic` by name, and without it on the PATH the first command leaves a half-made gradebook.db.
"""

c = get_config()  # noqa: F821  nbgrader puts get_config here before it runs this file


def settings():
    """Everything that is set here."""
    from safercities.grading.judge.settings import protect

    # Trainees' code runs in a sandbox, and the tests run where it cannot reach them. No link is
    # followed when work is collected. Feedback pages show no test.
    protect(c)

    # The course's name in the exchange folder, through which a hub hands out and collects work.
    c.CourseDirectory.course_id = "safer-cities"

    # What stands in place of the answers in the released notebook. It runs without an error, so
    # the trainee's first message is the self-check's sentence.
    c.ClearSolutions.code_stub = {"python": "# Write your answer here.\n..."}
    c.ClearSolutions.text_stub = "Write your answer here."

    # Seconds that one cell, and one test, may run. The longest model answer needs under 2.
    c.ExecuteApart.timeout = 60


# nbgrader only logs an error in this file and goes on without any of its settings, that is without
# protection. So an error ends the command, and the Jupyter server if it holds the formgrader.
try:
    settings()
except Exception as problem:
    raise SystemExit(
        f"{__file__}: nothing was done, because these settings could not be made "
        f"({type(problem).__name__}: {problem}). Mend this file, or run `make setup`."
    ) from problem
