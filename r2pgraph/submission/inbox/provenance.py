"""Say in triples who submitted what and when, what it revises, and what versions that do not count rated otherwise."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from r2pgraph.graph.lines import link, text, typed
from r2pgraph.submission.inbox import journal, keeping
from r2pgraph.vocab import R2P, iri

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from r2pgraph.submission.inbox.journal import Entry

    Key = tuple[str, str]

GRAPH: Final = iri("graph", "submissions")
"""The graph that tells of every submission that was accepted."""


@dataclass(frozen=True)
class _Version:
    """An assessment as it was accepted or shipped: its name, its statements and the line that tells of it."""

    iri: str
    triples: bytes
    entry: Entry | None = None


def graph_of(state: str, year: str) -> str:
    """Return the graph in which the assessment of a state and year stands, shipped or submitted."""
    return iri("graph", f"assessment-{state}-{year}")


def graphs(home: Path, entries: Sequence[Entry], shipped: Mapping[str, bytes], coming: bytes = b"") -> dict[str, bytes]:
    """Return the graphs that the journal makes: each assessment that counts, and what tells of all versions.

    Args:
        home: the folder that holds the inbox.
        entries: the lines of the journal.
        shipped: what the shipped files say, by graph.
        coming: the statements of the last entry, where they are not kept yet.

    Raises:
        StoreError: the statements of a submission are missing or not those that were accepted.
    """

    def triples(entry: Entry) -> bytes:
        return coming if coming and entry is entries[-1] else keeping.statements_of(home, entry)

    versions = _versions(entries, shipped, triples)
    counts, gone, lines = journal.counting(entries), journal.withdrawals(entries), set[str]()
    found: dict[str, bytes] = {}
    for key, told in versions.items():
        entry = counts.get(key)
        standing = next((each for each in told if each.entry == entry), None)
        if entry and standing:
            found[graph_of(*key)] = standing.triples
        lines.update(_told(key, told, standing, gone))
    return {**found, GRAPH: "".join(sorted(lines)).encode()} if lines else found


def _versions(
    entries: Iterable[Entry], shipped: Mapping[str, bytes], triples: Callable[[Entry], bytes]
) -> dict[Key, list[_Version]]:
    """Return every version of each assessment of which one was submitted, the shipped one first."""
    found: dict[Key, list[_Version]] = defaultdict(list)
    for entry in entries:
        if entry.act != "accepted":
            continue
        key = (entry.state, entry.year)
        name = graph_of(*key)
        if key not in found and name in shipped:
            digest = hashlib.sha256(b"".join(sorted(shipped[name].splitlines(keepends=True)))).hexdigest()
            found[key].append(_Version(iri("submission", f"{'-'.join(key)}-{digest[:12]}"), shipped[name]))
        found[key].append(_Version(iri("submission", entry.key), triples(entry), entry))
    return found


def _told(key: Key, versions: list[_Version], standing: _Version | None, gone: Mapping[str, Entry]) -> Iterator[str]:
    names = {version.entry.hash if version.entry else journal.SHIPPED: version.iri for version in versions}
    rated = _ratings(standing.triples) if standing else {}
    for version in versions:
        yield from _described(key, version, names)
        if version.entry and version.entry.hash in gone:
            yield from _withdrawn(version.iri, gone[version.entry.hash])
        if version is standing:
            yield link(graph_of(*key), "prov:wasDerivedFrom", version.iri)
            continue
        for indicator, (level, trend) in _ratings(version.triples).items():
            if rated.get(indicator) != (level, trend):
                yield from _former(version.iri, indicator, level, trend)


def _described(key: Key, version: _Version, names: Mapping[str, str]) -> Iterator[str]:
    state, year = key
    yield link(version.iri, "rdf:type", "r2p:Submission")
    yield link(version.iri, "rdf:type", "prov:Entity")
    yield link(version.iri, "r2p:state", iri("state", state))
    yield typed(version.iri, "r2p:year", year, "gYear")
    entry = version.entry
    if entry is None:
        yield text(version.iri, "dcterms:title", f"Assessment {state} {year} as it is shipped", "en")
        yield text(version.iri, "r2p:submitter", "r2pgraph")
        return
    yield text(version.iri, "dcterms:title", f"Assessment {state} {year}, submission {entry.number}", "en")
    yield text(version.iri, "r2p:submitter", entry.by)
    yield typed(version.iri, "r2p:entryNumber", entry.number, "integer")
    yield typed(version.iri, "prov:generatedAtTime", entry.time, "dateTime")
    yield text(version.iri, "dcterms:format", entry.form)
    yield text(version.iri, "r2p:sha256", entry.original)
    if entry.note:
        yield text(version.iri, "skos:note", entry.note)
    if entry.revises in names:
        yield link(version.iri, "prov:wasRevisionOf", names[entry.revises])


def _withdrawn(name: str, entry: Entry) -> Iterator[str]:
    yield typed(name, "prov:invalidatedAtTime", entry.time, "dateTime")
    yield text(name, "r2p:withdrawer", entry.by)
    yield text(name, "r2p:withdrawalReason", entry.note)


def _former(version: str, indicator: str, level: str, trend: str) -> Iterator[str]:
    name = iri("former", f"{version.rsplit('/', 1)[-1]}-{indicator.rsplit('/', 1)[-1]}")
    yield link(name, "rdf:type", "r2p:FormerRating")
    yield link(name, "r2p:isInSubmission", version)
    yield link(name, "r2p:answersIndicator", indicator)
    if level:
        yield link(name, "r2p:hasFormerLevel", level)
    if trend:
        yield link(name, "r2p:hasFormerTrend", trend)


def _ratings(triples: bytes) -> dict[str, tuple[str, str]]:
    """Return level and trend of each indicator that an assessment rates; empty where it gives none."""
    import pyoxigraph as ox

    said: dict[str, dict[str, str]] = defaultdict(dict)
    for triple in ox.parse(triples, format=ox.RdfFormat.N_TRIPLES):
        if triple.predicate.value.startswith(R2P):
            said[str(triple.subject)][triple.predicate.value.removeprefix(R2P)] = getattr(triple.object, "value", "")
    rows = [row for row in said.values() if "indicator" in row and ("level" in row or "trend" in row)]
    return {row["indicator"]: (row.get("level", ""), row.get("trend", "")) for row in rows}
