"""``r2pgraph serve``: give pages, data and answers over the network."""

from __future__ import annotations

import socket
import sys
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from r2pgraph.cli.ending import tidied
from r2pgraph.cli.options import endpoint, home, home_option, store_option
from r2pgraph.cli.show import open_store

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from r2pgraph.store.remote.addresses import Addresses


@click.command(
    "serve", short_help="Give pages and answers over the network.", epilog="Example: r2pgraph serve --port 8000"
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port; 0 takes a free one."
)
@click.option("--workers", type=click.IntRange(1, 256), help="Processes that answer; twice the processors, at least 6.")
@click.option("--seconds", type=click.FloatRange(0.1, 3600), help="Time that one query may take; 10.")
@click.option("--log", is_flag=True, help="Write a line about each request to standard error, without who and what.")
@home_option
@store_option
def command(host: str, port: int, workers: int | None, seconds: float | None, *, log: bool) -> None:
    """Serve the graph as pages, data and a SPARQL endpoint that only read, until Ctrl-C.

    A store that is built anew meanwhile is served from then on, without a pause. With --store a copy
    of the endpoint's graph is served, which follows it and takes no submissions.
    """
    from r2pgraph.service import Limits, serve

    usual = Limits()
    limits = replace(usual, workers=workers or usual.workers, seconds=seconds or usual.seconds)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family, backlog=512) as listener:
        if (there := endpoint()) is None:
            with open_store():
                pass
        shown = f"[{host}]" if family == socket.AF_INET6 else host
        place = f"http://{shown}:{listener.getsockname()[1]}/"
        with tidied(), nullcontext(home()) if there is None else _copy(there) as served:
            click.echo(f"Serving {place} and the endpoint {place}sparql (Ctrl-C stops).", err=True)
            serve(served, listener, limits, sys.stderr if log else None)


def _copy(there: Addresses) -> AbstractContextManager[Path]:
    """Return what keeps a copy of the graph at an endpoint in a folder."""
    from r2pgraph.store.remote.replica import replica

    return replica(there)
