"""One mark for each member of a few groups: a roll call as its states, a record as its votes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from r2pgraph.pages.charts.chart import EDGE, HATCH, INK, LEVEL, PAPER, Chart, data, drawn, layered

if TYPE_CHECKING:
    from collections.abc import Sequence

    import altair as alt

_STEP: Final = 18
"""Pixels from one mark to the next."""

_STYLES: Final = {
    "yes": ("square", LEVEL[4], LEVEL[4]),
    "no": ("cross", PAPER, INK),
    "abstention": ("diamond", LEVEL[1], EDGE),
    "without-vote": ("circle", PAPER, EDGE),
    "not-recorded": ("square", HATCH, EDGE),
}
"""Shape, fill and line of the marks of each position: they differ without their colours too."""


@dataclass(frozen=True)
class Group:
    """Those that stand alike: the key of their position, what it is called, and their names in a stable order."""

    position: str
    label: str
    members: tuple[str, ...]


def units(title: str, unit: str, groups: Sequence[Group], columns: tuple[str, str]) -> Chart:
    """Return the groups one below the other, a mark a member, each group under its label and count.

    Args:
        title: what is seen.
        unit: what one mark stands for.
        groups: the groups in the order of the drawing; one without members is only counted.
        columns: what the table behind the drawing calls group and member.
    """
    wide, narrow = drawn(lambda width: _drawing(groups, width), title)
    rows = tuple((group.label, member) for group in groups for member in group.members)
    return Chart(title, unit, wide, narrow, columns, rows)


def _drawing(groups: Sequence[Group], width: int) -> alt.LayerChart:
    import altair as alt

    across = (width - 32) // _STEP
    marks: list[dict[str, Any]] = []
    labels: list[dict[str, Any]] = []
    line = 0.0
    for group in groups:
        labels.append({"x": 0, "y": line + 0.5, "text": f"{group.label}: {len(group.members)}"})
        line += 1.1
        shape, fill, stroke = _STYLES[group.position]
        marks += [{"x": place % across + 0.5, "y": line + place // across + 0.5,
                   "shape": shape, "fill": fill, "stroke": stroke} for place in range(len(group.members))]  # fmt: skip
        line += -(-len(group.members) // across) + 0.6
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, across], nice=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[line, 0], nice=False), axis=None)
    points = alt.Chart(data(marks)).mark_point(size=140, strokeWidth=1.4, opacity=1, aria=False)
    words = alt.Chart(data(labels)).mark_text(align="left", fontSize=13, fill=INK, aria=False)
    layers = (
        points.encode(x=x, y=y, shape=alt.Shape("shape:N", scale=None), fill=alt.Fill("fill:N", scale=None),
                      stroke=alt.Stroke("stroke:N", scale=None)),
        words.encode(x=x, y=y, text="text:N"),
    )  # fmt: skip
    return layered(layers, width, round(line * _STEP), 4)
