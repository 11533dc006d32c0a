"""Settings of the nbgrader course in this folder.

Run nbgrader from here, with the project's environment active: nbgrader 0.9.6 calls the program
`alembic` by name, and without it on the PATH the first command leaves a half-made gradebook.db.
Keep this file free of imports that could fail: nbgrader only logs such an error and goes on
without any of these settings.
"""

import shutil
from pathlib import Path

c = get_config()  # noqa: F821  nbgrader puts get_config here before it runs this file

# The course's name in the exchange folder, through which a hub hands out and collects work.
c.CourseDirectory.course_id = "safer-cities"

# What stands in place of the answers in the released notebook. It runs without an error, so the
# trainee's first message is the self-check's sentence.
c.ClearSolutions.code_stub = {"python": "# Write your answer here.\n..."}
c.ClearSolutions.text_stub = "Write your answer here."

# Seconds that one cell of a trainee's notebook may run. The longest model answer needs under 2.
c.Execute.timeout = 60

# A trainee's kernel holds nothing worth saving when its notebook has run, so it is ended at once.
c.Execute.shutdown_kernel = "immediate"


def leave_data_out(assignment, student, notebooks):
    """Remove the copy of the data that nbgrader puts beside each trainee's feedback page."""
    work = Path(notebooks[0]).parent  # autograded/<student>/<assignment>
    feedback = work.parents[2] / "feedback" / work.parent.name / work.name
    shutil.rmtree(feedback / "datasets", ignore_errors=True)


c.GenerateFeedback.post_convert_hook = leave_data_out
