"""Compare a name with every name that is known, and say how alike they are."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple
from weakref import WeakKeyDictionary

from rapidfuzz import fuzz, process

from r2pgraph.errors import UnknownNameError
from r2pgraph.matching.entries import KINDS, Entry, code, entries
from r2pgraph.matching.numbers import numbered
from r2pgraph.sources.gazetteer import gazetteer, spelling, unordered
from r2pgraph.vocab import BASE, expand, iri

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from r2pgraph.store import Store

EXACT: Final = 100.0
"""The score of a name or code that is a known one, whatever its case, marks and order of words."""

SURE: Final = 88.0
"""The least score at which a name that is not a known one can be a match."""

AHEAD: Final = 6.0
"""How much the best must be ahead of the next for that."""

LEAST: Final = 55.0
"""The least score of a candidate."""

LONGEST: Final = 500
"""Characters of a name that are compared."""

_SHORTEST: Final = 4
_ALMOST: Final = 99.0
_WORDS_IN_ANOTHER: Final = 0.75
_NUMBER: Final = re.compile(r"\b(?:ES-|S-)?\d+\s*(?:/|\(|-|\s)\s*\d+\b", re.IGNORECASE)
_ORGANS: Final = {"A": re.compile(r"^A\b|\bG\.?A\b|UNGA|GENERAL\s+ASSEMBLY"),
                  "S": re.compile(r"^S\b|\bS\.?C\b|UNSC|SECURITY\s+COUNCIL")}  # fmt: skip


class Candidate(NamedTuple):
    """A thing that a name may mean: how alike they are, from 0 to 100, and whether it can be no other."""

    entry: Entry
    score: float
    is_match: bool


class Likeness(NamedTuple):
    """How alike two names are, from 0 to 100: at best, and compared as wholes, not as words within each other."""

    score: float
    whole: float


_UNLIKE: Final = Likeness(0.0, 0.0)


class Matcher:
    """Everything in a graph that a name may mean, read once."""

    def __init__(self, store: Store) -> None:
        self.entries = entries(store)
        self.by_key = {entry.key: entry for entry in self.entries}

    @classmethod
    def of(cls, store: Store) -> Matcher:
        """Return the one of a store, whoever asks for it: it is made once and goes with the store."""
        if store not in _MADE:
            _MADE[store] = cls(store)
        return _MADE[store]

    def prepare(self) -> None:
        """Lay out now what the first match would lay out, which takes longer than a match."""
        self.match("Timor-Leste")

    def match(self, name: str, kinds: Collection[str] = (), most: int = 5) -> list[Candidate]:
        """Return what a name may mean, the likeliest first; equals are ordered by their IRI.

        Args:
            name: as somebody wrote it: a name, a code, the symbol of a resolution, a key or an IRI.
            kinds: keys of `KINDS` to which what is meant belongs; any where there are none.
            most: how many candidates are returned.
        """
        wanted = set(kinds) or set(KINDS)
        scores = self._scores(name[:LONGEST], wanted)
        ranked = sorted(scores.items(), key=lambda pair: (-pair[1].score, pair[0]))
        sure = _is_sure(name, [likeness for _, likeness in ranked])
        return [
            Candidate(self.by_key[key], likeness.score, sure and place == 0)
            for place, (key, likeness) in enumerate(ranked[:most])
        ]

    def begin(self, start: str, kinds: Collection[str] = ()) -> Iterator[Entry]:
        """Yield what may be meant by the beginning of a name or code: of the whole first, then of a word in it."""
        wanted, spelt, written = set(kinds) or set(KINDS), spelling(start), code(start)
        if not written and not spelt:
            return
        ranked = []
        for entry in self.entries:
            if entry.kind not in wanted:
                continue
            is_code = bool(written) and any(each.startswith(written) for each in entry.codes | entry.yielding)
            is_name = bool(spelt) and any(name.startswith(spelt) for name in entry.names)
            is_word = bool(spelt) and any(f" {spelt}" in name for name in entry.names)
            if is_code or is_name or is_word:
                ranked.append((not is_code and not is_name, entry.name, entry.iri, entry))
        yield from (entry for *_, entry in sorted(ranked, key=lambda each: each[:3]))

    def find(self, key: str) -> Entry:
        """Return the thing of a key such as ``state/TLS``; raises UnknownNameError with the nearest keys."""
        if key not in self.by_key:
            raise UnknownNameError.among("thing", key, self.by_key)
        return self.by_key[key]

    @cached_property
    def _spellings(self) -> dict[str, tuple[list[str], list[str]]]:
        """Return every spelling and the key of what it means, by kind."""
        found: dict[str, tuple[list[str], list[str]]] = {kind: ([], []) for kind in KINDS}
        for entry in self.entries:
            names, keys = found[entry.kind]
            spelt = sorted({*entry.names, *map(numbered, entry.names)})
            names.extend(spelt)
            keys.extend([entry.key] * len(spelt))
        return found

    @cached_property
    def _exactly(self) -> dict[str, set[str]]:
        """Return the keys of what a spelling means, the order of whose words does not matter."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for entry in self.entries:
            for spelt in entry.names:
                found[spelt].add(entry.key)
                found[unordered(spelt)].add(entry.key)
        return dict(found)

    @cached_property
    def _by_number(self) -> dict[str, set[str]]:
        """Return the keys of what the words of a spelling mean, however the number in it is written."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for entry in self.entries:
            for spelt in entry.names:
                found[unordered(numbered(spelt))].add(entry.key)
        return dict(found)

    @cached_property
    def _by_code(self) -> dict[str, set[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for entry in self.entries:
            for each in entry.codes:
                found[each].add(entry.key)
        return dict(found)

    @cached_property
    def _by_yielding(self) -> dict[str, set[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for entry in self.entries:
            for each in entry.yielding:
                found[each].add(entry.key)
        return dict(found)

    def _scores(self, name: str, kinds: set[str]) -> dict[str, Likeness]:
        exact = {key for key in self._exact(name) if self.by_key[key].kind in kinds}
        yielding = {key for key in self._by_yielding.get(_letters(name), ()) if self.by_key[key].kind in kinds}
        second = Likeness(_ALMOST, _ALMOST) if exact else Likeness(EXACT, EXACT)
        if not exact:
            others = self._by_number.get(unordered(numbered(spelling(name))), set())
            exact = {key for key in others if self.by_key[key].kind in kinds}
        scores = {key: like for kind in sorted(kinds) for key, like in self._alike(name, kind)}
        scores.update(dict.fromkeys(sorted(yielding), second))
        return {**scores, **dict.fromkeys(sorted(exact), Likeness(EXACT, EXACT))}

    def _exact(self, name: str) -> Iterator[str]:
        """Yield the keys of what a name or a code is, to the letter."""
        for written in _codes(name):
            yield from self._by_code.get(written, ())
        for spelt in (spelling(name), unordered(name)):
            if spelt.strip("* "):
                yield from self._exactly.get(spelt, ())
        for meaning in gazetteer().meanings(name):
            key = iri("state", meaning.state).removeprefix(BASE)
            if key in self.by_key:
                yield key

    def _alike(self, name: str, kind: str) -> Iterable[tuple[str, Likeness]]:
        """Return the best likeness of each thing of a kind whose names are somewhat like a name."""
        names, keys = self._spellings[kind]
        found: dict[str, Likeness] = {}
        for spelt in sorted({spelling(name), numbered(spelling(name))} - {""}):
            near = process.extract(spelt, names, scorer=fuzz.token_set_ratio, limit=None, score_cutoff=50)
            for known, within, place in near:
                likeness = _likeness(spelt, known, within)
                if likeness.score >= LEAST:
                    found[keys[place]] = max(found.get(keys[place], likeness), likeness)
        return found.items()


_MADE: Final[WeakKeyDictionary[Store, Matcher]] = WeakKeyDictionary()


def _likeness(spelt: str, known: str, within: float) -> Likeness:
    """Return how alike two spellings are, of which the words stand within each other by so much.

    Two words or more may also be where a long title begins, with its last word cut off or misspelt.
    """
    ordered = fuzz.token_sort_ratio(spelt, known)
    begun = fuzz.ratio(spelt, known[: len(spelt)]) if " " in spelt else 0.0
    part = _WORDS_IN_ANOTHER * max(within, begun) + (1 - _WORDS_IN_ANOTHER) * ordered
    whole = min(max(fuzz.ratio(spelt, known), ordered), _ALMOST)
    return Likeness(round(min(max(whole, part), _ALMOST), 1), round(whole, 1))


def _is_sure(name: str, ranked: list[Likeness]) -> bool:
    """Return whether the best is a match: the only exact one, or one that is alike as a whole and far ahead.

    A name that holds another, as that of American Samoa holds that of Samoa, is another.
    """
    best, second = [*ranked, _UNLIKE, _UNLIKE][:2]
    if best.score == EXACT:
        return second.score < EXACT
    return best.whole >= SURE and best.whole - second.score >= AHEAD and len(name.strip()) >= _SHORTEST


def _letters(name: str) -> str:
    """Return the code that letters with full stops are: ``USA`` of ``U.S.A.``."""
    return code(name.replace(".", ""))


def _codes(name: str) -> Iterator[str]:
    """Yield the codes that a text may be: itself, a prefixed name, and the number of a resolution in it."""
    yield code(name)
    yield _letters(name)
    yield code(expand(name.strip()))
    if found := _NUMBER.search(name):
        organs = [organ for organ, marks in _ORGANS.items() if marks.search(name.upper())]
        yield from (f"{organ}-RES-{code(found[0])}" for organ in organs)
        if not organs:
            yield code(found[0])
