"""A treaty: who signed it, who consented to be bound by it and how, and until when that is known; all treaties."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from r2pgraph.errors import QueryError
from r2pgraph.pages.subjects import things
from r2pgraph.pages.views import Asked, View
from r2pgraph.publication.report.words import date
from r2pgraph.queries import catalogue
from r2pgraph.vocab import compact, iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from r2pgraph.pages.addresses import Address
    from r2pgraph.pages.facts import Statement
    from r2pgraph.pages.site import Record, Site

STANDINGS: Final = {
    "consent": "Consented to be bound",
    "signature": "Signed only",
    "withdrawn": "Withdrew",
    "none": "No act while the register is held",
    "unknown": "Unknown",
}
"""What a state has done about a treaty in all, as a mark and in words."""

ORDERS: Final = {
    "state": "by name", "consent": "by date of consent", "signature": "by date of signature", "kind": "by act",
}  # fmt: skip
"""The orders of the table of acts, by the value of the parameter ``sort``."""

ELSEWHERE: Final = "Other states"
_STATEMENTS: Final = ("r2p:Declaration", "r2p:Reservation", "r2p:TreatyStatement")


def view(site: Site, address: Address, statements: list[Statement]) -> View:
    """Return the page of a treaty.

    Raises:
        QueryError: the parameter ``sort`` is no order.
    """
    order = address.parameters.get("sort", "state")
    if order not in ORDERS:
        raise QueryError(f"sort={order} is no order.", f"Known: {', '.join(ORDERS)}.")
    said = things.said(address.iri, statements)
    asked = {"treaty": f"<{address.iri}>"}
    (summary,) = site.records("treaties", **asked)
    rows = parties(site.records("treaty-actions", **asked))
    regions = _regions(site, {row["state"]: row for row in rows}, is_registered="r2p:registeredIn" in said)
    values: dict[str, Any] = {
        "said": said,
        "summary": summary,
        "registers": [register for source in said.get("r2p:registeredIn", ())
                      for register in site.records("sources", source=f"<{source}>")],
        "rows": sorted(rows, key=lambda row: _place(row, order)),
        "spoken_of": [row for row in rows if row["statements"]],
        "regions": regions,
        "standings": STANDINGS,
        "drawn": {each["standing"] for _, states in regions for each in states},
        "order": order,
        "orders": ORDERS,
        "counting": _counting(site, address.iri, said.get("r2p:inList", [])),
        "claims": site.records("claims-about", thing=f"<{address.iri}>"),
    }  # fmt: skip
    return View(
        "treaty.html",
        summary["label"],
        summary["title"] or "A treaty.",
        trail=(("Treaties", "/treaty"),),
        held=f"the register as of {date(summary['registeredUntil'])}" if summary["registeredUntil"] else "",
        values=values,
        queries=(Asked("treaty-actions", asked), Asked("treaties", asked),
                 Asked("claims-about", {"thing": f"<{address.iri}>"}), *things.behind(address)),
        sources=things.sources(address.iri, statements),
    )  # fmt: skip


def table(site: Site, parameters: Mapping[str, str]) -> View:
    """Return the page of all treaties."""
    del parameters
    rows = site.records("treaties")
    return View(
        "treaties.html",
        "Treaties",
        f"{len(rows)} treaties, with how many states did what, as far as their registers are held.",
        values={"rows": rows},
        queries=(Asked("treaties"),),
    )


def parties(actions: Iterable[Record]) -> list[Record]:
    """Return one row a state in the order of names.

    Each has ``state``, ``label``, its latest ``signature``, ``consent`` and ``withdrawal`` (or None), its
    ``statements``, and its ``standing``, one of `STANDINGS`.
    """
    rows: dict[str, Record] = {}
    for act in actions:
        row = rows.setdefault(act["state"], {"state": act["state"], "label": act["label"] or compact(act["state"]),
                              "signature": None, "consent": None, "withdrawal": None, "statements": []})  # fmt: skip
        kind = compact(act["kind"])
        if kind in _STATEMENTS:
            row["statements"].append(act)
            continue
        slot = {"r2p:Signature": "signature", "r2p:Withdrawal": "withdrawal"}.get(kind, "consent")
        if row[slot] is None or _day(act) >= _day(row[slot]):
            row[slot] = act
    for row in rows.values():
        row["standing"] = _standing(row)
    return list(rows.values())


def _standing(row: Record) -> str:
    consent, withdrawal = row["consent"], row["withdrawal"]
    if withdrawal and (consent is None or _day(withdrawal) >= _day(consent)):
        return "withdrawn"
    return "consent" if consent else "signature" if row["signature"] else "unknown"


def _day(act: Record) -> str:
    return str(act["date"] or "")


def _place(row: Record, order: str) -> tuple[bool, str, str]:
    """Return where a row stands; what has no such date or act comes last."""
    act = row["signature" if order == "signature" else "consent"]
    value = {"state": row["label"], "kind": act and compact(act["kind"])}.get(order, act and _day(act))
    return not value, value or "", row["label"]


def _regions(site: Site, rows: Mapping[str, Record], *, is_registered: bool) -> list[tuple[str, list[Record]]]:
    """Return the states of each region with their standing, regions by name and all other states at the end."""
    nothing = "none" if is_registered else "unknown"
    region = site.once("regions", lambda: _parts(site))
    every = site.once("states", lambda: site.records("states"))
    known = {row["state"]: row["label"] for row in every if not row["memberUntil"]}
    grouped: dict[str, list[Record]] = {}
    for state, label in known.items() | {(row["state"], row["label"]) for row in rows.values()}:
        standing = rows[state]["standing"] if state in rows else nothing
        each = {"state": state, "label": label, "standing": standing}
        grouped.setdefault(region.get(state, ELSEWHERE), []).append(each)
    ordered = sorted(grouped, key=lambda name: (name == ELSEWHERE, name))
    return [(name, sorted(grouped[name], key=lambda each: (each["label"], each["state"]))) for name in ordered]


def _parts(site: Site) -> dict[str, str]:
    """Return the name of the smallest region of the United Nations' geoscheme that each state lies in."""
    found = site.records("states-in-region", region="any")
    parts = {row["part"] for row in found}
    coded = {part for part in parts for row in site.records("description", thing=f"<{part}>")
             if (row["subject"], compact(row["predicate"])) == (part, "r2p:m49")}  # fmt: skip
    names = site.names(sorted(coded))
    return {row["state"]: names[row["part"]] for row in found if row["part"] in coded}


def _counting(site: Site, treaty: str, lists: Sequence[str]) -> list[Record]:
    """Return each indicator with a saved query that names the treaty, or a list that it stands on."""
    broader = {row["subject"]: row["object"] for each in lists for row in site.records("description", thing=f"<{each}>")
               if compact(row["predicate"]) == "dcterms:isPartOf"}  # fmt: skip
    named = {treaty, *lists, *(broader[each] for each in lists if each in broader)}
    words = {compact(each) for each in named}
    found: dict[str, Record] = {}
    for query in catalogue().values():
        used = words & set(re.findall(r"\b(?:list|treaty):[\w-]+", query.text))
        if query.indicator and used and query.kind in {"evidence", "levels"}:
            indicator = iri("indicator", query.indicator)
            row = found.setdefault(indicator, {"indicator": indicator, "queries": [], "by": set()})
            row["queries"].append(query.id)
            row["by"] |= used
    return [{**row, "by": sorted(row["by"])} for row in found.values()]
