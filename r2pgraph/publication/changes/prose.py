"""Tell in prose what changed between two editions, as a page in Markdown."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from r2pgraph.vocab import compact, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from r2pgraph.publication.changes.comparing import Changes
    from r2pgraph.publication.changes.ratings import RatingChange
    from r2pgraph.publication.changes.things import Difference, ThingChange
    from r2pgraph.store import Term

    Names = Mapping[str, str]

SHOWN: Final = 100
"""How many votes, or things of a kind, are told one by one; the patch has all."""

_LONGEST: Final = 300
_TYPE: Final = expand("rdf:type")
_HOWS: Final = {
    "came": "is new", "rose": "rose", "fell": "fell", "moved": "moved", "withdrawn": "was withdrawn",
    "same": "is as before, on other grounds",
}  # fmt: skip


def prose(found: Changes, before: str, after: str, names: Names) -> str:
    """Return the page: ratings with their reasons first, then scores, votes, other things, terms, and the graphs.

    Args:
        found: what changed.
        before: the name of the former edition.
        after: the name of the later one.
        names: what each thing is called; one that is missing here is called by its prefixed name.
    """
    lines = [f"# What changed in edition {after}", "", f"Set beside edition {before}.", ""]
    if not found:
        lines += ["Nothing changed: every graph holds the same statements.", ""]
    lines += _ratings(found.ratings, names) if found else ()
    lines += _scores(found, names)
    lines += _votes(found, names)
    for kind, things in found.by_kind().items():
        lines += _things(f"Things: {kind or 'of others'}", things, names)
    lines += _things("Terms of the ontology", found.terms, names)
    lines += _graphs(found)
    return "\n".join(lines).rstrip("\n") + "\n"


def first(name: str) -> str:
    """Return the page of an edition that has none before it."""
    return f"# What changed in edition {name}\n\nThis is the first edition: there is none before it.\n"


def _ratings(ratings: Sequence[RatingChange], names: Names) -> Iterator[str]:
    yield from _head("Ratings", Counter(each.how for each in ratings))
    if not ratings:
        yield from ("No rating moved.", "")
    for each in ratings:
        marks = " → ".join(_mark(mark, names) for mark in (each.before, each.after))
        title = f"{_name(each.state, names)} {each.year}, {_name(each.indicator, names)}"
        yield f"- **{title}** {_HOWS[each.how]}: {marks} (`{compact(each.iri)}`)"
        for kind, thing in each.reasons:
            yield f"  - {kind} {thing.how}: {_name(thing.iri, names)}"
            yield from (f"    - {line}" for line in _differences(thing, names))
    yield ""


def _scores(found: Changes, names: Names) -> Iterator[str]:
    if not found.scores:
        return
    yield from _head("Scores", {"moved": len(found.scores)})
    rows = [
        [f"{_name(each.state, names)} {each.year}", _name(each.plan, names), _name(each.area, names) or "whole",
         each.before or "none", each.after or "none", ", ".join(compact(part.iri) for part in each.plan_changes)]
        for each in found.scores
    ]  # fmt: skip
    yield from _table(["assessment", "plan", "area", "before", "after", "changed in the plan"], rows)


def _votes(found: Changes, names: Names) -> Iterator[str]:
    if not found.votes:
        return
    yield from _head("Votes", Counter(each.how for each in found.votes))
    rows = [
        [each.how, _name(each.state, names), compact(each.resolution), _name(each.before, names) or "none",
         _name(each.after, names) or "none"]
        for each in found.votes[:SHOWN]
    ]  # fmt: skip
    yield from _table(["what", "state", "resolution", "before", "after"], rows)
    yield from _rest(len(found.votes))


def _things(title: str, things: Sequence[ThingChange], names: Names) -> Iterator[str]:
    if not things:
        return
    yield from _head(title, Counter(_how(each) for each in things))
    for each in things[:SHOWN]:
        yield f"- {_how(each)}: {_name(each.iri, names)} (`{compact(each.iri)}`)"
        yield from (f"  - {line}" for line in _differences(each, names) if each.how == "changed")
    yield ""
    yield from _rest(len(things))


def _graphs(found: Changes) -> Iterator[str]:
    if not found.graphs:
        return
    yield from _head("Statements", {})
    rows = [
        [compact(each.graph), str(each.before), str(each.after), f"+{len(each.came)}", f"-{len(each.went)}"]
        for each in (*found.facts, *found.derived)
    ]
    yield from _table(["graph", "before", "after", "came", "went"], rows)


def _head(title: str, counts: Mapping[str, int]) -> Iterator[str]:
    told = ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
    yield from (f"## {title}: {told}" if told else f"## {title}", "")


def _table(columns: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    yield f"| {' | '.join(columns)} |"
    yield f"|{'---|' * len(columns)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""


def _rest(count: int) -> Iterator[str]:
    if count > SHOWN:
        yield from (f"And {count - SHOWN} more, which the patch has.", "")


def _how(thing: ThingChange) -> str:
    return "deprecated" if thing.is_deprecated else thing.how


def _mark(mark: tuple[str, str] | None, names: Names) -> str:
    return "no rating" if mark is None else ", ".join(_name(each, names) for each in mark if each) or "not rated"


def _name(iri: str, names: Names) -> str:
    return names.get(iri) or compact(iri)


def _differences(thing: ThingChange, names: Names) -> Iterator[str]:
    for each in thing.differences:
        if thing.how == "changed" or each.relation != _TYPE:
            yield _difference(each, names)


def _difference(each: Difference, names: Names) -> str:
    sides = (", ".join(_value(value, names) for value in values) or "nothing" for values in (each.went, each.came))
    return f"{_name(each.relation, names)}: {' → '.join(sides)}"


def _value(term: Term, names: Names) -> str:
    if term.kind == "blank":
        return "(unnamed)"
    text = _name(term.value, names) if term.kind == "iri" else " ".join(term.value.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
