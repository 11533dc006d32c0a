"""The commands `safercities site` and `safercities serve`."""

import argparse
from pathlib import Path


def add_command(subparsers: argparse._SubParsersAction) -> None:
    """Add `site` and `serve` to the command line."""
    site = subparsers.add_parser("site", help="build the site into _build/html")
    site.add_argument("--root", type=Path, default=Path.cwd(), help="the course's folder")
    site.set_defaults(run=run_site)
    serve = subparsers.add_parser("serve", help="serve the built site on this computer")
    serve.add_argument("--root", type=Path, default=Path.cwd(), help="the course's folder")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--host", default="127.0.0.1", help="0.0.0.0 lets phones on your network in")
    serve.set_defaults(run=run_serve)


def run_site(options: argparse.Namespace) -> int:
    """Build the site; the exit code is not 0 when a page warns or a notebook fails."""
    from safercities.site.build import build_site

    if not (options.root / "_config.yml").exists():
        raise SystemExit(
            f"safercities site: no _config.yml in {options.root}; run it from the course's folder."
        )
    return build_site(options.root)


def run_serve(options: argparse.Namespace) -> None:
    """Serve until interrupted."""
    from safercities.site.serve import make_server

    folder = options.root / "_build" / "html"
    if not (folder / "index.html").exists():
        raise SystemExit("safercities serve: the site is not built yet; run `make site` first.")
    try:
        server = make_server(folder, options.port, options.host)
    except OSError as problem:
        raise SystemExit(
            f"safercities serve: port {options.port} cannot be used ({problem.strerror}); "
            "try another one, for example `make serve PORT=8001`."
        ) from problem
    print(f"The course is at http://localhost:{options.port}  (stop it with Ctrl-C)", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print("\nStopped.")
    finally:
        server.server_close()
