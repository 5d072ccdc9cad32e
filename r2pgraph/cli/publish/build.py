"""``r2pgraph build``: make the store from the files."""

from __future__ import annotations

import click

from r2pgraph.cli.options import home, home_option
from r2pgraph.cli.show import progress


@click.command("build", short_help="Make the store from the files.", epilog="Example: r2pgraph build --home ./store")
@click.option("--force", is_flag=True, help="Build again even if the store is up to date.")
@home_option
def command(*, force: bool) -> None:
    """Build the store: read the files, validate them, load them, compute every score."""
    from r2pgraph import pipeline

    with progress("Building the graph") as tell:
        built = pipeline.build(home(), force=force, tell=tell)
    if built.verdict:
        click.echo(f"Validated: {built.verdict}")
    verb = "Built" if built.verdict else "Up to date:"
    click.echo(f"{verb} {built.triples:,} triples in {built.graphs} named graphs, {built.scores} scores.")
    click.echo(f"Store: {built.path}")
