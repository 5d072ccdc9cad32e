"""Hold what an assessment prints against the record: each thing checked, the verdict, and what was found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from r2pgraph.errors import UnknownNameError
from r2pgraph.evidence.statements import key, own_facts, own_word, statements, subject, suggestion, text
from r2pgraph.queries import by_indicator, find, prepare, run
from r2pgraph.vocab import compact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from r2pgraph.evidence.statements import Subject
    from r2pgraph.store import Store, Term

KINDS: Final = (
    "listed-symbol",
    "listed-title",
    "listed-position",
    "listed-twice",
    "missing-resolution",
    "unused-cosponsorship",
    "treaty-action-kind",
    "numeric-claim",
    "later-fact",
)
"""The saved queries that an audit asks, each of one kind, in the order in which they are read."""

LEVELS: Final = "level-against-facts"
"""The saved query that holds a rating against the level which the facts suggest; it is asked once an indicator."""

ABSENCES: Final = "absence-against-facts"
"""The saved query on evidence that was sought and not found; it is asked with the facts on the indicator."""

WORDS: Final = "words-alone"
"""The saved query that lists what none of the others can check."""

ORDER: Final = (*KINDS, LEVELS, ABSENCES, WORDS)
"""Every kind, in the order in which they are read."""

RESTS: Final = {
    "alone": "That rests on the assessment's own word alone.",
    "in part": "That rests in part on the assessment's own word.",
}
"""Why a suggestion is no second opinion on the assessment."""

VERDICTS: Final = ("contradicts", "missing", "stale", "unresolvable", "silent", "agrees")
"""Every verdict, what needs a reader's eye first."""


@dataclass(frozen=True)
class Checked:
    """One thing that was checked: which, by which query, with which outcome and what the record has instead."""

    item: str
    kind: str
    verdict: str
    says: str
    found: str | None
    source: str | None

    def to_json(self) -> dict[str, Any]:
        """Return the six fields as plain values; item and source are prefixed names."""
        return {
            "item": self.item,
            "kind": self.kind,
            "verdict": self.verdict,
            "says": self.says,
            "found": self.found,
            "source": self.source,
        }


@dataclass(frozen=True)
class Audit:
    """Everything that was checked of one assessment, in the order of the kinds."""

    state: str
    label: str
    year: str
    checked: tuple[Checked, ...]

    def of(self, kind: str) -> tuple[Checked, ...]:
        """Return what was checked by one query, what needs a reader's eye first."""
        return tuple(sorted((each for each in self.checked if each.kind == kind), key=_rank))

    def counts(self) -> dict[str, int]:
        """Return how often each verdict was reached, those of which there are none left out."""
        counted = Counter(each.verdict for each in self.checked)
        return {verdict: counted[verdict] for verdict in VERDICTS if counted[verdict]}

    def to_json(self) -> list[dict[str, Any]]:
        """Return one object for each thing checked."""
        return [each.to_json() for each in self.checked]


def audit(store: Store, state: str, year: str | int) -> Audit:
    """Return the audit of the assessment of a state in a year.

    No query of it reads an erratum or a verdict that somebody wrote down: it finds by itself.

    Args:
        store: the graph that holds assessment and facts.
        state: an ISO 3166 code or a name.
        year: the year of the assessment.

    Raises:
        UnknownNameError: the graph holds no such state, or no assessment of it in that year.
        QueryError: a value is ``any``, or the year is none.
    """
    about = subject(store, state, year)
    rated = _rated(store, about)
    own = own_facts(store, about)
    found = [
        *(each for kind in KINDS for each in _asked(store, kind, about)),
        *_against_facts(store, about, rated, own),
        *_absences(store, about, own),
        *_asked(store, WORDS, about),
    ]
    return Audit(about.key, about.label, about.year, tuple(found))


def kinds() -> tuple[tuple[str, str], ...]:
    """Return the kinds of an audit, each with the question that it asks."""
    return tuple((kind, find(kind).question) for kind in ORDER)


def _rated(store: Store, about: Subject) -> tuple[str, ...]:
    """Return the keys of the indicators that the assessment rates; an error where there is no assessment."""
    rows = run(store, "ratings", about.parameters).records()
    if not rows:
        known = [f"{key(row['state'])} {text(row['year'])}" for row in run(store, "assessments").records()]
        asked = f"{about.key} {about.year}"
        raise UnknownNameError.among("assessment", asked, known, f"Known: {', '.join(known) or 'none'}.")
    return tuple(key(row["indicator"]) for row in rows)


def _asked(store: Store, kind: str, about: Subject, **chosen: str) -> list[Checked]:
    """Return what one query finds."""
    return [_checked(row) for row in store.select(prepare(kind, **about.parameters, **chosen)).records()]


def _absences(store: Store, about: Subject, own: AbstractSet[str]) -> Iterator[Checked]:
    """Yield how evidence that was sought in vain stands to the facts: the latest on its indicator is told beside."""
    rows = run(store, "absences", about.parameters).records()
    for indicator in dict.fromkeys(key(row["indicator"]) for row in rows if key(row["kind"]) == "AbsenceOfEvidence"):
        facts = [each for each in statements(store, indicator, about, own) if not each.own]
        latest = max(facts, key=lambda each: each.as_of or "", default=None)
        yield from _asked(store, ABSENCES, about, indicator=indicator, **({"because": latest.says} if latest else {}))


def _against_facts(store: Store, about: Subject, rated: tuple[str, ...], own: AbstractSet[str]) -> Iterator[Checked]:
    """Yield how each rating stands to the level that the facts suggest for it."""
    for indicator in rated:
        suggested = suggestion(store, indicator, about) if indicator in by_indicator("levels") else None
        rests = own_word(statements(store, indicator, about, own)) if suggested else None
        chosen = (
            {"suggested": suggested.level, "comparator": suggested.comparator, "because": suggested.says}
            if suggested
            else {}
        )
        if suggested and rests:
            chosen = {"because": f"{suggested.says} {RESTS[rests]}"}
        yield from _asked(store, LEVELS, about, indicator=indicator, **chosen)


def _checked(row: Mapping[str, Term | None]) -> Checked:
    found, source = text(row["found"]), text(row["source"])
    item, kind, verdict, says = (text(row[name]) for name in ("item", "kind", "verdict", "says"))
    return Checked(compact(item), kind, verdict, says, found or None, compact(source) if source else None)


def _rank(each: Checked) -> int:
    return VERDICTS.index(each.verdict)
