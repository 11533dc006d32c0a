"""Where a notebook can be run: the launch box on notebook pages, and the addresses behind it."""

from urllib.parse import quote, urlsplit

from docutils import nodes
from sphinx.addnodes import only
from sphinx.application import Sphinx
from sphinx.config import Config

from safercities.site.doctree import as_nodes, bullets
from safercities.site.downloads import download_link, lab_notebook, lab_zip
from safercities.site.live.page import control, run_here
from safercities.site.words import _

BINDER = "https://mybinder.org"
SHORT_FORMS = {"github.com": "gh", "gitlab.com": "gl"}


def binder_url(repository: str, branch: str, path: str, binder: str = BINDER) -> str:
    """The address that opens a file of a repository in JupyterLab on a BinderHub.

    Parameters
    ----------
    repository : str
        Public address of the source, such as `https://github.com/OWNER/NAME`; GitLab (also with
        subgroups) and any other git host work too.
    branch : str
        Branch, tag or commit.
    path : str
        Path of the file inside the repository.
    binder : str
        Address of the BinderHub.

    Raises
    ------
    ValueError
        If `repository` is no https address with an owner and a name.
    """
    address = urlsplit(repository)
    name = address.path.strip("/").removesuffix(".git")
    if address.scheme != "https" or not address.netloc or "/" not in name:
        raise ValueError(
            f"repository: url: {repository!r} in _config.yml must look like "
            "https://github.com/OWNER/NAME, or stay empty"
        )
    form = SHORT_FORMS.get(address.netloc)
    if form == "gh":
        place = name
    elif form == "gl":
        place = quote(name, safe="")
    else:
        form, place = "git", quote(f"https://{address.netloc}/{name}", safe="")
    target = quote(f"lab/tree/{path}", safe="")
    return f"{binder.rstrip('/')}/v2/{form}/{place}/{quote(branch, safe='')}?urlpath={target}"


def take_repository(app: Sphinx, config: Config) -> None:
    """Keep the public address for our launch box and hide it from the theme.

    The theme's own buttons know three hosts only: it stops the build for any other, and its launch
    button stops it while the address is empty.
    """
    options = config.html_theme_options
    config.safercities_repository = options.pop("repository_url", "") or ""
    config.safercities_branch = options.pop("repository_branch", "") or "main"
    options.pop("launch_buttons", None)


def launch_links(config: Config, page: str) -> list[nodes.reference]:
    """Every way to run the notebook of a page."""
    slug = page.rpartition("/")[2]
    links = [
        download_link(lab_zip(slug), _("Download the lab (zip: notebook, data, code)"), page),
        download_link(lab_notebook(slug), _("Download the notebook alone"), page),
    ]
    if config.safercities_repository:
        address = binder_url(
            config.safercities_repository,
            config.safercities_branch,
            f"{page}.ipynb",
            config.safercities_binder,
        )
        links.insert(
            0, nodes.reference("", _("Run it on Binder, without installing"), refuri=address)
        )
    return links


def insert_launch_box(app: Sphinx, doctree: nodes.document) -> None:
    """Put the launch box below the title of every page under `notebooks/`."""
    page = app.env.docname
    title = next(doctree.findall(nodes.title), None)
    if not page.startswith("notebooks/") or title is None:
        return
    heading = nodes.paragraph("", "", nodes.strong("", _("Run this notebook yourself")))
    here = run_here(app.config.safercities_live, page.rpartition("/")[2], page)
    items = bullets([here, *(as_nodes(link) for link in launch_links(app.config, page))])
    live = only("", control(app.config.safercities_live), expr="not epub")
    box = nodes.container("", heading, items, live, classes=["sc-launch"])
    title.parent.insert(title.parent.index(title) + 1, box)


def setup(app: Sphinx) -> None:
    app.add_config_value("safercities_binder", BINDER, "env")
    for name in ("safercities_repository", "safercities_branch"):
        app.add_config_value(name, "", "env")
    app.connect("config-inited", take_repository)
    # Before the part strip (500), which then stands above the box.
    app.connect("doctree-read", insert_launch_box, priority=450)
