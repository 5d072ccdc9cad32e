"""What is on record of a state, thing by thing: names, memberships, acts towards treaties, pledges, institutions."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from r2pgraph.publication.canonical import natural
from r2pgraph.queries import ANY
from r2pgraph.vocab import BASE, R2P, compact, expand

if TYPE_CHECKING:
    from r2pgraph.pages.site import Record, Site

TESTS: Final = frozenset({"expert-list", "exact-phrase"})
"""The tests that count, as in the rule on existing mechanisms: other words, an office's name and a heading do not."""

_AROUND: Final = """SELECT ?thing ?relation ?value WHERE {{
  ?thing <{link}> <{state}> ; ?relation ?value .
  FILTER (STRSTARTS(STR(?thing), "{base}{segment}/"))
  FILTER (!isLiteral(?value) || LANG(?value) IN ("", "en"))
}} ORDER BY ?thing ?relation ?value"""
_LATEST: Final = """SELECT ?measurement ?index ?measure ?year ?value ?status WHERE {{
  ?measurement <{r2p}state> <{state}> ; <{r2p}inIndex> ?index ; <{r2p}year> ?year .
  OPTIONAL {{ ?measurement <{r2p}measure> ?measure . }}
  OPTIONAL {{ ?measurement <{r2p}value> ?value . }}
  OPTIONAL {{ ?measurement <{r2p}givesStatus> ?status . }}
}} ORDER BY ?index ?measure DESC(?year) ?measurement"""
_REGIONS: Final = "SELECT DISTINCT ?region WHERE {{ <{state}> <{r2p}inRegion> ?region }}"
_CONSENTS: Final = frozenset({"Ratification", "Accession", "Succession", "Acceptance", "Approval", "ConsentToBeBound"})
_SHORT: Final = {"ConsentToBeBound": "consent, of which no kind is told"}

Thing = dict[str, str]
"""One thing on record: its IRI as ``iri``, and the first value of each relation by its prefixed name."""


def around(site: Site, state: str, link: str, segment: str) -> list[Thing]:
    """Return the things of a segment that are linked to a state, in natural order."""
    asked = _AROUND.format(link=expand(link), state=state, base=BASE, segment=segment)
    found: dict[str, Thing] = defaultdict(dict)
    for thing, relation, value in site.store.select(asked).rows:
        if thing and relation and value:
            found[thing.value].setdefault(compact(relation.value), value.value)
    return [{"iri": thing, **said} for thing, said in sorted(found.items(), key=lambda item: natural(item[0]))]


def names(site: Site, state: str) -> list[Thing]:
    """Return the names of a state with the spans in which they hold, those that hold last."""
    found = around(site, state, "r2p:nameOf", "name")
    return sorted(
        found, key=lambda name: (name.get("r2p:validTo", "9999"), name.get("r2p:nameKind", ""), name["r2p:text"])
    )


def is_formal(name: Thing, year: str) -> bool:
    """Say whether a name is the formal one at the end of a year."""
    holds = name.get("r2p:validFrom", "")[:4] <= year < name.get("r2p:validTo", "9999")[:4]
    return holds and name["r2p:nameKind"] == "formal"


def memberships(site: Site, state: str) -> list[Thing]:
    """Return the memberships of a state by their first day."""
    found = around(site, state, "org:member", "membership")
    return sorted(found, key=lambda each: (each.get("r2p:validFrom", ""), each["iri"]))


def acts(site: Site, state: str) -> list[dict[str, Any]]:
    """Return what a state did about each treaty: ``signed``, ``bound`` and ``left``, lists of acts in their order.

    Each act is a thing with its ``kind`` in words; a signature binds nobody, so it stands apart.
    """
    by_treaty: dict[str, dict[str, Any]] = {}
    for act in around(site, state, "r2p:actor", "action"):
        kind = act["rdf:type"].rpartition("#")[2]
        place = "signed" if kind == "Signature" else "bound" if kind in _CONSENTS else "left"
        if place == "left" and kind != "Withdrawal":
            continue
        row = by_treaty.setdefault(
            act["r2p:treaty"], {"treaty": act["r2p:treaty"], "signed": [], "bound": [], "left": []}
        )
        row[place].append({**act, "kind": _SHORT.get(kind, kind.lower())})
    for row in by_treaty.values():
        for place in ("signed", "bound", "left"):
            row[place].sort(key=lambda act: act.get("r2p:date", ""))
        row["bound"] = [act for act in row["bound"] if act["kind"] not in _SHORT.values()] or row["bound"]
        row["label"] = site.name(row["treaty"])
    return sorted(by_treaty.values(), key=lambda row: str(row["label"]))


def votes(site: Site, state: str) -> list[dict[str, Any]]:
    """Return how a state stood to each resolution that one of `TESTS` finds to refer to R2P, by date.

    Each has ``position``: yes, no, abstention, not-recorded or without-vote; nothing where no record of it is held.
    """
    referring = site.once("referring", lambda: _referring(site))
    rows = [row for row in site.records("votes-of-state", state=f"<{state}>") if row["symbol"] in referring]
    found = {row["symbol"]: {**row, "position": _position(row)} for row in rows}
    return sorted(found.values(), key=lambda row: (str(row["adoptedOn"] or ""), natural(row["symbol"])))


def _referring(site: Site) -> frozenset[str]:
    found = site.records("references", resolution=ANY)
    return frozenset(row["symbol"] for row in found if row["test"].rpartition("/")[2] in TESTS)


def _position(row: Record) -> str:
    told = {"votedYes": "yes", "votedNo": "no", "abstainedOn": "abstention"}
    if row["vote"]:
        return told[row["vote"].rpartition("#")[2]]
    return "not-recorded" if (row["adoption"] or "").endswith("/recorded-vote") else "without-vote"


def measurements(site: Site, state: str) -> list[dict[str, str]]:
    """Return what each imported index gives a state for the latest year, by index and measure: a value or a status."""
    columns = ("measurement", "index", "measure", "year", "value", "status")
    latest: dict[tuple[str, str], dict[str, str]] = {}
    for row in site.store.select(_LATEST.format(r2p=R2P, state=state)).rows:
        found = {column: term.value if term else "" for column, term in zip(columns, row, strict=True)}
        latest.setdefault((found["index"], found["measure"]), found)
    return list(latest.values())


def regions(site: Site, state: str) -> list[tuple[str, str]]:
    """Return the IRI and the name of each region of a state by name."""
    found = [row[0].value for row in site.store.select(_REGIONS.format(r2p=R2P, state=state)).rows if row[0]]
    return sorted(site.names(found).items(), key=lambda pair: pair[1])
