"""``r2pgraph score``: the index and the area scores of an assessment under a plan."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from r2pgraph.cli.options import FORMATS, format_option, home_option, store_option
from r2pgraph.cli.show import open_store, show_graph, write_out

if TYPE_CHECKING:
    from r2pgraph.scores import ScoreReport

BAR = 20
BLOCKS = ("█", "░")


@click.command(
    "score",
    short_help="Compute the index and the area scores.",
    epilog="Example: r2pgraph score TLS 2023 --plan two-per-step --format json",
)
@click.argument("state")
@click.argument("year")
@click.option("--plan", default="percent-0-4", show_default=True, help="The scoring plan: `r2pgraph ask plans`.")
@format_option(*FORMATS)
@home_option
@store_option
def command(state: str, year: str, plan: str, form: str) -> None:
    """Compute the scores of STATE in YEAR, and what the marks imply for the year before.

    Every shipped plan is a reconstruction: we have not found the publisher's own formula.
    """
    from r2pgraph import scores

    with open_store() as store:
        result = scores.score(store, state, year, plan)
        if form == "ttl":
            show_graph(scores.triples(store, result), form)
            return
    if form == "table":
        show_score(result)
    elif form == "json":
        write_out(json.dumps(result.to_json(), ensure_ascii=False) + "\n")
    else:
        write_out(result.to_csv())


def show_score(result: ScoreReport) -> None:
    """Print the score box: index, areas with a bar each, and the change."""
    click.secho(f"{result.state_label} {result.year}: {result.value} ({result.points} of {result.maximum})", bold=True)
    click.echo(f"Plan {result.plan}: {result.plan_label}. {result.status}")
    click.echo()
    width = max(len(area.label) for area in result.areas)
    full, empty = BLOCKS if can_print("".join(BLOCKS)) else ("#", ".")
    for area in result.areas:
        filled = round(BAR * area.points / area.maximum) if area.maximum else 0
        bar = full * filled + empty * (BAR - filled)
        click.echo(f"  {area.label:<{width}}  {bar}  {area.points!s:>4} of {area.maximum}")
    click.echo()
    click.echo(result.change_sentence)


def can_print(text: str) -> bool:
    """Return whether the terminal's encoding knows every character of ``text``."""
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True
