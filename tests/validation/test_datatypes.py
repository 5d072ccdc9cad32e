"""A value that looks right but is of the wrong type is shown with its type."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from r2pgraph.graph.reading import read
from r2pgraph.validation import check

ROOT = Path(__file__).parents[2]
GOOD = (ROOT / "tests/shapes/submission/good-assessment.ttl").read_text(encoding="utf-8")
ABOUT = "r2p:about state:TLS"


@pytest.fixture(scope="module")
def known() -> ox.Store:
    """Return the ontology and the small world of the twins."""
    store = ox.Store()
    for path in [*sorted((ROOT / "ontology").rglob("*.ttl")), ROOT / "tests/shapes/known.ttl"]:
        store.extend(read(path))
    return store


@pytest.mark.parametrize(
    ("right", "wrong", "shown"),
    [
        (ABOUT, f'{ABOUT} ; r2p:value "186"', '"186" (a text)'),
        (ABOUT, f'{ABOUT} ; r2p:value "186"@en', '"186"@en (a text with a language)'),
        (ABOUT, f"{ABOUT} ; r2p:asOf 2023", "2023 (xsd:integer)"),
        (ABOUT, f'{ABOUT} ; r2p:asOf "2023"', '"2023" (a text)'),
        ('r2p:year "2023"^^xsd:gYear', "r2p:year 2023", "2023 (xsd:integer)"),
        ("r2p:footnote 1 ;", 'r2p:footnote "1" ;', '"1" (a text)'),
        ('r2p:claim "Text."@en', 'r2p:claim "Text."', '"Text." (a text)'),
        ('r2p:part "a"', 'r2p:part "a"@en', '"a"@en (a text with a language)'),
        ("r2p:markerPrinted true", 'r2p:markerPrinted "true"', '"true" (a text)'),
        ("level:strong ;", '"level:strong" ;', '"level:strong" (a text)'),
        ('r2p:year "2023"^^xsd:gYear', 'r2p:year "23"^^xsd:gYear', "23"),
        ("r2p:footnote 1 ;", "r2p:footnote 1 , 2 ;", "1, 2"),
        ("r2p:footnote 1 ;", 'r2p:footnote 1 , "1" ;', '"1" (a text), 1'),
    ],
)
def test_the_type_is_shown_where_it_is_the_fault(
    right: str, wrong: str, shown: str, known: ox.Store, tmp_path: Path
) -> None:
    """A text against a number, a missing language, a number against a year; a right type is not dwelt on."""
    assert right in GOOD
    (tmp_path / "a.ttl").write_text(GOOD.replace(right, wrong, 1), encoding="utf-8")
    found = check([tmp_path / "a.ttl"], known, subjects=["assessments", "evidence"]).violations
    assert shown in [problem.value for problem in found]
