"""Hold what an assessment prints against the record: each thing checked, the verdict, and what was found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from r2pgraph.errors import UnknownNameError
from r2pgraph.evidence.statements import key, own_facts, own_word, statements, subject, suggestion, text
from r2pgraph.queries import answered, by_indicator, find, for_each, run
from r2pgraph.vocab import compact

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from collections.abc import Set as AbstractSet

    from r2pgraph.evidence.statements import Subject, Suggestion
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

GROUNDS: Final = {
    "record": "Held against the record",
    "rule": "Ratings held against a rule of ours",
    "words": "In words alone, held against nothing",
}
"""On what a verdict rests: a fault of print or of fact is another thing than a rating that a rule gives otherwise."""

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

    @property
    def ground(self) -> str:
        """Return on what the verdict rests, one of `GROUNDS`."""
        return {LEVELS: "rule", WORDS: "words"}.get(self.kind, "record")

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
class Known:
    """What is asked once: the facts that rest on the assessment's own word, and the day to which its text must know."""

    own: AbstractSet[str]
    until: str


@dataclass(frozen=True)
class Audit:
    """Everything that was checked of one assessment, in the order of the kinds.

    ``not_before`` is the day before which its text cannot have been finished, or empty where none is recorded.
    """

    state: str
    label: str
    year: str
    checked: tuple[Checked, ...]
    not_before: str = ""

    @property
    def cut_off(self) -> str:
        """Say which facts the text could know, and which the ratings are held against."""
        end = f"{self.year}-12-31"
        if not self.not_before:
            return f"When the text was finished is not recorded: facts to {end} count as known to it."
        return (
            f"The text cannot have been finished before {self.not_before}: facts to that day count as known to it, "
            f"and what came later can make it stale. Ratings are judged by facts to {end}; what came between is told."
        )

    def of(self, kind: str) -> tuple[Checked, ...]:
        """Return what was checked by one query, what needs a reader's eye first."""
        return tuple(sorted((each for each in self.checked if each.kind == kind), key=_rank))

    def counts(self, ground: str) -> dict[str, int]:
        """Return how often each verdict was reached on one of the `GROUNDS`; those of which there are none left out."""
        counted = Counter(each.verdict for each in self.checked if each.ground == ground)
        return {verdict: counted[verdict] for verdict in VERDICTS if counted[verdict]}

    def tallies(self) -> tuple[tuple[str, int, dict[str, int]], ...]:
        """Return each ground in words, how many things were checked on it, and how often each verdict was reached."""
        counted = ((words, self.counts(ground)) for ground, words in GROUNDS.items())
        return tuple((words, sum(counts.values()), counts) for words, counts in counted)

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
    rated, until = _rated(store, about), _not_before(store, about)
    own = own_facts(store, about)
    parts: list[Callable[[], list[Checked]]] = [
        partial(_against_facts, store, about, rated, Known(own, until)),  # the longest is begun first
        *(partial(_asked, store, kind, about) for kind in KINDS),
        partial(_absences, store, about, own),
        partial(_asked, store, WORDS, about),
    ]
    levels, *kinds, absences, words = for_each(store, lambda part: part(), parts)
    found = chain(*kinds, levels, absences, words)
    return Audit(about.key, about.label, about.year, tuple(found), until)


def kinds() -> tuple[tuple[str, str], ...]:
    """Return the kinds of an audit, each with the question that it asks."""
    return tuple((kind, find(kind).question) for kind in ORDER)


def _rated(store: Store, about: Subject) -> dict[str, str]:
    """Return the IRI of each rating by the key of its indicator; an error where there is no assessment."""
    rows = run(store, "ratings", about.parameters).records()
    if not rows:
        known = [f"{key(row['state'])} {text(row['year'])}" for row in run(store, "assessments").records()]
        asked = f"{about.key} {about.year}"
        raise UnknownNameError.among("assessment", asked, known, f"Known: {', '.join(known) or 'none'}.")
    return {key(row["indicator"]): text(row["rating"]) for row in rows}


def _not_before(store: Store, about: Subject) -> str:
    """Return the day before which the text cannot have been finished, or nothing where it is not recorded."""
    asked = (about.iri, about.year)
    return next(
        (
            text(row["notBefore"])
            for row in run(store, "assessments").records()
            if (text(row["state"]), text(row["year"])) == asked
        ),
        "",
    )


def _asked(store: Store, kind: str, about: Subject, **chosen: str) -> list[Checked]:
    """Return what one query finds."""
    return [_checked(row) for row in answered(store, kind, **about.parameters, **chosen).records()]


def _absences(store: Store, about: Subject, own: AbstractSet[str]) -> list[Checked]:
    """Return how evidence that was sought in vain stands to the facts: the latest on its indicator is told beside."""
    rows = run(store, "absences", about.parameters).records()
    found: list[Checked] = []
    for indicator in dict.fromkeys(key(row["indicator"]) for row in rows if key(row["kind"]) == "AbsenceOfEvidence"):
        facts = [each for each in statements(store, indicator, about, own) if not each.own]
        latest = max(facts, key=lambda each: each.as_of or "", default=None)
        found += _asked(store, ABSENCES, about, indicator=indicator, **({"because": latest.says} if latest else {}))
    return found


def _against_facts(store: Store, about: Subject, rated: Mapping[str, str], known: Known) -> list[Checked]:
    """Return how each rating stands to the level that the facts suggest for it; those without one are asked at once."""
    silent = {each.item: each for each in _asked(store, LEVELS, about)}
    found: list[Checked] = []
    for indicator, rating in rated.items():
        suggested = suggestion(store, indicator, about) if indicator in by_indicator("levels") else None
        if suggested:
            chosen = opinion(store, about, indicator, suggested, known)
            found += _asked(store, LEVELS, about, indicator=indicator, **chosen)
        elif compact(rating) in silent:
            found.append(silent[compact(rating)])
    return found


def opinion(store: Store, about: Subject, indicator: str, suggested: Suggestion, known: Known) -> dict[str, str]:
    """Return the level with its reason; the reason, ``because``, alone where the level is no opinion on the text."""
    found = statements(store, indicator, about, known.own)
    until = known.until
    if rests := own_word(found):
        return {"because": f"{suggested.says} {RESTS[rests]}"}
    between = [each for each in found if until and (each.as_of or "") > until]
    level = {"suggested": suggested.level, "comparator": suggested.comparator}
    if not between:
        return {**level, "because": suggested.says}
    told = f"{suggested.says} Since {until} there came: {' '.join(each.says for each in between)}"
    before = suggestion(store, indicator, replace(about, year=str(int(about.year) - 1).zfill(4)))
    if before and (before.level, before.comparator) == (suggested.level, suggested.comparator):
        return {**level, "because": f"{told} The level was the same a year before."}
    return {"because": f"{told} The level a year before was another, so that none is held against the text."}


def _checked(row: Mapping[str, Term | None]) -> Checked:
    found, source = text(row["found"]), text(row["source"])
    item, kind, verdict, says = (text(row[name]) for name in ("item", "kind", "verdict", "says"))
    return Checked(compact(item), kind, verdict, says, found or None, compact(source) if source else None)


def _rank(each: Checked) -> int:
    return VERDICTS.index(each.verdict)
