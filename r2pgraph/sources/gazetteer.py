"""Hold every known name and code of a state with its time, under a spelling that all ways of writing it share."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import UnknownNameError
from r2pgraph.files import folder
from r2pgraph.sources.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_WORDS: Final = {"st": "saint"}
_SILENT: Final = frozenset({"the", "of", "and"})
_SPOKEN: Final = str.maketrans({"&": " and ", "\u0130": "I", "\u0131": "i"})
_TURKISH: Final = str.maketrans("ÝýÞþÐð", "IiSsGg")
"""The letters of Latin-5 that a reader shows who takes them for Latin-1."""
_APOSTROPHES: Final = re.compile("['’‘`´ʼ.]")  # noqa: RUF001 - these are the marks that sources write
_BETWEEN: Final = re.compile(r"[\W_]+")
_MOST_CANDIDATES: Final = 4
_LIKE: Final = 0.7
_LONGEST_NEAR: Final = 60
_UNORDERED: Final = "* "
_WITHDRAWN: Final = "iso-3166-3"


@dataclass(frozen=True, slots=True)
class Meaning:
    """One state that a name or code means, and when; no state where it means none of ours."""

    state: str
    start: str = ""
    end: str = ""


Spellings = dict[str, tuple[Meaning, ...]]


@dataclass(frozen=True)
class Gazetteer:
    """Everything known of names.

    Attributes:
        labels: the short name of each state by its code.
        united_nations: names at the United Nations, by spelling.
        crosswalks: names by source, and by spelling.
        others: names of all crosswalks together, by spelling.
        identifiers: alpha-2, alpha-3 and M49 codes in use.
        memberships: which state was a member of the United Nations, and when.
    """

    labels: Mapping[str, str]
    united_nations: Spellings
    crosswalks: Mapping[str, Spellings]
    others: Spellings
    identifiers: Mapping[str, tuple[Meaning, ...]]
    memberships: tuple[Meaning, ...]
    _near: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def meanings(self, name: str, crosswalk: str = "") -> tuple[Meaning, ...]:
        """Return what a name means, each state with its time: nothing where the name is not known."""
        own = self._own(crosswalk)
        repaired = name.translate(_TURKISH)
        for written in (spelling(name), unordered(name), spelling(repaired)):
            for names in (own, self.united_nations, self.others):
                if written in names:
                    return names[written]
        return ()

    def codes(self, code: str, crosswalk: str = "") -> tuple[Meaning, ...]:
        """Return what a code means, the crosswalk of its source first, then codes in use, then withdrawn ones."""
        written = code.strip().upper().removesuffix(".0")
        number = written.zfill(3) if written.isdigit() else written
        own, withdrawn = self._own(crosswalk), self.crosswalks.get(_WITHDRAWN, {})
        return own.get(spelling(code)) or self.identifiers.get(number) or withdrawn.get(spelling(code)) or ()

    def candidates(self, name: str, crosswalk: str = "") -> tuple[str, ...]:
        """Return what a name could mean: its states with their time, or the states whose names are nearest."""
        if meanings := self.meanings(name, crosswalk):
            return self.told(meanings)
        if name not in self._near:
            states = dict.fromkeys(state for near in self._nearest(spelling(name)) for state in self._states(near))
            self._near[name] = tuple(self._shown(Meaning(state)) for state in states)[:_MOST_CANDIDATES]
        return self._near[name]

    def told(self, meanings: Iterable[Meaning]) -> tuple[str, ...]:
        """Return each meaning in words: ``Serbia (SRB, 2003 to 2006)``."""
        return tuple(self._shown(meaning) for meaning in meanings)

    def _own(self, crosswalk: str) -> Spellings:
        if crosswalk and crosswalk not in self.crosswalks:
            raise UnknownNameError.among("crosswalk", crosswalk, self.crosswalks, "They stand in data/names.")
        return self.crosswalks.get(crosswalk, {})

    def _nearest(self, written: str) -> list[str]:
        """Return known spellings inside a name, the longest first, those around it, and those that look like it."""
        if not written:
            return []
        words = f" {written} "
        names = [known for known in self.united_nations if not known.startswith(_UNORDERED)]
        inside = sorted((known for known in names if f" {known} " in words), key=len, reverse=True)
        around = [known for known in names if words in f" {known} "]
        alike = get_close_matches(written, names, _MOST_CANDIDATES, _LIKE) if len(words) < _LONGEST_NEAR else []
        return [*inside, *around, *alike]

    def _states(self, written: str) -> list[str]:
        return [meaning.state for meaning in self.united_nations[written]]

    def _shown(self, meaning: Meaning) -> str:
        time = f", {meaning.start or '...'} to {meaning.end or 'now'}" if meaning.start or meaning.end else ""
        if not meaning.state:
            return f"no state of ours{time}"
        return f"{self.labels[meaning.state]} ({meaning.state}{time})"


def spelling(name: str) -> str:
    """Return a name in small letters without accents, apostrophes, brackets and articles: ``cote divoire``."""
    letters = name.replace("&", " and ").lower() if name.isascii() else _without_accents(name)
    words = _BETWEEN.sub(" ", _APOSTROPHES.sub("", letters)).split()
    return " ".join(_WORDS.get(word, word) for word in words if word != "the")


def _without_accents(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.translate(_SPOKEN)).casefold()
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def unordered(name: str) -> str:
    """Return a spelling that the order of the words does not change: that of ``Congo, Democratic Republic of``."""
    return _UNORDERED + " ".join(sorted(word for word in spelling(name).split() if word not in _SILENT))


def on_day(meaning: Meaning, date: str) -> bool:
    """Return whether a meaning holds on a day, or on any day of a month or year; so do its own ends count."""
    begun = not meaning.start or meaning.start[: len(date)] <= date[: len(meaning.start)]
    return begun and (not meaning.end or date[: len(meaning.end)] <= meaning.end[: len(date)])


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Return everything that the data folder of this installation knows of names, read once."""
    return of(folder("data"))


def of(data: Path) -> Gazetteer:
    """Return everything that a data folder knows of names.

    Raises:
        UnreadableFileError: a file of it is absent or broken.
    """
    states = read(data / "tables" / "states.csv").select("iso3", "iso2", "m49", "label", "historic").rows()
    memberships = [
        Meaning(state, start, end)
        for state, organisation, kind, start, end in read(data / "tables" / "memberships.csv")
        .select("state", "organisation", "kind", "valid_from", "valid_to")
        .iter_rows()
        if (organisation, kind) == ("UN", "member")
    ]
    crosswalks = {path.stem: _names(path) for path in sorted((data / "names").glob("*.csv"))}
    return Gazetteer(
        labels={iso3: label for iso3, _, _, label, _ in states},
        united_nations=_spellings([*_labels(states, memberships), *_named(data, memberships, states)]),
        crosswalks={stem: _spellings(names) for stem, names in crosswalks.items()},
        others=_common(pair for names in crosswalks.values() for pair in names),
        identifiers={code: (Meaning(iso3),) for iso3, iso2, m49, *_ in states for code in (iso3, iso2, m49) if code},
        memberships=tuple(memberships),
    )


def _labels(states: Iterable[tuple[str, ...]], memberships: list[Meaning]) -> list[tuple[str, Meaning]]:
    return [(label, _alive(Meaning(iso3), historic, memberships)) for iso3, _, _, label, historic in states]


def _named(data: Path, memberships: list[Meaning], states: Iterable[tuple[str, ...]]) -> list[tuple[str, Meaning]]:
    historic = {iso3: flag for iso3, *_, flag in states}
    rows = read(data / "tables" / "names.csv").select("text", "state", "valid_from", "valid_to").iter_rows()
    return [(text, _alive(Meaning(state, *span), historic[state], memberships)) for text, state, *span in rows]


def _alive(meaning: Meaning, historic: str, memberships: list[Meaning]) -> Meaning:
    """Return the meaning of a name that a state bore, within the life of a state that is gone."""
    if historic != "true":
        return meaning
    life = next((member for member in memberships if member.state == meaning.state), meaning)
    return Meaning(meaning.state, meaning.start or life.start, meaning.end or life.end)


def _names(path: Path) -> list[tuple[str, Meaning]]:
    rows = read(path).select("name", "state", "valid_from", "valid_to").iter_rows()
    return [(name, Meaning(*meaning)) for name, *meaning in rows]


def _common(names: Iterable[tuple[str, Meaning]]) -> Spellings:
    """Return what sources mean by names without a time; else the states that one means by them for a time."""
    timed, timeless = [], []
    for name, meaning in names:
        if not meaning.start and not meaning.end:
            timeless.append((name, meaning))
        elif meaning.state:
            timed.append((name, meaning))
    return _spellings(timed) | _spellings(timeless)


def _spellings(names: Iterable[tuple[str, Meaning]]) -> Spellings:
    """Return each spelling with all that it means, one meaning a state unless the state had the name twice."""
    found: defaultdict[str, dict[Meaning, None]] = defaultdict(dict)
    for name, meaning in names:
        found[spelling(name)][meaning] = None
        found[unordered(name)][meaning] = None
    return {written: tuple(meanings) for written, meanings in found.items()}
