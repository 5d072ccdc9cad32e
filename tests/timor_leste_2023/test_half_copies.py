"""A copy of the assessment that was renamed by halves is refused, and so is a part added that is there already."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from r2pgraph import pipeline
from r2pgraph.vocab import PREFIXES

FILE = Path(__file__).resolve().parents[2] / "data/assessments/TLS/2023.ttl"
TEXT = FILE.read_text(encoding="utf-8")
HEAD = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items())
CITED = "cito:hasCitedEntity source:untc-2015 ; cito:hasCitationCharacterization cito:citesAsEvidence"


@pytest.fixture(scope="module")
def known() -> ox.Store:
    """Return everything that is shipped, the assessment itself included."""
    return pipeline.in_memory(pipeline.gather())


def copy() -> str:
    """Return the assessment as one of Fiji, every name of its parts changed."""
    text = TEXT.replace("TLS-2023", "FJI-2024").replace("state:TLS", "state:FJI")
    return text.replace('r2p:year "2023"', 'r2p:year "2024"').replace(
        'r2p:baselineYear "2022"', 'r2p:baselineYear "2023"'
    )


def block(name: str) -> str:
    """Return what the shipped file says of one thing."""
    found = re.search(rf"^{re.escape(name)}\n(?:    .*\n)+", TEXT, re.MULTILINE)
    assert found is not None
    return found.group()


def messages(text: str, known: ox.Store, folder: Path) -> list[str]:
    """Return what the violations of a text say."""
    (folder / "a.ttl").write_text(text, encoding="utf-8")
    return [problem.message for problem in pipeline.judge([folder / "a.ttl"], known).violations]


def test_a_copy_renamed_throughout_is_in_order_but_told_to_be_one(known: ox.Store, tmp_path: Path) -> None:
    """Nothing is refused; its title, its source and its 36 rationales are warned of."""
    (tmp_path / "a.ttl").write_text(copy(), encoding="utf-8")
    report = pipeline.judge([tmp_path / "a.ttl"], known)
    warned = [problem.message for problem in report.problems if "Timor-Leste" in problem.message]
    alike = [problem.message for problem in report.problems if "word for word" in problem.message]
    assert (True, 2) == (report.conforms, len(warned))
    assert ["The rationale is word for word one of assessment:TLS-2023; rationales of which this is true: 36."] == alike


@pytest.mark.parametrize(
    ("segment", "said"),
    [
        ("finding", "which is stated by assessment:TLS-2023"),
        ("absence", "which is stated by assessment:TLS-2023"),
        ("inference", "which is stated by assessment:TLS-2023"),
        ("citation", "The citation belongs to no assessment, to two"),
        ("rating", "The rating belongs to no assessment, to two"),
        ("statement", "The summary statement belongs to no assessment, to two"),
        ("line", "The line belongs to no assessment, to two"),
        ("erratum", "The erratum belongs to no assessment, to two"),
    ],
)
def test_a_part_under_the_name_of_a_known_one_is_refused(
    segment: str, said: str, known: ox.Store, tmp_path: Path
) -> None:
    """The name is taken by the assessment that it was copied from."""
    text = copy().replace(f"{segment}:FJI-2024", f"{segment}:TLS-2023")
    assert any(said in message for message in messages(text, known, tmp_path))


def test_a_summary_of_the_ratings_of_another_assessment_is_refused(known: ox.Store, tmp_path: Path) -> None:
    """Statements were renamed, the ratings that they sum up were not."""
    text = re.sub(r"r2p:summarises[^.]+\.\n", lambda found: found.group().replace("FJI-2024", "TLS-2023"), copy())
    assert any("which is a rating of assessment:TLS-2023" in message for message in messages(text, known, tmp_path))


@pytest.mark.parametrize("name", ["rating:TLS-2023-upr-again", "rating:A-again"])
def test_a_second_rating_of_a_known_assessment_is_refused(name: str, known: ox.Store, tmp_path: Path) -> None:
    """Whichever of the two names comes first, the submitted one is at fault."""
    text = HEAD + block("rating:TLS-2023-upr").replace("rating:TLS-2023-upr", name)
    assert ["The same state, year and indicator are rated twice: here and in rating:TLS-2023-upr."] == messages(
        text, known, tmp_path
    )


def test_a_footnote_and_a_statement_with_a_used_number_are_refused(known: ox.Store, tmp_path: Path) -> None:
    """What is added is compared with what is there."""
    footnote = f"citation:A a r2p:Citation ; r2p:inAssessment assessment:TLS-2023 ; r2p:footnote 10 ; {CITED} ;\n"
    statement = "statement:A a r2p:SummaryStatement ; r2p:inAssessment assessment:TLS-2023 ; r2p:number 1 ;\n"
    text = f'{HEAD}{footnote} r2p:markerPrinted true .\n{statement} r2p:statement "Text."@en .\n'
    said = ["Footnote 10 is used twice without different letters.", "The number 1 is given twice in this assessment."]
    assert said == messages(text, known, tmp_path)


def test_evidence_may_be_added_to_a_known_assessment(known: ox.Store, tmp_path: Path) -> None:
    """A new finding with a known footnote, linked from a known rating, is in order alone."""
    finding = (
        'finding:TLS-2023-upr-new a r2p:Finding ; r2p:claim "Text."@en ; r2p:about state:TLS ;\n'
        "    r2p:statedBy assessment:TLS-2023 ; r2p:hasCitation citation:TLS-2023-10 .\n"
    )
    text = f"{HEAD}{finding}rating:TLS-2023-upr r2p:restsOn finding:TLS-2023-upr-new .\n"
    assert [] == messages(text, known, tmp_path)


def test_two_assessments_may_stand_in_one_file(known: ox.Store, tmp_path: Path) -> None:
    """Neither takes the parts of the other for its own."""
    assert [] == messages(TEXT + copy(), known, tmp_path)
