"""Do the jobs of the reconciliation service in a worker: candidates, suggestions, previews and values."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any, Final

from r2pgraph.matching import KINDS, Candidate, Entry, Matcher
from r2pgraph.service.reconciliation import asked, values
from r2pgraph.sources.gazetteer import spelling

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from r2pgraph.service.workers.attending import Head, Job
    from r2pgraph.store import EmbeddedStore

    Said = dict[str, Any]

PAGE: Final = 20
"""Suggestions of one answer."""

_DISAGREES: Final = 20.0
"""What a candidate loses for a property whose values are others than those given."""


def answer(store: EmbeddedStore, job: Job) -> tuple[Head, bytes]:
    """Return the head and the answer of a job, which says under ``task`` what is to be done.

    Raises:
        QueryError: what is asked is not of the form that the protocol gives it.
        UnknownNameError: there is no thing of that key.
    """
    matcher = Matcher.of(store)
    if job["task"] == "preview":
        return {"outcome": "answer", "media_type": "text/html"}, _preview(matcher.find(job["id"])).encode()
    said = _TASKS[job["task"]](store, matcher, job)
    return {"outcome": "answer", "media_type": "application/json"}, json.dumps(said, ensure_ascii=False).encode()


def _queries(store: EmbeddedStore, matcher: Matcher, job: Job) -> Said:
    batch = asked.queries(job["text"])
    return {name: {"result": _result(store, matcher, query)} for name, query in batch.items()}


def _result(store: EmbeddedStore, matcher: Matcher, query: asked.Query) -> list[Said]:
    kinds = [kind for kind in query.kinds if kind]
    if query.kinds and not kinds:
        return []
    name = query.name if query.name.strip() else query.values[0][1][0] if query.values[0][1] else ""
    found = matcher.match(name, kinds, asked.MOST if query.values else query.most)
    if query.values:
        found = _agreeing(store, found, query.values)
    return [_candidate(each) for each in found[: query.most]]


def _agreeing(
    store: EmbeddedStore, found: list[Candidate], given: tuple[tuple[str, tuple[str, ...]], ...]
) -> list[Candidate]:
    """Return candidates by how they agree with the values given: one that disagrees loses, and is no match."""
    known = values.values(store, (each.entry.key for each in found), (pid for pid, _ in given))
    ranked = []
    for each in found:
        wrong = sum(not _has(known[each.entry.key][pid], wanted) for pid, wanted in given)
        score = round(max(each.score - _DISAGREES * wrong, 0.0), 1)
        ranked.append((Candidate(each.entry, score, each.is_match and not wrong), wrong))
    ranked.sort(key=lambda pair: (-pair[0].score, pair[0].entry.key))
    best = [each for each, wrong in ranked if not wrong and each.score == 100]  # noqa: PLR2004 - an exact name
    only = best[0].entry.key if len(best) == 1 else None
    return [each._replace(is_match=each.is_match or each.entry.key == only) for each, _ in ranked]


def _has(known: list[Said], wanted: tuple[str, ...]) -> bool:
    """Return whether one of the values given is a known one, as a name or as an identifier."""
    spelt = {spelling(str(value)) for said in known for value in said.values()}
    return any(spelling(value) in spelt for value in wanted)


def _candidate(found: Candidate) -> Said:
    return {**_entity(found.entry), "type": _types(found.entry), "score": found.score, "match": found.is_match}


def _entity(entry: Entry) -> Said:
    said = {"id": entry.key, "name": entry.name}
    return {**said, "description": entry.about} if entry.about and entry.about != entry.name else said


def _types(entry: Entry) -> list[Said]:
    return [{"id": entry.kind, "name": KINDS[entry.kind].name}]


def _suggested(store: EmbeddedStore, matcher: Matcher, job: Job) -> Said:
    """Return what begins with the text given: things, kinds of things, or properties."""
    begins = spelling(job["text"])
    match job["what"]:
        case "entity":
            entries = matcher.begin(job["text"], [kind] if (kind := asked.kind(job["type"])) else ())
            found = [{**_entity(entry), "notable": _types(entry)} for entry in entries]
        case "type":
            found = [{"id": kind, "name": each.name} for kind, each in KINDS.items()]
            found = [each for each in found if begins in spelling(each["name"])]
        case _:
            listed = values.properties(store, KINDS)
            found = [each for each in listed if begins in spelling(each["name"]) or job["text"] in each["id"]]
    return {"result": found[job["skip"] : job["skip"] + PAGE]}


def _proposed(store: EmbeddedStore, matcher: Matcher, job: Job) -> Said:
    """Return properties of a kind of things."""
    del matcher
    kind = asked.kind(job["type"])
    listed = values.properties(store, [kind] if kind else [])
    return {"properties": listed[: job["most"]], "type": job["type"], "limit": job["most"]}


def _extended(store: EmbeddedStore, matcher: Matcher, job: Job) -> Said:
    """Return the values of properties of things, with what the properties are called and which things they lead to."""
    del matcher
    wanted = asked.wanted(job["text"])
    rows = values.values(store, wanted.things, wanted.properties)
    called = values.names(store, wanted.properties)
    return {"meta": [{"id": each, "name": name, **_led_to(each, rows)} for each, name in called.items()], "rows": rows}


def _led_to(relation: str, rows: Mapping[str, Said]) -> Said:
    """Return the type of the values of a property, where they are things of one kind."""
    segments = {said["id"].partition("/")[0] if "id" in said else "" for row in rows.values() for said in row[relation]}
    kinds = [kind for kind in KINDS if segments == {kind.lower()}]
    return {"type": {"id": kinds[0], "name": KINDS[kinds[0]].name}} if kinds else {}


def _preview(entry: Entry) -> str:
    """Return a page as small as its frame: what a thing is called, what it is, and where more is told."""
    others = [name for name in entry.names.values() if name not in {entry.name, entry.about}]
    about = f"<p>{escape(entry.about)}</p>" if entry.about and entry.about != entry.name else ""
    also = f"<p>Also: {escape('; '.join(others[:6]))}</p>" if others else ""
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(entry.name)}</title></head><body><h1>{escape(entry.name)}</h1>"
        f"<p>{KINDS[entry.kind].name} · {escape(entry.key)}</p>{about}{also}"
        f'<p><a href="/{escape(entry.key)}" target="_blank" rel="noopener">More</a></p></body></html>\n'
    )


_TASKS: Final[Mapping[str, Callable[[EmbeddedStore, Matcher, Job], Said]]] = {
    "queries": _queries,
    "extend": _extended,
    "suggest": _suggested,
    "properties": _proposed,
}
