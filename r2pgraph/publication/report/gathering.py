"""Gather the contents of a report from the saved queries."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from r2pgraph import __version__
from r2pgraph.errors import UnknownNameError
from r2pgraph.graph.own import OWN_ASSESSMENT
from r2pgraph.publication.report import grounds, words
from r2pgraph.publication.report.asking import Asker, distinct, grouped
from r2pgraph.publication.report.contents import LEVELS, Area, Head, Line, PlanScore, Rating, Report, Statement
from r2pgraph.publication.report.earlier import earlier
from r2pgraph.scores import DEFAULT_PLAN, score
from r2pgraph.vocab import R2P, iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from r2pgraph.publication.report.asking import Record
    from r2pgraph.publication.report.contents import Erratum
    from r2pgraph.store import Store

_DIRECTIONS: Final = {"increase": "up", "decrease": "down", "unchanged": "same"}
_VOTES: Final = {R2P + "votedYes": "Yes", R2P + "votedNo": "No", R2P + "abstainedOn": "Abstained"}


def gather(store: Store, state: str, year: str, plan: str = DEFAULT_PLAN) -> Report:
    """Return the contents of the report on one assessment.

    Raises:
        UnknownNameError: there is no such state, plan, or assessment of that year.
        QueryError: the year is no year.
    """
    asker = Asker(store, state, year)
    rows = asker.of("ratings")
    head = _head(asker, rows)
    row_of = {record[column]: record["number"] for record in rows for column in ("rating", "indicator")}
    evidence, row_of_evidence = grounds.evidence(asker, row_of)
    errata = grounds.errata(asker, {**row_of, **row_of_evidence})
    plans = _plans(asker, plan)
    levels = _levels(asker, plan)
    ratings = {
        record["rating"]: _rating(record, levels, tuple(evidence.get(record["rating"], ())), errata)
        for record in _with_origins(asker, rows)
    }
    return Report(
        head=head,
        plan=next(score for score in plans if score.key == words.key(plan)),
        plans=plans,
        areas=_areas(asker, rows, ratings, plan),
        statements=_statements(asker),
        lines=_lines(asker),
        footnotes=grounds.footnotes(asker),
        errata=errata,
        levels=_counted(levels, rows),
    )


def _head(asker: Asker, rows: list[Record]) -> Head:
    """Return what the report is about; the assessment is the one that the ratings belong to."""
    known = asker.all("assessments")
    if not rows:
        asked = f"{asker.about['state']} {asker.about['year']}"
        names = [f"{words.key(record['state'])} {record['year']}" for record in known]
        raise UnknownNameError.among("assessment", asked, names, f"Known: {', '.join(names) or 'none'}.")
    assessment = rows[0]["assessment"]
    found = next(record for record in known if record["assessment"] == assessment)
    return Head(
        key=words.key(assessment),
        title=found["title"] or words.key(assessment),
        state=found["label"],
        formal_name=_capital(found.get("formalName") or ""),
        year=str(found["year"]),
        assessor=found.get("assessorLabel")
        or (words.key(found["assessor"]) if found["assessor"] else "an unnamed assessor"),
        not_before=words.date(str(found["notBefore"])) if found["notBefore"] else "",
        baseline_year=str(found["baselineYear"] or ""),
        stated_change=None if found["statedChange"] is None else Decimal(found["statedChange"]),
        version=__version__,
        iri=assessment,
        is_own=iri("graph", f"{OWN_ASSESSMENT}{words.key(assessment)}") in asker.store.graphs(),
    )


def _capital(name: str) -> str:
    """Return a name that stands alone: ``the Democratic Republic ...`` begins with a capital then."""
    return name[:1].upper() + name[1:]


def _levels(asker: Asker, plan: str) -> dict[str, tuple[str, int]]:
    """Return the words and the rank of each level."""
    return {record["level"]: (record["label"], record["position"]) for record in asker.all("plan-points", plan=plan)}


def _counted(levels: Mapping[str, tuple[str, int]], rows: list[Record]) -> tuple[tuple[str, int, int], ...]:
    """Return how many rows have each level, strongest first, and those without one last."""
    given = [record["level"] for record in rows]
    counts = [(word, rank, given.count(level)) for level, (word, rank) in levels.items()]
    unrated = [("Not rated", 0, given.count(None))] if None in given else []
    return (*sorted(counts, key=lambda entry: -entry[1]), *unrated)


def _with_origins(asker: Asker, rows: list[Record]) -> Iterable[Record]:
    """Add to each row where its title comes from, and how sure its area is."""
    known = {record["indicator"]: record for record in asker.all("indicators")}
    return [{**known[record["indicator"]], **record} for record in rows]


def _rating(
    record: Record, levels: Mapping[str, tuple[str, int]], evidence: tuple[Any, ...], errata: tuple[Erratum, ...]
) -> Rating:
    word, rank = levels.get(record["level"] or "", ("", 0))
    trend = words.key(record["trend"]) if record["trend"] else ""
    return Rating(
        key=words.key(record["indicator"]),
        number=record["number"],
        name=record["label"] or words.spoken(record["indicator"]),
        title=record["title"],
        title_origin=words.key(record["titleOrigin"]) if record["titleOrigin"] else "printed",
        level=word,
        rank=min(rank, LEVELS),
        trend=words.spoken(trend) if trend else "",
        direction=_DIRECTIONS.get(trend, ""),
        rationale=record["rationale"] or "",
        evidence=evidence,
        area_is_certain=words.key(record["areaConfidence"] or "certain") == "certain",
        errata=tuple(erratum.code for erratum in errata if record["number"] in erratum.rows),
        iri=record["rating"],
    )


def _areas(asker: Asker, rows: list[Record], ratings: Mapping[str, Rating], plan: str) -> tuple[Area, ...]:
    scores = {record["area"]: record for record in asker.of("area-scores", plan=plan)}
    return tuple(
        Area(
            number=scores[area]["number"] if area in scores else place,
            key=words.key(area),
            title=records[0]["areaTitle"],
            title_origin=words.key(records[0].get("areaOrigin") or "printed"),
            points=Decimal(scores[area]["points"]) if area in scores else Decimal(0),
            maximum=Decimal(scores[area]["maximum"]) if area in scores else Decimal(0),
            ratings=tuple(ratings[record["rating"]] for record in records),
        )
        for place, (area, records) in enumerate(grouped(rows, "area").items(), start=1)
    )


def _plans(asker: Asker, plan: str) -> tuple[PlanScore, ...]:
    """Return the index under every plan, that of the report first."""
    units = {record["plan"]: record["normalisation"] or "" for record in asker.all("plans")}
    found = [_plan(asker, f"<{plan_iri}>", words.key(unit)) for plan_iri, unit in units.items()]
    return tuple(sorted(found, key=lambda one: (one.key != words.key(plan), one.key)))


def _plan(asker: Asker, plan: str, normalisation: str) -> PlanScore:
    found = score(asker.store, asker.about["state"], asker.about["year"], plan)
    return PlanScore(
        key=found.plan,
        label=found.plan_label,
        standing=words.spoken(found.standing),
        value=found.value,
        points=found.points,
        maximum=found.maximum,
        unit="percent" if normalisation == "percent-of-maximum" else "points",
        least_change=found.change.possible_min,
        greatest_change=found.change.possible_max,
        single_step_change=found.change.single_step,
        earlier=earlier(asker, plan, found.change),
    )


def _statements(asker: Asker) -> tuple[Statement, ...]:
    return tuple(
        Statement(number, records[0]["statement"], tuple(sorted(distinct(records, "indicatorNumber"))))
        for number, records in grouped(asker.of("summary-statements"), "number").items()
    )


def _lines(asker: Asker) -> tuple[Line, ...]:
    """Return the listed resolutions in the order of the report, those that it lacks last."""
    counts = {record["symbol"]: record for record in asker.all("votes-of-state", state=asker.about["state"])}
    lines = [
        _line(records, counts.get(records[0]["symbol"], {}))
        for query in ("listed-resolutions", "omitted-resolutions")
        for records in grouped(asker.of(query), "line").values()
    ]
    return tuple(sorted(lines, key=lambda line: (line.number is None, line.number or 0, line.symbol)))


def _line(records: list[Record], counts: Record) -> Line:
    first = records[0]
    recorded = bool(first["adoption"]) and words.key(first["adoption"]) == "recorded-vote"
    tally = [counts.get(column) for column in ("yes", "no", "abstentions")]
    in_favour = "{0}{3}{1}{3}{2}".format(*tally, words.DASH) if recorded and None not in tally else "recorded vote"
    verdicts = distinct(records, "verdict")
    return Line(
        number=first.get("number"),
        printed_year=str(first.get("printedYear") or ""),
        printed_title=first.get("printedTitle") or "",
        printed_symbol=first.get("printedSymbol") or "",
        printed_position=words.spoken(first.get("printedPosition") or ""),
        symbol=first["symbol"] or "",
        title=first["title"] or "",
        adopted=words.date(str(first["adoptedOn"])) if first["adoptedOn"] else "",
        counts=in_favour if recorded else "without a vote",
        position=_VOTES.get(first["vote"] or "", "Not recorded as voting" if recorded else "No vote was held"),
        verdict="; ".join(words.spoken(verdict) for verdict in verdicts),
        confidence=words.spoken(first.get("confidence") or ""),
        recorded=recorded,
        agrees=[words.key(verdict) for verdict in verdicts] == ["agrees"],
    )
