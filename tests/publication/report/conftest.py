"""The report on Timor-Leste as every form tells it, and reports that are hard to write."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from r2pgraph.publication.report import told
from r2pgraph.publication.report.contents import Area, Evidence, Footnote, Mark, Rating, Reference, Report

if TYPE_CHECKING:
    from r2pgraph.store import Store

ARABIC = "تقييم مسؤولية الحماية"
CHINESE = "保护责任评估"
LONG = "https://example.org/" + "a" * 1500


@pytest.fixture(scope="session")
def timor_leste(store: Store) -> Report:
    """Return all that the report on Timor-Leste in 2023 tells."""
    return told(store, "TLS", "2023")


def _piece(text: str, *numbers: int) -> Evidence:
    return Evidence("finding", text, marks=tuple(map(Mark, numbers)))


def _note(number: int) -> Footnote:
    words = f"{ARABIC} {CHINESE} \ud800 {number}"
    cited = Reference("", words, "", words, "2023", "", LONG, "", "", marker_printed=True)
    return Footnote(number, (cited,), (1,))


@pytest.fixture
def difficult(hostile: Report) -> Report:
    """Return an own report without summary, resolutions, errata or audit, and with texts that break forms.

    Its rows cite note 3 before note 1, cite note 9, which is not there, and cite note 2 nowhere.
    """
    texts = (f"{ARABIC} (A/RES/75/277) {CHINESE}", "nul \x00 bell \x07 \ufffe \ud83d", "w" * 40_000, "words " * 8_000)
    marks = ((3,), (1, 3), (), (9,))
    ratings = tuple(
        Rating("upr", number, text, text[:200], "printed", "Weak", 2, "", "", text, (_piece(text, *cited),))
        for number, (text, cited) in enumerate(zip(texts, marks, strict=True), start=1)
    )
    area = Area(1, "area", ARABIC, "printed", Decimal(4), Decimal(16), ratings)
    head = replace(hostile.head, state=CHINESE, title=f"{ARABIC} \x01", assessor=ARABIC, formal_name="", is_own=True)
    return replace(
        hostile, head=replace(head, stated_change=None, baseline_year=""), areas=(area,), statements=(), lines=(),
        errata=(), footnotes=tuple(map(_note, (1, 2, 3))), audited=None,
    )  # fmt: skip
