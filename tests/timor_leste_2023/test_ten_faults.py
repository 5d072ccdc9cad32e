"""Ten faults planted in the assessment of Timor-Leste are found in one pass, each on its line and in plain words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pytest

from r2pgraph import pipeline, sources
from r2pgraph.validation import check

if TYPE_CHECKING:
    from pathlib import Path

    import pyoxigraph as ox

    from r2pgraph.validation import Report

SHAPE = "https://w3id.org/r2pgraph/shape/"
EARLIER = {"increase": {"fair": "weak", "strong": "fair"}, "decrease": {"fair": "strong", "strong": "very-strong"}}


class Fault(NamedTuple):
    """One planted fault: a text, how many lines below it the fault stands, its shape, and what the report must say."""

    mark: str
    below: int
    shape: str
    subject: str
    field: str
    found: str
    says: str


FAULTS = [
    Fault("assessment:TLS-2023\n", 0, "missing-rating", "assessment of Timor-Leste, 2023", "indicator",
          "indicator:veto-restraint", "Indicator 36, Veto restraint, has no rating"),
    Fault("level:strong ,\n        level:weak ;", 1, "rating-level",
          "rating of indicator 13, Access to justice", "level", "level:strong, level:weak", "more than one"),
    Fault("r2p:indicator indicator:goodwill ;", 0, "rating-indicator", "rating of indicator:goodwill", "indicator",
          "indicator:goodwill", "does not name exactly one indicator"),
    Fault("rating:TLS-2023-nationals-abroad\n", 8, "trend-against-level", "rating of indicator 22, Nationals abroad",
          "trend", "trend:decrease", "the level went from strong in 2022 to strong"),
    Fault("citation:TLS-2023-28\n", 0, "citation-source", "footnote 28", "source", "nothing",
          "does not lead to exactly one known source"),
    Fault('"2023-13-45"^^xsd:date', 0, "assessment-not-before", "assessment of Timor-Leste, 2023", "not before",
          "2023-13-45", "not one day of the calendar"),
    Fault('"ftp://example.org/report.pdf"', 0, "source-url", 'source "A report"', "web address",
          "ftp://example.org/report.pdf", "does not begin with http:// or https://"),
    Fault("r2p:means resolution:A-RES-99-999", 0, "listed-meaning", "listed resolution 17, A/RES/77/230",
          "resolution meant", "resolution:A-RES-99-999", "not known"),
    Fault("rating:TLS-2023-upr-again\n", 6, "duplicate-rating", "rating of indicator 11, Peer review", "indicator",
          "indicator:upr", "rated twice: here and in rating:TLS-2023-upr"),
    Fault("rating:TLS-2023-un-capacity\n", 0, "rating-evidence", "rating of indicator 31, UN capacity", "evidence",
          "nothing", "rests on nothing"),
]  # fmt: skip

ADDED = """
rating:TLS-2023-goodwill
    a r2p:Rating ;
    qb:dataSet code:ratings ;
    r2p:inAssessment assessment:TLS-2023 ;
    r2p:state state:TLS ;
    r2p:year "2023"^^xsd:gYear ;
    r2p:indicator indicator:goodwill ;
    r2p:level level:fair ;
    r2p:trend trend:unchanged ;
    sdmx-attribute:obsStatus sdmx-code:obsStatus-A ;
    r2p:rationale "An indicator that the framework does not have."@en ;
    r2p:restsOn absence:TLS-2023-risk-reduction .

rating:TLS-2023-upr-again
    a r2p:Rating ;
    qb:dataSet code:ratings ;
    r2p:inAssessment assessment:TLS-2023 ;
    r2p:state state:TLS ;
    r2p:year "2023"^^xsd:gYear ;
    r2p:indicator indicator:upr ;
    r2p:level level:strong ;
    r2p:trend trend:unchanged ;
    sdmx-attribute:obsStatus sdmx-code:obsStatus-A ;
    r2p:rationale "The same indicator once more."@en ;
    r2p:restsOn absence:TLS-2023-risk-reduction .

source:added
    a r2p:Source ;
    dcterms:title "A report"@en ;
    dcterms:publisher organisation:APR2P ;
    r2p:undated true ;
    <https://schema.org/url> "ftp://example.org/report.pdf"^^xsd:anyURI .
"""

MADE_UP = """
assessment:TLS-2022 a r2p:Assessment ; dcterms:title "Assessment of 2022"@en ; r2p:state state:TLS ;
    r2p:usesFramework framework:APR2P ; prov:wasAttributedTo organisation:APR2P ; r2p:year "2022"^^xsd:gYear ;
    qb:sliceStructure code:state-year .
absence:TLS-2022 a r2p:AbsenceOfSource ; r2p:reasoning "Made up."@en ; r2p:statedBy assessment:TLS-2022 .
"""


def block(text: str, subject: str) -> str:
    """Return all that a file says of one subject, from its name to the full stop."""
    found = re.search(rf"^{subject}\n(?:    .*\n)+", text, re.MULTILINE)
    assert found, subject
    return found.group()


def edit(text: str, subject: str, pattern: str, replacement: str) -> str:
    """Return the text with one replacement made in what it says of one subject."""
    old = block(text, subject)
    new, times = re.subn(pattern, replacement, old, count=1)
    assert 1 == times, (subject, pattern)
    return text.replace(old, new)


def plant(text: str) -> str:
    """Return the assessment with the ten faults in it."""
    text = text.replace(block(text, "rating:TLS-2023-veto-restraint"), "")
    text = edit(
        text,
        "rating:TLS-2023-access-to-justice",
        r"r2p:level level:weak ;",
        "r2p:level level:strong ,\n        level:weak ;",
    )
    text = edit(text, "rating:TLS-2023-nationals-abroad", r"r2p:trend trend:unchanged ;", "r2p:trend trend:decrease ;")
    text = edit(text, "citation:TLS-2023-28", r"    cito:hasCitedEntity .*\n", "")
    text = edit(text, "assessment:TLS-2023", r'"2023-09-05"', '"2023-13-45"')
    text = edit(text, "line:TLS-2023-ga-17", r"r2p:means resolution:\S+", "r2p:means resolution:A-RES-99-999")
    text = edit(text, "rating:TLS-2023-un-capacity", r" ;\n    r2p:restsOn(?:[^;.]|\.\d)*\.", " .")
    return text + ADDED


def year_before(text: str) -> str:
    """Return a complete assessment of 2022 whose levels fit the trends that the text of 2023 states."""
    head = "".join(line for line in text.splitlines(keepends=True) if line.startswith("@prefix"))
    parts = [MADE_UP]
    for key in re.findall(r"^rating:TLS-2023-(\S+)\n", text, re.MULTILINE):
        said = block(text, f"rating:TLS-2023-{key}")
        level, trend = (re.search(rf"{word}:(\S+)", said).group(1) for word in ("level level", "trend trend"))
        parts.append(
            f'rating:TLS-2022-{key} a r2p:Rating ; r2p:inAssessment assessment:TLS-2022 ; r2p:rationale "Made up."@en ;'
            f' r2p:state state:TLS ; r2p:year "2022"^^xsd:gYear ; r2p:indicator indicator:{key} ;'
            f" r2p:level level:{EARLIER.get(trend, {}).get(level, level)} ; r2p:trend trend:unchanged ;"
            " qb:dataSet code:ratings ; sdmx-attribute:obsStatus sdmx-code:obsStatus-A ; r2p:restsOn absence:TLS-2022 ."
        )
    return head + "\n".join(parts) + "\n"


@pytest.fixture(scope="module")
def known() -> ox.Store:
    """Return all that the project ships."""
    return pipeline.in_memory(pipeline.gather())


@pytest.fixture(scope="module")
def clean() -> str:
    """Return the shipped assessment."""
    (path,) = (path for path in sources.assessments() if path.parent.name == "TLS" and path.stem == "2023")
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def planted(clean: str) -> str:
    """Return the assessment with ten faults."""
    return plant(clean)


@pytest.fixture(scope="module")
def report(planted: str, clean: str, known: ox.Store, tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Return what one check of both years finds."""
    folder = tmp_path_factory.mktemp("TLS")
    (folder / "2022.ttl").write_text(year_before(clean), encoding="utf-8")
    (folder / "2023.ttl").write_text(planted, encoding="utf-8")
    return check([folder / "2022.ttl", folder / "2023.ttl"], known)


def test_the_clean_assessments_violate_nothing(clean: str, known: ox.Store, tmp_path: Path) -> None:
    """Neither the shipped assessment nor the made-up one of the year before breaks a rule."""
    (tmp_path / "2022.ttl").write_text(year_before(clean), encoding="utf-8")
    (tmp_path / "2023.ttl").write_text(clean, encoding="utf-8")
    assert () == check([tmp_path / "2022.ttl", tmp_path / "2023.ttl"], known).violations


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.shape for fault in FAULTS])
def test_each_fault_is_found_located_and_explained(fault: Fault, report: Report, planted: str) -> None:
    """The report names the file, the line of the planted text, the thing, the field, the value and the rule."""
    (problem,) = (problem for problem in report.violations if problem.rule == SHAPE + fault.shape)
    line = planted.partition(fault.mark)[0].count("\n") + 1 + fault.below
    assert ("2023.ttl", line) == (problem.file.rsplit("/")[-1], problem.line)
    assert (fault.subject, fault.field, fault.found) == (problem.subject, problem.field, problem.value)
    assert fault.says in problem.message
    assert problem.remedy


def test_no_eleventh_violation_is_reported(report: Report) -> None:
    """Ten faults earn ten violations, and the file is not in order."""
    assert sorted(SHAPE + fault.shape for fault in FAULTS) == sorted(problem.rule for problem in report.violations)
    assert not report.conforms


def test_the_report_can_be_read_by_people_and_programs(report: Report) -> None:
    """The text ends with the count, and the JSON carries the same problems."""
    assert "2 files checked, not in order: 10 violations" in report.text().splitlines()[-1]
    assert len(report.problems) == report.json().count('"severity"')
