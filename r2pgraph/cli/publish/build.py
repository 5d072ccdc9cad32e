"""``r2pgraph build``: make the store from the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from r2pgraph.cli.options import endpoint, home, home_option, store_option
from r2pgraph.cli.show import progress

if TYPE_CHECKING:
    from r2pgraph.store.remote.addresses import Addresses


@click.command("build", short_help="Make the store from the files.", epilog="Example: r2pgraph build --home ./store")
@click.option("--force", is_flag=True, help="Build again even if the store is up to date.")
@home_option
@store_option
def command(*, force: bool) -> None:
    """Build the store: read the files, validate them, load them, compute every score.

    With --store the graph is built here first and then put onto the endpoint, all of it or nothing;
    what stands there unchanged is not sent.
    """
    from r2pgraph import pipeline

    place = endpoint()
    with progress("Building the graph") as tell:
        built = pipeline.build(home(), force=force, tell=tell)
    if built.verdict:
        click.echo(f"Validated: {built.verdict}")
    verb = "Built" if built.verdict else "Up to date:"
    click.echo(f"{verb} {built.triples:,} triples in {built.graphs} named graphs, {built.scores} scores.")
    click.echo(f"Store: {built.path}")
    if place is not None:
        _send(place, force=force)


def _send(place: Addresses, *, force: bool) -> None:
    """Put the built store onto an endpoint, and say what went there."""
    from r2pgraph.store.remote.loading import load

    with progress("Sending the graph") as tell:
        loaded = load(home(), place, tell, force=force)
    if loaded.sent:
        click.echo(f"Sent {loaded.triples:,} triples in {loaded.sent} of {loaded.graphs} named graphs.")
    else:
        click.echo(f"Nothing to send: {loaded.graphs} named graphs stand there.")
    click.echo(f"Endpoint: {place.shown}")
