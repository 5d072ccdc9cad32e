"""Dated facts along the years, a lane for each kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from r2pgraph.pages.charts.chart import EDGE, INK, LEVEL, PAPER, RULE, SOFT, Chart, Sign, data, drawn, layered
from r2pgraph.publication.report.words import date

if TYPE_CHECKING:
    from collections.abc import Sequence

    import altair as alt

_LANE: Final = 44
_DAYS: Final = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)


@dataclass(frozen=True)
class Event:
    """A dated fact: the date as ``2002-09-27``, ``2010-09`` or ``2002``, its lane, and what happened."""

    date: str
    lane: str
    says: str


def timeline(title: str, events: Sequence[Event]) -> Chart:
    """Return the events as marks along the years, lane by lane, in the order of the first event of each lane.

    An event of which only the year or the month is known stands in the middle of it, and its mark is open.
    """
    ordered = sorted(events, key=lambda each: (each.date, each.lane, each.says))
    wide, narrow = drawn(lambda width: _drawing(ordered, width), title)
    rows = tuple((date(each.date), each.lane, each.says) for each in ordered)
    signs = (Sign("day", "day known"), Sign("open", "only the year or month known"))
    return Chart(title, "a mark is one fact, by year", wide, narrow, ("Date", "Kind", "Fact"), rows, signs)


def place(written: str) -> float:
    """Return where a date stands among the years: ``2002-07-02`` is about 2002.5."""
    year, month, day = (int(part) if part else 0 for part in (*written.split("-"), "", "")[:3])
    if not month:
        return year + 0.5
    return round(year + (_DAYS[month - 1] + (day - 1 if day else 15)) / 365, 4)


def _drawing(events: Sequence[Event], width: int) -> alt.LayerChart:
    import altair as alt

    lanes = list(dict.fromkeys(each.lane for each in events))
    marks: list[dict[str, Any]] = [
        {"x": place(each.date), "y": lanes.index(each.lane) + 0.72, "fill": LEVEL[3] if len(each.date) > len("2002-01")
         else PAPER} for each in events
    ]  # fmt: skip
    first, last = int(min(mark["x"] for mark in marks)), int(max(mark["x"] for mark in marks)) + 1
    labels = [{"x": first, "y": number + 0.34, "text": lane} for number, lane in enumerate(lanes)]
    rules = [{"x": first, "y": number + 0.72} for number in range(len(lanes))]
    axis = alt.Axis(format="d", title="year", titleColor=SOFT, titleFontWeight="normal", titleFontSize=12, aria=False,
                    labelColor=SOFT, labelFontSize=12, gridColor=RULE, domainColor=EDGE, tickColor=EDGE,
                    tickCount=max(2, min(width // 90, last - first)), tickMinStep=1, labelOverlap=False)  # fmt: skip
    x = alt.X("x:Q", scale=alt.Scale(domain=[first, last], nice=False), axis=axis)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[len(lanes), 0], nice=False), axis=None)
    line = alt.Chart(data(rules)).mark_rule(stroke=RULE, aria=False)
    points = alt.Chart(data(marks)).mark_point(size=70, stroke=LEVEL[3], strokeWidth=1.5, opacity=1, aria=False)
    words = alt.Chart(data(labels)).mark_text(align="left", fontSize=12.5, fill=INK, aria=False)
    layers = (
        line.encode(y=y),
        points.encode(x=x, y=y, fill=alt.Fill("fill:N", scale=None)),
        words.encode(x=x, y=y, text="text:N"),
    )
    return layered(layers, width, _LANE * len(lanes), 46)
