"""What changes from edition to edition: what is shown beside a kept one, which files of others count, which graphs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from r2pgraph.errors import QueryError, R2PGraphError
from r2pgraph.pages.site import Site
from r2pgraph.pages.views import Asked, View
from r2pgraph.publication.changes import changes
from r2pgraph.queries import catalogue
from r2pgraph.vocab import compact, expand

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from r2pgraph.publication.changes import Changes, ThingChange
    from r2pgraph.store import Term
    from r2pgraph.store.kept import Kept

MOST: Final = 100_000
"""How many statements of either edition a page compares; of the graphs beyond, the largest, it tells the size."""

SHOWN: Final = 100
"""How many votes, or things of a kind, are told one by one."""

_HOWS: Final = {
    "came": "New", "rose": "Rose", "fell": "Fell", "moved": "Moved", "withdrawn": "Withdrawn",
    "same": "As before, on other grounds",
}  # fmt: skip
_LONGEST: Final = 300
_TYPE: Final = expand("rdf:type")


class Value(NamedTuple):
    """What a relation leads to: words, and an address where it is a thing."""

    text: str
    link: str


@dataclass(frozen=True)
class Comparison:
    """What is shown, set beside a former edition; ``names`` says what each thing of the changes is called."""

    site: Site
    edition: Kept
    changes: Changes
    names: Mapping[str, str]

    def told(self, thing: ThingChange) -> list[dict[str, Any]]:
        """Return what changed of a thing: each relation with its name, and the values on either side."""
        kept = [each for each in thing.differences if thing.how == "changed" or each.relation != _TYPE]
        return [
            {"name": self.names[each.relation], "relation": each.relation,
             "went": [self._value(value) for value in each.went], "came": [self._value(value) for value in each.came]}
            for each in kept
        ]  # fmt: skip

    def then(self, iri: str) -> str:
        """Return the address of a thing in the former edition."""
        path, mark, part = self.site.link(iri).partition("#")
        return f"{path}?edition={self.edition.name}{mark}{part}"

    def _value(self, term: Term) -> Value:
        if term.kind == "blank":
            return Value("(unnamed)", "")
        if term.kind == "iri":
            return Value(self.names[term.value], self.site.link(term.value))
        return Value(term.value if len(term.value) <= _LONGEST else f"{term.value[:_LONGEST]}…", "")


def view(site: Site, parameters: Mapping[str, str]) -> View:
    """Return the page; the parameter ``since`` names the former edition, the newest that stands where it is missing.

    Raises:
        QueryError: there is no such former edition.
    """
    former = site.editions.former() if site.editions else []
    compared, refused = _compared(site, _since(former, parameters.get("since", "")))
    imported = site.records("imported-editions")
    since: dict[str, list[str]] = {}
    for query in catalogue().values():
        since.setdefault(query.since, []).append(query.id)
    return View(
        "changes.html",
        "Changes",
        "What this edition holds, and what it has otherwise than those before it.",
        values={
            "former": former,
            "compared": compared,
            "refused": refused,
            "shown": SHOWN,
            "counted": _counted,
            "hows": _HOWS,
            "moved": [each for each in compared.changes.ratings if each.how != "same"] if compared else [],
            "graphs": site.records("graphs"),
            "imported": imported,
            "replaced": [row for row in imported if row["replaces"]],
            "since": sorted(since.items(), reverse=True),
        },
        queries=(Asked("graphs"), Asked("imported-editions")),
    )


def names(found: Changes, site: Site, before: Site) -> dict[str, str]:
    """Return what everything that the changes speak of is called, now or, where it is gone, in the former edition."""
    iris = dict.fromkeys(iri for iri in _iris(found) if iri)
    called = site.names(iris)
    unknown = [iri for iri, name in called.items() if name == compact(iri)]
    return {**called, **before.names(unknown)}


def _since(former: list[Kept], name: str) -> Kept | None:
    standing = [each for each in former if not each.withdrawn]
    if not name:
        return standing[0] if standing else None
    found = next((each for each in former if each.name == name), None)
    if found is None:
        remedy = f"Before what is shown: {', '.join(each.name for each in standing) or 'none'}."
        raise QueryError(f"There is no former edition {name!r}.", remedy)
    return found


def _compared(site: Site, edition: Kept | None) -> tuple[Comparison | None, str]:
    """Return the comparison with an edition; or why there is none, empty where there is nothing to compare."""
    if edition is None or site.editions is None:
        return None, ""
    try:
        with site.editions.open(edition.name) as store:
            found = changes(store, site.store, MOST)
            return Comparison(site, edition, found, names(found, site, Site(store))), ""
    except R2PGraphError as error:
        return None, str(error)


def _iris(found: Changes) -> Iterator[str]:
    for rating in found.ratings:
        yield from (rating.iri, rating.state, rating.indicator, *(rating.before or ()), *(rating.after or ()))
    for score in found.scores:
        yield from (score.state, score.plan, score.area)
    for vote in found.votes[:SHOWN]:
        yield from (vote.state, vote.resolution, vote.before, vote.after)
    reasons = (reason.thing for rating in found.ratings for reason in rating.reasons)
    parts = (part for score in found.scores for part in score.plan_changes)
    kinds = chain.from_iterable(things[:SHOWN] for things in found.by_kind().values())
    for thing in chain(reasons, parts, kinds, found.terms[:SHOWN]):
        yield thing.iri
        for each in thing.differences:
            yield each.relation
            yield from (value.value for value in (*each.went, *each.came) if value.kind == "iri")


def _counted(things: tuple[ThingChange, ...]) -> str:
    """Return how many came, changed and were withdrawn, in words."""
    counts = Counter("deprecated" if each.is_deprecated else each.how for each in things)
    return ", ".join(f"{count:,} {how}" for how, count in sorted(counts.items()))
