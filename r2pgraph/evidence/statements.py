"""What the facts say of one state by the end of one year, indicator by indicator."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from r2pgraph.errors import WrongValueError
from r2pgraph.evidence import standing
from r2pgraph.queries import ANY, answered, by_indicator, prepare, run

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from r2pgraph.store import Store, Term

_YEAR: Final = re.compile(r"-?[0-9]{4,9}")

EXACTLY: Final = "exactly"
"""The comparator of a level that the facts on record settle."""

_SELECT: Final = "\nSELECT "
"""Where the columns of a saved query begin: those within its braces are indented."""


@dataclass(frozen=True)
class Statement:
    """One fact in one sentence; ``value``, ``out_of`` and ``unit`` are None where the fact is no figure.

    ``own`` says that nothing vouches for it but an assessment of the state, on which it is no second opinion.
    """

    measure: str | None
    value: str | None
    out_of: str | None
    unit: str | None
    says: str
    fact: str
    source: str | None
    as_of: str | None
    own: bool = False


@dataclass(frozen=True)
class Suggestion:
    """The level that the facts alone suggest, the facts in a sentence, and the rule in words.

    ``comparator`` is ``exactly``, or ``at least`` where the level stands no higher only because something is on no
    record here.
    """

    comparator: str
    level: str
    says: str
    rule: str

    @property
    def is_exact(self) -> bool:
        """Return whether the facts on record settle the level, and do not only suggest it at least."""
        return self.comparator == EXACTLY

    @property
    def words(self) -> str:
        """Return the level as it is told: ``very strong``, or ``at least very strong``."""
        told = spoken(self.level)
        return told if self.is_exact else f"{self.comparator} {told}"


@dataclass(frozen=True)
class Subject:
    """The state and the year that a question is about: IRI, key and label of the state.

    ``remarks`` are sentences on what must be known first: which state is meant, that the year is none of it.
    """

    iri: str
    key: str
    label: str
    year: str
    remarks: tuple[str, ...] = ()

    @property
    def parameters(self) -> dict[str, str | None]:
        """Return the parameters of the queries on a state and a year."""
        return {"state": f"<{self.iri}>", "year": self.year}


def subject(store: Store, state: str, year: str | int) -> Subject:
    """Return the state that is meant, with the year.

    Raises:
        UnknownNameError: the graph holds no such state; the nearest are named.
        WrongValueError: the state or the year is ``any``, or the year is none.
    """
    for kind, value in (("state", state), ("year", str(year))):
        if value.strip().casefold() == ANY:
            raise WrongValueError(f"{value!r} stands for every {kind}, and one is needed here.", f"Name one {kind}.")
    refuse_no_year(str(year))
    rows = run(store, "states", {"state": state}).records()
    named = rows[0]
    about = Subject(text(named["state"]), key(named["state"]), text(named["label"]), str(year))
    codes = [text(named[code]) for code in ("iso3", "iso2", "m49") if named[code]]
    spans = [(text(row["memberSince"]), text(row["memberUntil"])) for row in rows if row["memberSince"]]
    said = (
        *standing.asked_for(state, about.label, codes),
        *standing.of_the_year(about.year),
        *standing.of_the_state(store, about.iri, about.label, about.year, spans),
    )
    return replace(about, remarks=said)


def refuse_no_year(year: str) -> None:
    """Raise WrongValueError where a text is no year of four digits or more."""
    if not _YEAR.fullmatch(year):
        raise WrongValueError(f"{year!r} is no year; write it as 2023.")


def own_facts(store: Store, about: Subject) -> frozenset[str]:
    """Return the IRIs of the facts for which nothing vouches but an assessment of the state, of whichever year."""
    rows = answered(store, "own-facts", state=about.parameters["state"], year=ANY).records()
    return frozenset(text(row["fact"]) for row in rows)


def own_word(found: Iterable[Statement]) -> str | None:
    """Return how far a level rests on an assessment's own word: ``alone``, ``in part``, or None where it does not."""
    owned = [each.own for each in found]
    if not any(owned):
        return None
    return "alone" if all(owned) else "in part"


def statements(
    store: Store, indicator: str, about: Subject, own: AbstractSet[str] = frozenset()
) -> tuple[Statement, ...]:
    """Return what the facts say on an indicator, by its key; nothing where no query or no fact speaks to it.

    Args:
        store: the graph to ask.
        indicator: its key.
        about: the state and the year.
        own: the facts that rest on an assessment's own word, as `own_facts` gives them.

    Raises:
        WrongValueError: the year is none.
    """
    query = by_indicator("evidence").get(indicator)
    if query is None:
        return ()
    rows = answered(store, query.id, **about.parameters).records()
    found = map(_statement, rows)
    return tuple(replace(each, own=each.fact in own) for each in found)


def of_all_states(store: Store, indicator: str, year: str | int) -> dict[str, tuple[Statement, ...]]:
    """Return what the facts say on an indicator of every state by the end of a year, by the IRI of the state.

    This asks the query of the indicator once, where `statements` asks it for one state; both say the same of each.
    States of which the facts say nothing are left out.

    Raises:
        WrongValueError: the year is none.
    """
    query = by_indicator("evidence").get(indicator)
    if query is None:
        return {}
    asked = prepare(query.id, state=ANY, year=str(year)).replace(_SELECT, f"{_SELECT}?state ", 1)
    found: defaultdict[str, list[Statement]] = defaultdict(list)
    for row in store.select(asked).records():
        found[text(row["state"])].append(_statement(row))
    return {state: tuple(said) for state, said in found.items()}


def suggestion(store: Store, indicator: str, about: Subject) -> Suggestion | None:
    """Return the level that the facts alone suggest for an indicator, or None where they do not suffice."""
    query = by_indicator("levels").get(indicator)
    if query is None:
        return None
    rows = answered(store, query.id, **about.parameters).records()
    told = rows[0] if rows else None
    return Suggestion(text(told["comparator"]), key(told["level"]), text(told["says"]), query.rule) if told else None


def written(thing: Any) -> dict[str, Any]:  # noqa: ANN401 - any of the frozen figures of this room
    """Return the fields of a frozen figure in the words of the queries: ``outOf``, ``asOf``."""
    words = {"out_of": "outOf", "as_of": "asOf"}
    return {words.get(name, name): value for name, value in asdict(thing).items()}


def spoken(level: str) -> str:
    """Return the key of a level as it is told: ``very-strong`` as very strong."""
    return level.replace("-", " ")


def text(term: Term | None) -> str:
    """Return the words of a term, or nothing."""
    return "" if term is None else term.value


def key(term: Term | None) -> str:
    """Return the end of an IRI, which is its key, or nothing."""
    return text(term).rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def _statement(row: Mapping[str, Term | None]) -> Statement:
    value, out_of, as_of = (text(row[name]) or None for name in ("value", "outOf", "asOf"))
    measure, unit, source = (key(row[name]) or None for name in ("measure", "unit", "source"))
    return Statement(measure, value, out_of, unit, text(row["says"]), text(row["fact"]), source, as_of)
