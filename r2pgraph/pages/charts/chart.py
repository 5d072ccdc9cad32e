"""A drawing as a page shows it, and how Vega's SVG becomes one that follows the page's own colours."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import altair as alt

WIDE: Final = 720
NARROW: Final = 340
"""The widths in pixels in which each drawing is made, so that its words are as large on a phone as on a desk."""

INK: Final = "var(--ink)"
SOFT: Final = "var(--soft)"
RULE: Final = "var(--rule)"
EDGE: Final = "var(--edge)"
PAPER: Final = "var(--paper)"
HATCH: Final = "url(#hatch)"
LEVEL: Final = ("var(--level-1)", "var(--level-2)", "var(--level-3)", "var(--level-4)", "var(--level-5)")
"""Colours by the names that the page's style gives them: they change with its light, and no style is written inline."""

_SIDE: Final = 16
_FONT: Final = "var(--sans)"
_TAG: Final = re.compile(r"<[^>]*>")
_EMPTY: Final = re.compile(r'<path class="(?:back|fore)ground"[^>]*/>')
_ATTRIBUTE: Final = re.compile(r' (?:class|role|aria-[a-z]+|pointer-events|xmlns:xlink|version)="[^"]*"')
_ROOT: Final = re.compile(r'<svg[^>]* width="([0-9.]+)" height="([0-9.]+)"[^>]*>')


@dataclass(frozen=True)
class Sign:
    """What one kind of mark means; ``mark`` is the class that draws it beside its words."""

    mark: str
    words: str


@dataclass(frozen=True)
class Chart:
    """A drawing in two widths, as SVG; the table behind it; and what its marks mean.

    ``title`` says what is seen, ``unit`` what the axis counts; each row has as many cells as ``columns``.
    """

    title: str
    unit: str
    wide: str
    narrow: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    signs: tuple[Sign, ...] = ()


def drawn(make: Callable[[int], alt.LayerChart], words: str) -> tuple[str, str]:
    """Return what ``make`` draws at both widths as SVG elements that a reader hears as ``words``.

    The parts of a drawing are not held against the schema of Vega-Lite: that takes longer than to draw them, and the
    tests have done so with drawings of every kind.
    """
    from altair.utils.schemapi import debug_mode

    with debug_mode(False):  # noqa: FBT003 - its own signature
        return _svg(make(WIDE), words), _svg(make(NARROW), words)


def layered(layers: Sequence[alt.Chart], width: int, height: int, bottom: int) -> alt.LayerChart:
    """Return the layers as one chart with fixed measures in pixels, so that no font of the machine moves anything."""
    import altair as alt

    padding: Any = {"left": _SIDE, "right": _SIDE, "top": 8, "bottom": bottom}
    chart = alt.LayerChart(
        layer=list(layers), width=width - 2 * _SIDE, height=height, padding=padding, autosize="none",
        background="transparent",
    )  # fmt: skip
    return chart.properties(config=alt.Config(font=_FONT, view=alt.ViewConfig(stroke=None)))


def data(rows: Sequence[Mapping[str, Any]]) -> alt.InlineData:
    """Return rows as a chart reads them."""
    import altair as alt

    return alt.InlineData(values=[dict(row) for row in rows])


def _svg(chart: alt.LayerChart, words: str) -> str:
    spec = json.dumps(chart.to_dict(validate=False), sort_keys=True, ensure_ascii=False)
    return _converted(spec).replace("<svg", f'<svg aria-label="{escape(words)}"', 1)


@lru_cache(maxsize=128)
def _converted(spec: str) -> str:
    """Return a specification as SVG; the first call in a process starts the engine, which takes a second or two."""
    import vl_convert

    drawing = _EMPTY.sub("", vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))
    width, height = map(int, map(float, _ROOT.match(drawing).groups()))  # type: ignore[union-attr]
    inner = _TAG.sub(lambda tag: _ATTRIBUTE.sub("", tag[0]), _ROOT.sub("", drawing, count=1))
    return f'<svg class="drawn" role="img" viewBox="0 0 {width} {height}" width="{width}" height="{height}">{inner}'
