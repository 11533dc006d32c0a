"""Labs that run in the browser: JupyterLite with Pyodide, built from checked parts."""

from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    from safercities.site.live import page

    page.setup(app)
