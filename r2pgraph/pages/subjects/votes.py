"""All resolutions; one with its roll call, its tests for R2P and who lists it; one vote."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from r2pgraph.errors import QueryError
from r2pgraph.pages.subjects import things
from r2pgraph.pages.views import Asked, View
from r2pgraph.publication.report.words import date
from r2pgraph.vocab import compact, iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from r2pgraph.pages.addresses import Address
    from r2pgraph.pages.facts import Statement
    from r2pgraph.pages.site import Record, Site

POSITIONS: Final = (
    ("yes", "r2p:yesCount"),
    ("no", "r2p:noCount"),
    ("abstention", "r2p:abstentionCount"),
    ("not-recorded", ""),
)
"""What a state does in a roll call, in the order in which it is drawn, and where the printed tally of it stands."""

LISTED: Final = "expert-list"
TESTS: Final = {
    LISTED: "list", "exact-phrase": "phrase", "phrase-pattern": "pattern", "office-name-only": "office",
    "unbis-heading": "heading",
}  # fmt: skip
"""The tests for R2P in the order in which they are shown, each with a word for narrow places."""

CHOICES: Final[Mapping[str, Mapping[str, str]]] = {
    "mode": {"": "in any way", "recorded-vote": "by a recorded vote", "without-vote": "without a vote"},
    "reference": {"": "whatever they say", "any": "in which some test finds R2P",
                  "none": "in which no test does", LISTED: "on an organisation's list",
                  **{test: f"found by {test.replace('-', ' ')}" for test in TESTS if test != LISTED}},
}  # fmt: skip
"""What the form of the page of all resolutions lets its reader choose."""

SHOWN: Final = 200
"""How many resolutions one page shows."""

_AUDITED: Final = ("listed-symbol", "listed-title", "listed-position", "listed-twice", "missing-resolution")
_SESSION: Final = re.compile(r"A/RES/(?:S-|ES-)?(\d+)/")


def view(site: Site, address: Address, statements: list[Statement]) -> View:
    """Return the page of a resolution."""
    said = things.said(address.iri, statements)
    symbol = said.one("dcterms:identifier")
    asked = {"resolution": f"<{address.iri}>"}
    listings = _listings(site, address.iri)
    values: dict[str, Any] = {
        "said": said,
        "symbol": symbol,
        "groups": _groups(site, address.iri, said),
        "sponsors": _sponsors(site, statements),
        "tests": tests(site, symbol),
        "listings": listings,
    }
    return View(
        "resolution.html",
        said.one("dcterms:title") or symbol or site.name(address.iri),
        " · ".join(filter(None, (symbol, site.name(said.one("r2p:adoptedBy")) if "r2p:adoptedBy" in said else ""))),
        trail=(("Resolutions", "/resolution"), *_shelf(symbol)),
        values=values,
        queries=(
            Asked("roll-call", asked), Asked("references", asked), Asked("resolution-listings", asked),
            *(Asked(kind, each["asked"]) for each in listings[:1] for kind in _AUDITED), *things.behind(address),
        ),
        sources=things.sources(address.iri, statements),
        held=date(said.one("r2p:adoptedOn")),
    )  # fmt: skip


def vote(site: Site, address: Address, statements: list[Statement]) -> View:
    """Return the page of one state's vote on one resolution."""
    said = things.said(address.iri, statements)
    resolution, state = said.one("r2p:castOn"), said.one("r2p:state")
    about = site.records("description", thing=f"<{resolution}>")
    record = {compact(row["predicate"]): row["object"] for row in about if row["subject"] == resolution}
    symbol = record.get("dcterms:identifier") or site.name(resolution)
    position = site.name(said.one("r2p:hasPosition"))
    return View(
        "vote.html",
        f"{site.name(state)} on {symbol}: {position.lower()}",
        "The vote of one state on one resolution.",
        trail=(("Resolutions", "/resolution"), (str(symbol), f"/resolution/{resolution.rpartition('/')[2]}")),
        held=date(str(record.get("r2p:adoptedOn", ""))),
        values={"said": said, "record": record, "resolution": resolution, "state": state, "symbol": symbol,
                "position": position},
        queries=(Asked("votes-as-nodes", {"resolution": f"<{resolution}>", "state": f"<{state}>"}),),
        sources=tuple(sorted({row["object"] for row in about if row["predicate"] == things.PRIMARY})),
    )  # fmt: skip


def session(symbol: str) -> str:
    """Return the session of the General Assembly that a symbol names, as ``75``; empty where it names none."""
    found = _SESSION.match(symbol)
    return found[1] if found else ""


def tests(site: Site, symbol: str) -> list[Record]:
    """Return each test for R2P with what it found in a resolution.

    Each has ``test``, ``name``, ``definition``, whether it is ``found``, its ``places``, ``confidence`` and ``source``,
    whether it ``differs`` from the list, and whether it has any finding in the session (``ran``).
    """
    every = _references(site)
    found = [row for row in every if row["symbol"] == symbol]
    ran = {row["test"] for row in every if session(row["symbol"]) == session(symbol)}
    by_test = {name: [row for row in found if row["test"] == name] for name in (iri("test", key) for key in TESTS)}
    listed = bool(by_test[iri("test", LISTED)])
    results = [_result(site, name, by_test[name]) for name in by_test]
    for result in results:
        result["ran"] = result["test"] in ran
        result["differs"] = result["ran"] and result["found"] != listed
    return results


def _result(site: Site, test: str, found: list[Record]) -> Record:
    definitions = [row["object"] for row in site.records("description", thing=test)
                   if compact(row["predicate"]) == "skos:definition"]  # fmt: skip
    starts = [row["object"] for each in found for row in site.records("description", thing=each["reference"])
              if compact(row["predicate"]) == "r2p:sentenceStart"]  # fmt: skip
    return {
        "test": test,
        "name": site.name(test),
        "definition": "".join(definitions[:1]),
        "found": bool(found),
        "places": list(dict.fromkeys(each for row in found for each in (row["place"] or "").split("; ") if each)),
        "starts": sorted(starts),
        "confidence": [row["confidence"] for row in found if row["confidence"]][:1],
        "sources": sorted({row["source"] for row in found if row["source"]}),
    }


def _references(site: Site) -> list[Record]:
    return site.once("references", lambda: site.records("references", resolution="any"))


def _groups(site: Site, resolution: str, said: things.Said) -> list[Record]:
    """Return the positions with their states by name, the printed tally and how many are counted.

    Without any vote on record the states are none, and so is the count.
    """
    cast = site.records("roll-call", resolution=f"<{resolution}>")
    if "without-vote" in said.one("r2p:adoptionMode"):
        return []
    groups = []
    for position, tally in POSITIONS:
        states = [row for row in cast if row["position"] == iri("position", position)]
        printed = said.one(tally) if tally else ""
        counted = len(states) if cast else None
        groups.append(
            {
                "key": position,
                "name": site.name(iri("position", position)),
                "states": states,
                "printed": int(printed) if printed.isdecimal() else None,
                "counted": counted,
                "differs": printed.isdecimal() and counted is not None and int(printed) != counted,
            }
        )
    return groups


def _sponsors(site: Site, statements: Iterable[Statement]) -> list[tuple[str, str]]:
    """Return name and IRI of each sponsor, by name."""
    found = {each.subject.value for each in statements if compact(each.relation) == "r2p:coSponsors"}
    return sorted((name, state) for state, name in site.names(sorted(found)).items())


def _listings(site: Site, resolution: str) -> list[Record]:
    """Return each line of an assessment that means the resolution, with its verdicts and what the audit says."""
    lines: dict[str, Record] = {}
    for row in site.records("resolution-listings", resolution=f"<{resolution}>"):
        line = lines.setdefault(row["line"], {**row, "verdicts": [], "audit": []})
        line["verdicts"] += [row["verdict"]] if row["verdict"] else []
    for line in lines.values():
        line["asked"] = {"state": compact(line["state"]), "year": str(line["year"])}
        line["audit"] = [
            each
            for kind in _AUDITED
            for each in _audited(site, kind, line["asked"])
            if each["item"] in {line["line"], resolution}
        ]
    return list(lines.values())


def _audited(site: Site, kind: str, asked: Mapping[str, str]) -> list[Record]:
    return site.once((kind, *asked.values()), lambda: site.records(kind, **asked))


def _shelf(symbol: str) -> tuple[tuple[str, str], ...]:
    number = session(symbol)
    return ((f"Session {number}", f"/resolution?session={number}"),) if number else ()


def table(site: Site, parameters: Mapping[str, str]) -> View:
    """Return the page of all resolutions: one session, or those that a form asks for, `SHOWN` at a time.

    Raises:
        QueryError: a parameter is none that the form has.
    """
    every = site.once("resolutions", lambda: site.records("resolutions", since="any", until="any"))
    found: dict[str, set[str]] = {}
    for row in _references(site):
        found.setdefault(row["symbol"], set()).add(row["test"].rpartition("/")[2])
    rows = [{**row, "session": session(row["symbol"]), "tests": found.get(row["symbol"], set())} for row in every]
    shelves = _shelves(rows)
    chosen = _chosen(parameters, [shelf["session"] for shelf in shelves])
    picked = [row for row in rows if _fits(row, chosen)]
    page = int(chosen["page"])
    return View(
        "resolutions.html",
        "Resolutions of the General Assembly",
        f"{len(rows)} resolutions on record, with how each was adopted and which tests find R2P in it.",
        values={
            "rows": picked[(page - 1) * SHOWN : page * SHOWN],
            "count": len(picked),
            "first": (page - 1) * SHOWN + 1,
            "pages": range(1, -(-len(picked) // SHOWN) + 1),
            "shelves": shelves,
            "chosen": chosen,
            "tests": TESTS,
            "choices": CHOICES,
        },
        queries=(Asked("resolutions", {"since": "any", "until": "any"}), Asked("references")),
        chosen={name: value for name, value in chosen.items() if value and (name, value) != ("page", "1")},
    )


def _chosen(parameters: Mapping[str, str], sessions: Sequence[str]) -> dict[str, str]:
    """Return what the form asks for, with the newest session where it asks for nothing."""
    chosen = {"session": "all" if parameters else sessions[0] if sessions else "all", "reference": "", "mode": "",
              "page": "1", **parameters}  # fmt: skip
    allowed = {"session": ("all", *sessions), "reference": tuple(CHOICES["reference"]), "mode": tuple(CHOICES["mode"])}
    for name, value in chosen.items():
        fits = re.fullmatch(r"[1-9]\d{0,3}", value) is not None if name == "page" else value in allowed.get(name, ())
        if not fits:
            raise QueryError(f"{name}={value} is no choice of this page.", "Take one that the form has.")
    return chosen


def _fits(row: Record, chosen: Mapping[str, str]) -> bool:
    by_reference = {"": True, "any": bool(row["tests"]), "none": not row["tests"]}
    return (
        chosen["session"] in {"all", row["session"]}
        and by_reference.get(chosen["reference"], chosen["reference"] in row["tests"])
        and chosen["mode"] in {"", (row["adoption"] or "").rpartition("/")[2]}
    )


def _shelves(rows: Sequence[Record]) -> list[Record]:
    """Return each session, newest first, with how many resolutions it has, by mode, and how many tests find R2P in."""
    shelves: dict[str, Record] = {}
    for row in rows:
        shelf = shelves.setdefault(
            row["session"], {"session": row["session"], "all": 0, "voted": 0, "without": 0, "found": 0}
        )
        shelf["all"] += 1
        shelf["voted"] += (row["adoption"] or "").endswith("recorded-vote")
        shelf["without"] += (row["adoption"] or "").endswith("without-vote")
        shelf["found"] += bool(row["tests"])
    return sorted(shelves.values(), key=lambda shelf: -int(shelf["session"] or 0))
