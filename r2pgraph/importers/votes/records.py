"""Make one record of the United Nations' JSON Lines out of one object, and note all that is odd in it."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import UnreadableFileError
from r2pgraph.importers.votes import adoption, tallies
from r2pgraph.tables.votes import RELATIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from r2pgraph.importers.findings import Finding
    from r2pgraph.importers.votes.symbols import Symbol

_LISTS: Final = ("MS_in_favour", "MS_against", "MS_abstaining")
_COUNTS: Final = tuple(f"{name}_count" for name in _LISTS)
_NAMES: Final = (*_LISTS, "sponsors", "additional_sponsors")
_BOTH: Final = ("symbol", "adoption_date", "adoption_type", *_COUNTS)
_TITLES: Final = {"UNGA": ("title",), "UNSC": ("resolution_title", "document_title")}
_MEETINGS: Final = {"UNGA": ("pv", "adoption_meeting"), "UNSC": ("outcome_letter", "adoption_meeting")}
_DRAFTS: Final = {"UNGA": "originating_document", "UNSC": "draft_resolution"}

KNOWN: Final = frozenset(
    {
        *_BOTH, *_NAMES, *_DRAFTS.values(), *(name for names in _TITLES.values() for name in names),
        *(name for names in _MEETINGS.values() for name in names), "SDGs", "agenda_item", "agenda_item_name",
        "chapter_VII", "committee", "draft_resolution_date", "outcome", "report_paragraph", "resolution_number",
        "session", "subjects", "voting_type",
    }
)  # fmt: skip
"""Every key of the published files, whether it is read or not."""

_REMEDY: Final = "Fetch it again, or name the kind that the file is of."


@dataclass(frozen=True, slots=True)
class Record:
    """One resolution as one line of the file has it, its counts and lists held against each other."""

    line: int
    keys: tuple[str, ...]
    symbol: Symbol
    title: str
    adopted_on: str
    mode: str
    counts: tallies.Counts
    lists: Mapping[str, list[str]]
    organ: str
    meeting: str
    draft: str
    subjects: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]

    def row(self, source: str) -> dict[str, str]:
        """Return the row of the table of roll calls, with the key of its source."""
        yes, no, abstained = self.counts
        return {
            "key": self.symbol.key,
            "symbol": self.symbol.text,
            "part": self.symbol.part,
            "session": self.symbol.session,
            "title": self.title,
            "adopted_on": self.adopted_on,
            "adoption_mode": self.mode,
            "yes_count": yes,
            "no_count": no,
            "abstention_count": abstained,
            "adopted_by": self.organ,
            "meeting": self.meeting,
            "draft": self.draft,
            "whole": "true",
            "source": source,
        }


def refuse(raw: Mapping[str, object], organ: str, file: str, line: int) -> None:
    """Raise UnreadableFileError where an object lacks a key that is read, or holds something else than it should."""
    needed = (*_BOTH, *_NAMES, *_TITLES[organ], _DRAFTS[organ], "subjects")
    if missing := [name for name in needed if name not in raw]:
        raise UnreadableFileError(file, f"The record lacks {', '.join(missing)}.", line, _REMEDY)
    for name in (*_BOTH, *_TITLES[organ], _DRAFTS[organ]):
        if not isinstance(raw[name], str):
            raise UnreadableFileError(file, f"{name} is no text.", line, _REMEDY)
    for name in _NAMES:
        if not _all_text(raw[name]):
            raise UnreadableFileError(file, f"{name} is no list of names.", line, _REMEDY)
    pairs = raw["subjects"]
    if not isinstance(pairs, list) or not all(_all_text(pair) and len(pair) == 2 for pair in pairs):  # noqa: PLR2004
        raise UnreadableFileError(file, "subjects is no list of pairs of a heading and its source.", line, _REMEDY)


def record(line: int, raw: Mapping[str, object], symbol: Symbol, organ: str, file: str) -> Record:
    """Return one record of an object that was not refused; ``organ`` is UNGA or UNSC."""
    notes = tallies.Notes(file, line, symbol.text)
    first, second, third = (_voters(raw, name, notes) for name in _LISTS)
    voters = tallies.apart((first, second, third), notes)
    mode = _mode(raw, voters, notes)
    yes, no, abstained = (tallies.count(str(raw[name]), notes) for name in _COUNTS)
    said = tallies.Tally((yes, no, abstained), voters, str(raw["adoption_type"]), mode, organ)
    sponsors = [*_list(raw, "sponsors"), *_list(raw, "additional_sponsors")]
    lists = (*voters, tallies.once(tallies.joined(sponsors, notes), notes, "sponsors"))
    return Record(
        line=line,
        keys=tuple(raw),
        symbol=symbol,
        title=_first(raw, _TITLES[organ]),
        adopted_on=_day(raw, notes),
        mode=mode,
        counts=tallies.settled(said, notes),
        lists=dict(zip(RELATIONS, lists, strict=True)),
        organ=organ,
        meeting=_first(raw, _MEETINGS[organ]),
        draft=_first(raw, (_DRAFTS[organ],)),
        subjects=tuple((term, source) for term, source in raw["subjects"]),  # type: ignore[attr-defined]
        findings=tuple(notes.findings),
    )


def _mode(raw: Mapping[str, object], voters: tallies.Lists, notes: tallies.Notes) -> str:
    """Return the mode that the words of the record give, and note where they give none or contradict its lists."""
    words = str(raw["adoption_type"])
    mode = adoption.mode(words) or adoption.mode(str(raw.get("voting_type", "")))
    if mode == adoption.WITHOUT and any(voters):
        listed = f"{words}, and {sum(map(len, voters))} voters listed"
        notes.add("modes-disagree", listed, "kept", "The votes stand as listed; the mode of adoption is left open.")
        return ""
    if mode:
        return mode
    found = json.dumps(words, ensure_ascii=False)
    if any(voters):
        notes.add("unknown-value", found, "repaired", "No mode of adoption is given; voters are listed, so they voted.")
        return adoption.RECORDED
    notes.add("unknown-value", found, "kept", "It does not say whether there was a vote, and nobody is listed.")
    return ""


def _voters(raw: Mapping[str, object], name: str, notes: tallies.Notes) -> list[str]:
    return tallies.once(tallies.joined(_list(raw, name), notes), notes, name)


def _day(raw: Mapping[str, object], notes: tallies.Notes) -> str:
    found = adoption.day(printed := str(raw["adoption_date"]))
    if not found:
        notes.add(
            "no-such-date",
            printed,
            "refused",
            "No day of the calendar stands there, as in 16 December 2020; it is left out.",
        )
    return found


def _first(raw: Mapping[str, object], names: tuple[str, ...]) -> str:
    """Return the first text that is given under one of the keys."""
    texts = (_tidy(str(raw.get(name, ""))) for name in names)
    return next((text for text in texts if text not in {"", "N.A."}), "")


def _list(raw: Mapping[str, object], name: str) -> list[str]:
    return [tidied for each in raw[name] if (tidied := _tidy(str(each)))]  # type: ignore[attr-defined]


def _tidy(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _all_text(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)
