"""``r2pgraph check``: validate assessments and say every problem in plain words."""

from __future__ import annotations

from pathlib import Path

import click

from r2pgraph.cli.options import format_option, home_option
from r2pgraph.cli.show import progress


@click.command(
    "check", short_help="Validate assessments in plain words.", epilog="Example: r2pgraph check my-assessment.ttl"
)
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@format_option("text", "json")
@home_option
def command(files: tuple[Path, ...], form: str) -> None:
    """Check FILES, or every shipped assessment where none is named.

    All problems are told at once: file and line, what stands there, what would be right.
    Ends with status 1 when something violates a rule.
    """
    from r2pgraph import pipeline

    with progress("Checking") as tell:
        report = pipeline.check(files, tell=tell)
    click.echo(report.json() if form == "json" else report.text())
    if not report.conforms:
        raise click.exceptions.Exit(1)
