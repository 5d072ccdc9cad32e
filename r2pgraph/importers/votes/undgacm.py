"""Read the resolutions, votes and sponsors that the United Nations publishes as JSON Lines, one object a line.

A text adopted without a vote has no counts in the table, whether the file prints "0" or "N.A." for them. Sponsors
and additional sponsors are both co-sponsors.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph.errors import UnreadableFileError
from r2pgraph.importers import border, voters
from r2pgraph.importers.findings import Finding, Imported
from r2pgraph.importers.votes import assembling, repeats, symbols
from r2pgraph.importers.votes.records import KNOWN, Record, record, refuse
from r2pgraph.tables.votes import RELATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_ORGANS: Final = {"undgacm-ga": "UNGA", "undgacm-sc": "UNSC"}
_CROSSWALK: Final = "undgacm"
_SCHEMES: Final = {"UNBIS Thesaurus": "unbis", "DHLAUTH": "dhl-authority"}
_HALF: Final = re.compile(r"\\u[dD][89a-fA-F]")
"""An escape that is one half of a letter; alone it is no text."""

_REMEDY: Final = "Fetch it again; every line of the published file is one JSON object."


def read(kind: str, files: Sequence[Path]) -> Imported:
    """Return what one file of resolutions holds.

    Args:
        kind: ``undgacm-ga`` or ``undgacm-sc``.
        files: one file.

    Returns:
        The tables ``roll_calls``, ``votes`` and ``subjects``.

    Raises:
        UnreadableFileError: a line is no record of this kind, or the file is no text.
    """
    (path,) = files
    organ = _ORGANS[kind]
    every = _records(path, organ)
    kept, repeated = repeats.chosen(every, path.name)
    tables, found = _tables(kind, kept, path.name)
    own = [finding for each in every for finding in each.findings]
    by_line = sorted([*own, *repeated], key=lambda finding: finding.row or 0)
    findings = (*_extra_keys(every, path.name), *by_line, *found)
    return Imported(kind, _series(kind, kept), tables, findings, len(every))


def _objects(path: Path) -> Iterator[tuple[int, dict[str, object]]]:
    """Yield each line that is not blank, as an object, with its number."""
    some = False
    for number, line in enumerate(border.text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            found = json.loads(line, object_pairs_hook=_once)
            if _HALF.search(line):
                json.dumps(found, ensure_ascii=False).encode()
        except (ValueError, RecursionError) as error:
            reason = f"The line is no JSON: {error}."
            raise UnreadableFileError(path.name, reason, number, _REMEDY) from error
        if not isinstance(found, dict):
            raise UnreadableFileError(path.name, "The line is no JSON object.", number, _REMEDY)
        some = True
        yield number, found
    if not some:
        raise UnreadableFileError(path.name, "The file holds no record.", None, _REMEDY)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return an object of JSON; raises ValueError where a key stands twice in it."""
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
        message = f"the key {twice} stands twice in one object"
        raise ValueError(message)
    return found


def _records(path: Path, organ: str) -> list[Record]:
    """Return every record; refuse a file in which a symbol is not that of a resolution of this organ."""
    objects = list(_objects(path))
    for line, raw in objects:
        refuse(raw, organ, path.name, line)
    described = symbols.described([str(raw["symbol"]) for _, raw in objects])
    start = "A/RES/" if organ == "UNGA" else "S/RES/"
    for (line, _), symbol in zip(objects, described, strict=True):
        if not symbol.known or not symbol.text.startswith(start):
            reason = f"{symbol.text!r} is no symbol of a resolution of {organ}, such as {start}..."
            raise UnreadableFileError(path.name, reason, line, "Name the kind that the file is of.")
    return [record(line, raw, symbol, organ, path.name) for (line, raw), symbol in zip(objects, described, strict=True)]


def _extra_keys(records: Sequence[Record], file: str) -> list[Finding]:
    """Return one finding for each key that is not read."""
    extra = Counter(key for each in records for key in each.keys if key not in KNOWN)
    return [
        Finding("extra-column", file, None, key, "kept", f"The key is not known; it is not read ({count:,} records).")
        for key, count in sorted(extra.items())
    ]


def _series(kind: str, records: Sequence[Record]) -> str:
    """Return the series by what the records themselves are of: a session, or a year of the Council."""
    labels = sorted(
        {each.symbol.session or each.symbol.text[-5:-1] for each in records}, key=lambda label: (len(label), label)
    )
    return f"{kind}-{labels[0]}{'' if len(labels) == 1 else '-' + labels[-1]}".lower()


def _tables(kind: str, records: Sequence[Record], file: str) -> tuple[dict[str, pl.DataFrame], list[Finding]]:
    """Return the declared tables, and what is found once all names are known."""
    votes = assembling.meant(_votes(records), _CROSSWALK)
    unknown = assembling.unknown_states(votes, file, _CROSSWALK)
    votes, twice = assembling.once_a_state(votes, file)
    frames = {
        "roll_calls": pl.DataFrame([each.row(kind) for each in records]),
        "votes": votes,
        "subjects": _subjects(records),
    }
    return assembling.declared(frames), [*twice, *unknown, *voters.doubtful(votes, file, _CROSSWALK)]


def _votes(records: Sequence[Record]) -> pl.DataFrame:
    """Return one row a vote or sponsorship, without the states that are meant."""
    frame = pl.DataFrame(
        {
            "resolution": [each.symbol.key for each in records],
            "adopted_on": [each.adopted_on for each in records],
            "relation": [list(RELATIONS)] * len(records),
            "state_name": [[each.lists[relation] for relation in RELATIONS] for each in records],
        },
        schema_overrides={"state_name": pl.List(pl.List(pl.String))},
    )
    rows = frame.explode("relation", "state_name").explode("state_name").drop_nulls("state_name")
    return rows.with_columns(assembling.tidy(pl.col("state_name")))


def _subjects(records: Sequence[Record]) -> pl.DataFrame:
    """Return one row a heading; a heading of an agenda carries the symbol of the agenda."""
    rows = [
        (
            each.symbol.key,
            _SCHEMES.get(source, "agenda"),
            term if source in _SCHEMES or not source else f"{term} ({source})",
        )
        for each in records
        for term, source in each.subjects
        if term
    ]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(("resolution", "scheme", "term"), pl.String), orient="row")
    return frame.with_columns(assembling.tidy(pl.col("term"))).unique(maintain_order=True)
