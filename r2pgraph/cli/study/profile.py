"""``r2pgraph profile``: what structured facts say of any state, assessed or not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from r2pgraph.cli.options import format_option, home_option, store_option
from r2pgraph.cli.show import open_store, show_graph, write_out

if TYPE_CHECKING:
    from collections.abc import Iterable

    from r2pgraph.evidence import Profile, Tied


@click.command(
    "profile",
    short_help="Show what structured facts say of any state.",
    epilog="Example: r2pgraph profile FJI",
)
@click.argument("state")
@click.argument("year", required=False)
@format_option("table", "json", "ttl")
@home_option
@store_option
def command(state: str, year: str | None, form: str) -> None:
    """Show what structured facts say of STATE by the end of YEAR, or by the end of the year before this one.

    This is no published assessment: it says what can be computed, with its coverage. As Turtle, it
    gives the voting agreement with every other state as observations.
    """
    from r2pgraph.evidence import profile
    from r2pgraph.evidence.observations import observations

    with open_store() as store:
        found = profile(store, state, year or last_year())
    if form == "json":
        write_out(json.dumps(found.to_json(), ensure_ascii=False) + "\n")
    elif form == "ttl":
        for remark in found.evidence.remarks:
            click.echo(remark, err=True)
        show_graph(observations(found.evidence.state, found.agreements, found.first_year, found.evidence.year), form)
    else:
        show_profile(found)


def last_year() -> str:
    """Return the year before this one, the latest that is whole."""
    from datetime import UTC, datetime

    return str(datetime.now(tz=UTC).year - 1)


def show_profile(found: Profile) -> None:
    """Print coverage, one line an indicator that has evidence, and the nearest and furthest states."""
    click.secho(f"{found.evidence.label} {found.evidence.year}: {found.coverage}", bold=True)
    click.echo(found.standing)
    for remark in found.evidence.remarks:
        click.echo(remark)
    click.echo()
    for each in found.evidence.indicators:
        if each.statements:
            says = each.suggestion.says if each.suggestion else each.statements[-1].says
            level = f"{each.suggestion.words}: " if each.suggestion else ""
            facts = f"{len(each.statements)} {'fact' if len(each.statements) == 1 else 'facts'}"
            facts += ", on an assessment's own word alone" if each.own_word == "alone" else ""
            click.echo(f"  {each.number:>2}  {each.label} ({facts}). {level}{says}")
    silent = [each for each in found.evidence.indicators if not each.statements]
    asked, lacking = ([str(each.number) for each in silent if bool(each.gap) == gap] for gap in (False, True))
    click.echo(f"\n  A query, and no fact found: {', '.join(asked) or 'none'}.")
    click.echo(f"  Cannot be computed here: {', '.join(lacking) or 'none'}. `r2pgraph evidence` says why.")
    click.echo(f"\n{found.voting}")
    show_agreement("nearest", found.nearest)
    show_agreement("furthest", found.furthest)


def show_agreement(word: str, found: Iterable[Tied]) -> None:
    """Print the states at one end of voting agreement, and how many are tied."""
    click.echo(f"  {word}: {'; then '.join(each.says for each in found) or 'no votes shared'}")
