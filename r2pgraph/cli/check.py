"""``r2pgraph check``: validate assessments and say every problem in plain words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from r2pgraph.cli.options import format_option, home, home_option
from r2pgraph.cli.show import progress, write_out

if TYPE_CHECKING:
    from r2pgraph.validation import Report


@click.command(
    "check", short_help="Validate assessments in plain words.", epilog="Example: r2pgraph check fiji-2024.xlsx"
)
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@format_option("text", "json", "html")
@click.option("--remarks", is_flag=True, help="Tell remarks too: what is in order, yet worth knowing.")
@click.option(
    "--annotate",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT.xlsx",
    help="Write a copy of the workbook in which every problem is marked.",
)
@home_option
def command(files: tuple[Path, ...], form: str, annotate: Path | None, *, remarks: bool) -> None:
    """Check FILES, or every shipped assessment where none is named.

    A file is a filled template (.xlsx, .zip, or a folder of CSV files) or RDF in any of its formats. All problems are
    told at once, the gravest first: sheet, row and column, or line; what stands there, what would be right. Ends with
    status 1 when something violates a rule.
    """
    from r2pgraph import sources

    chosen = files or tuple(near(path) for path in sources.assessments())
    if annotate:
        refuse_copy(chosen, annotate)
    report, copy = judged(chosen, annotate=annotate is not None)
    show(report, form, remarks=remarks)
    if annotate:
        keep_copy(copy, annotate)
    if not report.conforms:
        raise click.exceptions.Exit(1)


def judged(files: tuple[Path, ...], *, annotate: bool) -> tuple[Report, bytes]:
    """Return the report of a worker on the files, and the annotated copy; what cannot be opened is a problem too."""
    from r2pgraph.submission import worker

    with progress("Checking"), worker.waiting() as ready:
        from r2pgraph.submission import receiving  # while the worker loads what it needs

        taken, unopened = receiving.receive_all(files)
        if not taken:
            return unopened, b""
        verdict = ready.judge(taken, home(), annotate=annotate)
    return replace(unopened, problems=unopened.problems + verdict.judged.report.problems), verdict.annotated


def show(report: Report, form: str, *, remarks: bool) -> None:
    """Print the report as text for people, as JSON for programs, or as a page."""
    if form == "json":
        write_out(report.json() + "\n")
    elif form == "html":
        from r2pgraph.submission import telling

        write_out(telling.html(report))
    else:
        click.echo(report.text(remarks=remarks))


def refuse_copy(files: tuple[Path, ...], output: Path) -> None:
    """Raise where there is not one workbook to mark, or the copy would take the place of what was given."""
    if len(files) != 1 or files[0].suffix.lower() != ".xlsx" or not files[0].is_file():
        raise click.BadParameter("needs one workbook (.xlsx) to mark; name one.", param_hint="--annotate")
    if output.suffix.lower() != ".xlsx":
        raise click.BadParameter(f"{output} does not end in .xlsx.", param_hint="--annotate")
    if output.exists() and output.samefile(files[0]):
        raise click.BadParameter("would overwrite the original; name another file.", param_hint="--annotate")


def keep_copy(copy: bytes, output: Path) -> None:
    """Write the annotated copy, whole or not at all."""
    from r2pgraph.publication.export import replace as put_in_place

    if not copy:
        click.echo("No annotated copy was made: the workbook could not be read.", err=True)
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    put_in_place(output, copy)
    click.echo(f"Annotated copy: {output}", err=True)


def near(path: Path) -> Path:
    """Return a path as short as it can be written from the current folder."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
