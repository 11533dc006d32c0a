"""The Sphinx extension `safercities.site`: the course's directives, look and downloads.

Each component is a module with its own `setup`; this file only lists them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

COMPONENTS = (
    "translate",  # our words and the modules' facts in translation catalogues
    "catalogue",  # the modules of the course, kept in the build environment
    "overview",  # {module-overview}, {module-key-points}
    "course",  # {course-schedule}, {objective-map}, {course-key-points}
    "strip",  # the strip below the title of a module's part
    "dictionary",  # {data-dictionary}
    "tasks",  # {assignment-tasks}
    "check",  # {check-question}
    "check_html",
    "progress",  # the trainee's statement below each part, and what the scripts know
    "tools",  # forms that need a browser
    "my_course",  # {storage-notice}, {route-choice}, {my-progress}
    "item_form",  # {item-form}
    "item_key",  # the key of a form, as HTML
    "completion",  # {completion-record}
    "kept",  # {kept-data}
    "explorer",  # {explorer}
    "live",  # the labs that run in the browser
    "launch",  # the launch box of notebooks
    "downloads",  # notebooks, lab zips, assignment zips
    "highlight",  # code with fewer elements
    "maths",  # formulas as MathML
    "folds",  # folded admonitions as native details
    "alone",  # links that are targets of their own
    "access",  # names, scopes and roles that assistive technology needs
    "pictures",  # figures that weigh less and load late
    "titles",  # unique names of pages
    "head",  # card tags, structured data
    "cards",  # the picture of a shared link
    "sitemap",  # sitemap.xml, robots.txt
    "lost",  # 404.html
    "search",  # the search page and its index
    "install",  # web-app manifest, icons
    "take",  # {take-course}, the zip of the site
    "keep",  # {keep-course}, the service worker
    "slim",  # fewer scripts
    "stylesheet",  # one style sheet
)


def setup(app: Sphinx) -> dict[str, object]:
    from importlib import import_module

    for name in COMPONENTS:
        import_module(f"{__name__}.{name}").setup(app)
    return {
        "version": "1",
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
