"""``r2pgraph diff``: what one edition has otherwise than another, and why."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import click

from r2pgraph.cli.options import format_option, home, home_option
from r2pgraph.cli.show import open_store, show_lines, write_out
from r2pgraph.errors import UnknownNameError
from r2pgraph.vocab import compact, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from r2pgraph.publication.changes import Changes, Difference, GraphChange, RatingChange, ThingChange
    from r2pgraph.store import Store, Term

    Names = Mapping[str, str]

CURRENT: Final = "current"
"""The name of the store as it is now."""

SHOWN: Final = 40
"""How many things of a kind are printed; the other forms hold all."""

_LONGEST: Final = 160
_TYPE: Final = expand("rdf:type")


@click.command(
    "diff",
    short_help="What changed between two editions.",
    epilog="Example: r2pgraph diff 2026.1 current",
)
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@format_option("text", "json", "patch")
@home_option
def command(before: str, after: str, form: str) -> None:
    """Tell what edition B has otherwise than edition A.

    An edition is named as `r2pgraph editions` lists it, or `current` for the store as it is. First
    the ratings that moved, with what changed of that on which they rest, then scores, votes, other
    things and terms. `patch` is an RDF Patch that leads from the N-Quads of A to those of B.
    """
    from r2pgraph.publication.changes import changes, patch

    with opened(before) as former, opened(after) as later:
        if form == "patch":
            write_out(patch(former, later).decode())
            return
        found = changes(former, later)
        if form == "json":
            told = {"before": before, "after": after, **found.to_json()}
            write_out(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
            return
        from r2pgraph.pages import Site
        from r2pgraph.pages.subjects.changes import names

        show_changes(before, after, found, names(found, Site(later), Site(former)))


@contextmanager
def opened(name: str) -> Iterator[Store]:
    """Yield an edition by its name; raises UnknownNameError with the nearest, QueryError where it was withdrawn."""
    from r2pgraph.store import kept

    if name == CURRENT:
        with open_store() as store:
            yield store
        return
    known = kept.editions(home())
    if name not in known:
        remedy = f"Kept: {', '.join(known) or 'none yet'}. `{CURRENT}` is the store as it is now."
        raise UnknownNameError.among("edition", name, [*known, CURRENT], remedy)
    with kept.Editions(home()).open(name) as store:
        yield store


def show_changes(before: str, after: str, found: Changes, named: Names) -> None:
    """Print the changes: counts first, then ratings with their reasons, the rest kind by kind, and the graphs."""
    click.secho(f"From {before} to {after}", bold=True)
    if not found:
        click.echo("Nothing changed: every graph holds the same statements.")
        return
    show_ratings(found.ratings, named)
    show_scores(found, named)
    show_votes(found, named)
    for kind, things in found.by_kind().items():
        show_things(f"Things: {kind or 'of others'}", things, named)
    show_things("Terms of the ontology", found.terms, named)
    show_graphs("Statements", found.facts)
    show_graphs("Statements of graphs that are made from the others", found.derived)


def show_ratings(ratings: Iterable[RatingChange], named: Names) -> None:
    """Print each rating with its mark before and after, and below it the reasons."""
    ratings = list(ratings)
    if not ratings:
        click.echo("No rating moved.")
        return
    _head("Ratings", Counter(each.how for each in ratings))
    for each in ratings:
        marks = " -> ".join(_mark(mark, named) for mark in (each.before, each.after))
        title = f"{named[each.state]} {each.year}, {named[each.indicator]}"
        click.echo(f"  {click.style(each.how, bold=True)}  {title}: {marks}  [{compact(each.iri)}]")
        for kind, thing in each.reasons:
            click.echo(f"      {kind} {thing.how}: {compact(thing.iri)}")
            for difference in thing.differences:
                if thing.how == "changed" or difference.relation != _TYPE:
                    click.echo(f"          {_difference(difference)}")


def show_scores(found: Changes, named: Names) -> None:
    """Print the scores that moved as a table."""
    if not found.scores:
        return
    _head("Scores", {"moved": len(found.scores)})
    rows = [
        [f"  {named[each.state]} {each.year}", named[each.plan], named[each.area] if each.area else "whole",
         each.before or "-", each.after or "-", ", ".join(compact(part.iri) for part in each.plan_changes)]
        for each in found.scores
    ]  # fmt: skip
    _table(["  assessment", "plan", "area", "before", "after", "changed in the plan"], rows)


def show_votes(found: Changes, named: Names) -> None:
    """Print the votes as a table."""
    if not found.votes:
        return
    _head("Votes", Counter(each.how for each in found.votes))
    rows = [
        [
            f"  {each.how}",
            named[each.state],
            compact(each.resolution),
            _name(each.before, named),
            _name(each.after, named),
        ]
        for each in found.votes[:SHOWN]
    ]
    _table(["  what", "state", "resolution", "before", "after"], rows)
    _rest(len(found.votes))


def show_things(title: str, things: tuple[ThingChange, ...], named: Names) -> None:
    """Print things that came, changed or were withdrawn; of those that changed, what."""
    if not things:
        return
    _head(title, Counter("deprecated" if each.is_deprecated else each.how for each in things))
    for each in things[:SHOWN]:
        how = "deprecated" if each.is_deprecated else each.how
        label = "" if named[each.iri] == compact(each.iri) else f"  {named[each.iri]}"
        click.echo(f"  {how}  {compact(each.iri)}{label}")
        for difference in each.differences if each.how == "changed" else ():
            click.echo(f"      {_difference(difference)}")
    _rest(len(things))


def show_graphs(title: str, graphs: tuple[GraphChange, ...]) -> None:
    """Print how many statements came and went, graph by graph."""
    if not graphs:
        return
    click.echo()
    click.secho(title, bold=True)
    rows = [
        [f"  {compact(each.graph)}", str(each.before), str(each.after), f"+{len(each.came)}", f"-{len(each.went)}"]
        for each in graphs
    ]
    _table(["  graph", "before", "after", "came", "went"], rows)


def _head(title: str, counts: Mapping[str, int]) -> None:
    click.echo()
    click.secho(f"{title}: {', '.join(f'{count} {name}' for name, count in sorted(counts.items()))}", bold=True)


def _table(columns: list[str], rows: list[list[str]]) -> None:
    show_lines(columns, rows, [max(map(len, column)) for column in zip(columns, *rows, strict=True)])


def _rest(count: int) -> None:
    if count > SHOWN:
        click.echo(f"  and {count - SHOWN} more: --format json has all.")


def _mark(mark: tuple[str, str] | None, named: Names) -> str:
    return "no rating" if mark is None else ", ".join(named[each] for each in mark if each) or "not rated"


def _name(iri: str, named: Names) -> str:
    return named[iri] if iri else "-"


def _difference(difference: Difference) -> str:
    sides = (", ".join(map(_value, values)) or "nothing" for values in (difference.went, difference.came))
    return f"{compact(difference.relation)}: {' -> '.join(sides)}"


def _value(term: Term) -> str:
    if term.kind == "blank":
        return "(unnamed)"
    text = compact(term.value) if term.kind == "iri" else " ".join(term.value.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
