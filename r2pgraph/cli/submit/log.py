"""``r2pgraph log``: what was submitted, by whom, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from r2pgraph.cli.options import home, home_option
from r2pgraph.cli.show import open_store

if TYPE_CHECKING:
    from r2pgraph.receiving import Logged


@click.command("log", short_help="List what was submitted.", epilog="Example: r2pgraph log")
@home_option
def command() -> None:
    """List what was accepted, refused, withdrawn and restored, the oldest first, and what became of it.

    Where a version that does not count rates an indicator otherwise than the one that does, both are told.
    """
    from r2pgraph import receiving

    logged = receiving.log(home())
    if not logged:
        click.echo("Nothing was submitted. Submit a file: r2pgraph submit FILE --by NAME", err=True)
        return
    for each in logged:
        click.echo(line(each))
    for sentence in differences():
        click.echo(sentence)


def line(logged: Logged) -> str:
    """Return a line of the journal in words."""
    entry = logged.entry
    about = f"{entry.state} {entry.year}".strip()
    parts = [f"{entry.number:>4}  {entry.time}  {entry.act:<9}  {about:<8}  by {entry.by}"]
    parts += [f"file {entry.file}" if entry.file else "", entry.note]
    parts += [f"{logged.standing}: {logged.reason}" if logged.reason else logged.standing]
    return "; ".join(part for part in parts if part)


def differences() -> list[str]:
    """Return in words what versions that do not count rated otherwise."""
    from r2pgraph.queries import run

    with open_store() as store:
        rows = run(store, "former-ratings").records()
    told = []
    for row in rows:
        words = {name: term.value if term else "none" for name, term in row.items()}
        told.append(
            f"{words['stateLabel']} {words['year']}, {words['number']}. {words['label']}: "
            f"{words['formerLevel']}, {words['formerTrend']} in {words['title']}; "
            f"what counts says {words['level']}, {words['trend']}"
        )
    return told
