"""Settings that an nbgrader course takes over in one line: `protect(c)` in nbgrader_config.py.

They cover the whole way: collecting, grading, and giving back.
"""

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearOutput,
    DeduplicateIds,
    IgnorePattern,
    LimitOutput,
    NbGraderPreprocessor,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
    SaveCells,
)
from traitlets.config import Config

from safercities.grading.collect.archives import CollectNamed, ExtractPlain
from safercities.grading.collect.exchange import CollectPlain
from safercities.grading.collect.stamps import TrustedTime
from safercities.grading.feedback.page import FeedbackExporter, leave_only_the_page
from safercities.grading.judge.execute import ExecuteApart
from safercities.grading.judge.harmless import Harmless
from safercities.grading.judge.repair import Repair

# No kernel has this name. The gradebook gives it to every notebook that is graded, so nbgrader
# without these settings (a broken or missing nbgrader_config.py) finds no kernel and stops. Only
# `ExecuteApart` knows which kernel is meant.
NO_KERNEL = "graded-only-with-the-course-settings"


class SaveAtOnce(SaveAutoGrades):
    """Save all marks of a notebook together: faster, and never half of them."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """As nbgrader does, with one commit in place of one for each cell."""
        names = resources["nbgrader"]
        self.notebook_id, self.assignment_id = names["notebook"], names["assignment"]
        self.student_id, self.db_url = names["student"], names["db_url"]
        self.gradebook = Gradebook(self.db_url)
        with self.gradebook:
            session = self.gradebook.db
            commit, session.commit = session.commit, lambda: None
            nb, resources = NbGraderPreprocessor.preprocess(self, nb, resources)
            commit()
        return nb, resources


SANITISE = [
    TrustedTime,  # nbgrader believes the submission's own time
    Repair,  # nbgrader has none, and aborts the batch
    ClearOutput,
    DeduplicateIds,
    OverwriteKernelspec,
    OverwriteCells,
    CheckCellMetadata,
]
AUTOGRADE = [
    ExecuteApart,  # in place of Execute
    IgnorePattern,
    LimitOutput,
    SaveAtOnce,  # in place of SaveAutoGrades
    AssignLatePenalties,
    Harmless,  # after the marks, which come from comparing texts
    # CheckCellMetadata has looked before; nothing here changes what it looks at.
]


class SaveCellsApart(SaveCells):
    """Save the notebook for grading under the name of a kernel that does not exist."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Save the cells; the released notebook keeps its own kernel."""
        own = nb.metadata.get("kernelspec")
        nb.metadata["kernelspec"] = {"name": NO_KERNEL, "display_name": NO_KERNEL}
        try:
            return super().preprocess(nb, resources)
        finally:
            nb.metadata.pop("kernelspec")
            if own is not None:
                nb.metadata["kernelspec"] = own


def protect(c: Config) -> None:
    """Follow no link, run tests apart from trainees' code, and show no test to a trainee.

    It holds in every nbgrader command and in the formgrader.

    Parameters
    ----------
    c : traitlets.config.Config
        What `get_config()` gives in nbgrader_config.py.
    """
    c.ExchangeFactory.collect = CollectPlain
    c.ZipCollectApp.extractor_plugin = ExtractPlain
    c.ZipCollectApp.collector_plugin = CollectNamed
    c.GenerateFeedback.exporter_class = FeedbackExporter
    c.GenerateFeedback.preprocessors = []
    c.GenerateFeedback.post_convert_hook = leave_only_the_page
    c.Autograde.sanitize_preprocessors = SANITISE
    c.Autograde.autograde_preprocessors = AUTOGRADE
    usual = GenerateAssignment.class_traits()["preprocessors"].default()
    c.GenerateAssignment.preprocessors = [
        SaveCellsApart if step is SaveCells else step for step in usual
    ]
