"""``r2pgraph sources``: what can be imported, where to get it, on which terms, and what was imported."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from r2pgraph.cli.options import format_option, home, home_option
from r2pgraph.cli.show import write_out

if TYPE_CHECKING:
    from r2pgraph.editions import Edition


@click.command(
    "sources", short_help="List what can be imported, and its terms.", epilog="Example: r2pgraph sources unvotes"
)
@click.argument("kind", required=False)
@format_option("text", "json")
@home_option
def command(kind: str | None, form: str) -> None:
    """What files can be read, where a user gets them, on which terms, and which of them stand in the store.

    With KIND, that one alone.
    """
    from r2pgraph import editions, sources
    from r2pgraph.errors import UnknownNameError

    rows = {row["key"]: row for row in sources.tables()["datasets"].to_dicts()}
    if kind is not None and kind not in rows:
        raise UnknownNameError.among("kind of file", kind, rows)
    counted = editions.current(home())
    chosen = [row for key, row in rows.items() if kind in (None, key)]
    if form == "json":
        write_out(json.dumps([_told(row, counted) for row in chosen], indent=1, ensure_ascii=False) + "\n")
        return
    for row in chosen:
        click.secho(f"{row['key']}: {row['label']}", bold=True)
        click.echo(f"  files: {row['files']}\n  where: {row['url']}\n  terms: {row['terms']}")
        for edition in _of(row["key"], counted):
            click.echo(f"  here:  {edition.series}, imported {edition.imported_on}, {edition.rows_in:,} records")


def _of(kind: str, counted: list[Edition]) -> list[Edition]:
    return [edition for edition in counted if edition.kind == kind]


def _told(row: dict[str, str], counted: list[Edition]) -> dict[str, object]:
    """Return what is told of one kind to programs."""
    here = [
        {"series": edition.series, "edition": edition.key, "imported_on": edition.imported_on, "rows": edition.rows}
        for edition in _of(row["key"], counted)
    ]
    return {**row, "imported": here}
