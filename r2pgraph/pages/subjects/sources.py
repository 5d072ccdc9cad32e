"""A source with what rests on it; all sources by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from r2pgraph.pages.subjects import things
from r2pgraph.pages.views import Asked, View
from r2pgraph.publication.canonical import natural
from r2pgraph.publication.report.words import date
from r2pgraph.vocab import compact

if TYPE_CHECKING:
    from collections.abc import Mapping

    from r2pgraph.pages.addresses import Address
    from r2pgraph.pages.facts import Statement
    from r2pgraph.pages.site import Record, Site


def view(site: Site, address: Address, statements: list[Statement]) -> View:
    """Return the page of a source."""
    asked = {"source": f"<{address.iri}>"}
    rows = site.records("sources", **asked)
    source = {**rows[0], "creators": [row["creator"] for row in rows if row["creator"]]}
    said = things.said(address.iri, statements)
    cited = sorted(
        (each.subject.value for each in statements if compact(each.relation) == "cito:hasCitedEntity"), key=natural
    )
    return View(
        "source.html",
        source["title"] or address.key,
        reference(source),
        trail=(("Sources", "/source"),),
        held=date(source["issued"]) if source["issued"] else "",
        values={
            "source": source,
            "notes": said.get("skos:editorialNote", []),
            "uses": site.records("source-uses", **asked),
            "footnotes": _footnotes(site, cited),
            "others": [group for group in things.by_relation(site, address.iri, statements) if group["reversed"]],
        },
        queries=(Asked("sources", asked), Asked("source-uses", asked), *things.behind(address)),
    )


def table(site: Site, parameters: Mapping[str, str]) -> View:
    """Return the page of all sources by kind."""
    del parameters
    found: dict[str, Record] = {}
    for row in site.records("sources"):
        source = found.setdefault(row["source"], {**row, "creators": []})
        source["creators"] += [row["creator"]] if row["creator"] else []
    kinds: dict[str, list[Record]] = {}
    for source in found.values():
        kinds.setdefault(source["kind"] or "of no kind", []).append(source)
    read = sum(source["wasRead"] is True for source in found.values())
    return View(
        "sources.html",
        "Sources",
        f"{len(found)} documents and data sets on which the graph rests; {read} of them were read for it.",
        values={"kinds": sorted(kinds.items()), "reference": reference},
        queries=(Asked("sources"),),
    )


def reference(source: Record) -> str:
    """Return who published a source and when, as a reference says it."""
    authors = "; ".join(source["creators"])
    issued = date(source["issued"]) if source["issued"] else "no date"
    return ", ".join(filter(None, (authors, source["publisherLabel"], issued))) + "."


def _footnotes(site: Site, citations: list[str]) -> list[Record]:
    """Return each citation of the source with number, place in the source, and assessment."""
    rows = []
    for citation in citations:
        said = {compact(row["predicate"]): row["object"] for row in site.records("description", thing=f"<{citation}>")
                if row["subject"] == citation}  # fmt: skip
        rows.append({
            "citation": citation,
            "assessment": said["r2p:inAssessment"],
            "number": f"{said.get('r2p:footnote', '')}{said.get('r2p:part', '')}",
            "locator": said.get("r2p:locator", ""),
        })  # fmt: skip
    return rows
