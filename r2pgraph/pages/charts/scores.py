"""The index of an assessment under every plan, with where the marks allow it to have stood before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from r2pgraph.pages.charts.chart import EDGE, HATCH, INK, LEVEL, PAPER, RULE, SOFT, Chart, Sign, data, drawn, layered
from r2pgraph.publication.report.words import DASH, fixed, many

if TYPE_CHECKING:
    from decimal import Decimal

    import altair as alt

    from r2pgraph.publication.report.contents import PlanScore, Report

_ROW: Final = 54
"""Pixels from one plan to the next."""


def scores(report: Report) -> Chart:
    """Return a row for each plan: a dot for the index, a band for where it may have stood before."""
    head, rows = report.head, [_row(plan, report.head.stated_change) for plan in report.plans]
    least, most = min(row["now"] for row in rows), max(row["now"] for row in rows)
    title = (
        f"Under {many(len(rows), 'plan')} the index of {head.year} lies between {least:.2f} and {most:.2f}"
        if len(rows) > 1
        else f"The index of {head.year} stands at {most:.2f}"
    )
    wide, narrow = drawn(lambda width: _drawing(rows, width), title)
    signs = [Sign("now", head.year)]
    if any(row["least"] is not None for row in rows):
        signs.append(Sign("band", f"{head.baseline_year or 'before'}, as the marks allow"))
    if any(row["stated"] is not None for row in rows):
        signs.append(Sign("stated", f"{head.baseline_year}, as the report states"))
    columns = ("Plan", head.year, "Before, at least", "Before, at most", "Before, as stated")
    return Chart(title, "per cent of the maximum of each plan", wide, narrow, columns,
                 tuple(map(_written, rows)), tuple(signs))  # fmt: skip


def _row(plan: PlanScore, stated: Decimal | None) -> dict[str, Any]:
    """Return one plan's figures as shares of its maximum, from 0 to 100."""
    before = plan.earlier

    def share(value: Decimal | None) -> float | None:
        if value is None:
            return None
        return float(value if plan.unit == "percent" else 100 * value / plan.maximum)

    told = plan.value - stated if stated is not None and before is not None and before.exact else None
    return {
        "plan": plan.key,
        "now": share(plan.value),
        "label": fixed(share(plan.value) or 0),
        "least": share(before.least) if before else None,
        "greatest": share(before.greatest) if before else None,
        "stated": share(told),
    }


def _written(row: dict[str, Any]) -> tuple[str, ...]:
    figures = (row[name] for name in ("now", "least", "greatest", "stated"))
    return (row["plan"], *(DASH if figure is None else fixed(figure) for figure in figures))


def _drawing(rows: list[dict[str, Any]], width: int) -> alt.LayerChart:
    import altair as alt

    marks = [{**row, "y": number + 0.68, "text": f"{row['plan']}: {row['label']}"} for number, row in enumerate(rows)]
    first, last = _span(rows)
    axis = alt.Axis(tickCount=6, tickMinStep=1, format="d", title="per cent of the maximum", titleColor=SOFT,
                    titleFontWeight="normal", titleFontSize=12, labelColor=SOFT, labelFontSize=12, gridColor=RULE,
                    domainColor=EDGE, tickColor=EDGE, aria=False, labelFlush=False,
                    labelOverlap=False)  # fmt: skip
    scale = alt.Scale(domain=[first, last], nice=False, zero=False)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[len(rows), 0], nice=False), axis=None)
    base = alt.Chart(data(marks)).encode(y=y)
    band = base.mark_bar(height=14, fill=HATCH, stroke=EDGE, strokeWidth=1, aria=False)
    stated = base.mark_point(size=130, fill=PAPER, stroke=LEVEL[3], strokeWidth=3, opacity=1, aria=False)
    now = base.mark_point(size=190, fill=LEVEL[4], stroke=PAPER, strokeWidth=2, opacity=1, aria=False)
    words = base.mark_text(align="left", dy=-23, fontSize=13, fill=INK, aria=False)
    layers = (
        band.encode(x=alt.X("least:Q", axis=axis, scale=scale), x2="greatest:Q"),
        stated.encode(x=alt.X("stated:Q", axis=axis, scale=scale)).transform_filter("datum.stated !== null"),
        now.encode(x=alt.X("now:Q", axis=axis, scale=scale)),
        words.encode(x=alt.datum(first), text="text:N"),
    )
    return layered(layers, width, _ROW * len(rows), 48)


def _span(rows: list[dict[str, Any]]) -> tuple[int, int]:
    """Return the tens between which everything lies."""
    figures = [row[name] for row in rows for name in ("now", "least", "greatest", "stated") if row[name] is not None]
    least, most = min(figures), max(figures)
    first, last = int(least - 1) // 10 * 10, -(-int(most + 2) // 10) * 10
    return (max(first, 0) if least >= 0 else first), (min(last, 100) if most <= 100 else last)  # noqa: PLR2004 - per cent
