"""``r2pgraph export``: write the graph as files that are the same, byte for byte, each time."""

from __future__ import annotations

from pathlib import Path

import click

from r2pgraph.cli.options import format_option, home_option
from r2pgraph.cli.show import open_store


@click.command(
    "export", short_help="Write the graph as files.", epilog="Example: r2pgraph export --format jsonld -o ./jsonld"
)
@format_option("ttl", "trig", "nq", "jsonld")
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), default=Path("export"))
@home_option
def command(form: str, output: Path) -> None:
    """Write one file a named graph (ttl, jsonld) or one file for all (trig, nq)."""
    from r2pgraph.publication import export

    with open_store() as store:
        written = export(store, output, form)
    for path in written:
        click.echo(path)
