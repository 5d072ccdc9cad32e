"""A store of the shipped data, and a small report whose every text is hostile."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from r2pgraph import pipeline
from r2pgraph.publication.report.contents import (
    Area,
    Earlier,
    Erratum,
    Evidence,
    Footnote,
    Head,
    Known,
    Line,
    Mark,
    PlanScore,
    Rating,
    Reference,
    Report,
    Statement,
)
from r2pgraph.store import load, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from r2pgraph.store import Store

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> \"'> | [a](javascript:alert(3)) `c` *b* _i_ # h\n"
    "- item {{ 7*7 }} http://evil.example www.evil.example &lt; </style> ]]> \u202e"
)
HOSTILE_SOURCES = (Known(HOSTILE, "javascript:alert(1)"), Known(HOSTILE, "https://example.org/a|b"), Known(HOSTILE))


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Return a store of the shipped files, without the derived scores."""
    home = tmp_path_factory.mktemp("home")
    load(home, pipeline.gather())
    with open_store(home) as opened:
        yield opened


def reference(part: str, url: str, printed: str) -> Reference:
    """Return a hostile reference with the given addresses."""
    return Reference(part, HOSTILE, "", HOSTILE, "n.d.", HOSTILE, url, printed, HOSTILE, marker_printed=False)


def rating(number: int, rank: int, evidence: tuple[Evidence, ...]) -> Rating:
    """Return a hostile rating."""
    level = ("", "Very Weak", "Weak", "Fair", "Strong", "Very Strong")[rank]
    return Rating(
        "upr", number, HOSTILE, HOSTILE, "restored", level, rank, "Increase", "up", HOSTILE, evidence, errata=("E-1",)
    )  # fmt: skip


@pytest.fixture
def hostile() -> Report:
    """Return a report in which every text that data could give is an attack."""
    plan = PlanScore(
        "percent-0-4", HOSTILE, "Reconstruction", Decimal("37.5"), Decimal(3), Decimal(8), "percent",
        Decimal("-12.5"), Decimal(25), None,
        Earlier(Decimal("12.5"), Decimal(50), 6, 0, 2, is_single_step=False),
    )  # fmt: skip
    evidence = (
        Evidence("finding", HOSTILE, HOSTILE, marks=(Mark(1, "a"), Mark(1, "b"), Mark(2))),
        Evidence("absence", HOSTILE),
        Evidence("unsourced", HOSTILE),
        Evidence("inference", HOSTILE, confidence=HOSTILE, rows=(2,)),
        Evidence("inference", HOSTILE, rows=(2,), by_report=False),
    )
    ratings = (rating(1, 3, evidence), rating(2, 0, ()))
    notes = (
        Footnote(1, (reference("a", "javascript:alert(1)", HOSTILE), reference("b", "data:text/html,x", "")), (1,)),
        Footnote(2, (reference("", "https://example.org/a?b=c&d=%3Ce%3E", "https://example.org/ a"),), (1,)),
    )
    line = Line(
        None, "", "", "", "", "A/RES/1/1", HOSTILE, "", "1-2-3", "Yes", HOSTILE, HOSTILE, recorded=True, agrees=False
    )
    return Report(
        head=Head("ZZZ-2023", HOSTILE, HOSTILE, HOSTILE, "2023", HOSTILE, HOSTILE, "2022", Decimal(4), "0.1.0", "https://w3id.org/r2pgraph/assessment/ZZZ-2023"),
        plan=plan,
        plans=(plan,),
        areas=(Area(1, "area", HOSTILE, "inferred", Decimal(3), Decimal(8), ratings),),
        statements=(Statement(1, HOSTILE, (1,)),),
        lines=(line,),
        footnotes=notes,
        errata=(Erratum("E-1", HOSTILE, HOSTILE, HOSTILE, HOSTILE, "Certain", HOSTILE_SOURCES, (1,), (2,)),),
        levels=((HOSTILE, 3, 1), ("Not rated", 0, 1)),
    )  # fmt: skip
