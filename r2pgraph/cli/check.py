"""``r2pgraph check``: validate assessments and say every problem in plain words."""

from __future__ import annotations

from pathlib import Path

import click

from r2pgraph.cli.options import format_option, home, home_option
from r2pgraph.cli.show import progress, write_out


@click.command(
    "check", short_help="Validate assessments in plain words.", epilog="Example: r2pgraph check my-assessment.ttl"
)
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@format_option("text", "json")
@click.option("--remarks", is_flag=True, help="Tell remarks too: what is in order, yet worth knowing.")
@home_option
def command(files: tuple[Path, ...], form: str, *, remarks: bool) -> None:
    """Check FILES, or every shipped assessment where none is named.

    All problems are told at once, the gravest first: file and line, what stands there, what would be right.
    Ends with status 1 when something violates a rule.
    """
    from r2pgraph import pipeline, sources

    with progress("Checking") as tell:
        report = pipeline.check(files or [near(path) for path in sources.assessments()], home(), tell=tell)
    if form == "json":
        write_out(report.json() + "\n")
    else:
        click.echo(report.text(remarks=remarks))
    if not report.conforms:
        raise click.exceptions.Exit(1)


def near(path: Path) -> Path:
    """Return a path as short as it can be written from the current folder."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
