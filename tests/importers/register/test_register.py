"""A register kept by hand becomes tables and triples, and a row without a source never enters."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from r2pgraph import importers, pipeline, sources
from r2pgraph.errors import UnreadableFileError
from r2pgraph.tables.check import check
from r2pgraph.tables.imported import IMPORTED
from r2pgraph.tables.imported.register import COLUMNS, SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from r2pgraph.importers import Imported

    Read = Callable[..., Imported]
    Triples = Callable[[Imported], list[str]]

ROOT = Path(__file__).resolve().parents[3]
PLEDGE = {"subject": "kigali-principles", "state": "Fiji", "date": "2019-03-07"}
REVIEW = {"subject": "review", "state": "FJI", "name": "UPR-3", "date": "2019-11", "value": "90", "out_of": "100"}
KIND = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (PLEDGE, "<endorsement/FJI-kigali-principles> <ontology#commitment> <commitment/kigali-principles> ."),
        (
            PLEDGE | {"subject": "standing-invitation"},
            f"<endorsement/FJI-standing-invitation> {KIND} <ontology#StandingInvitation> .",
        ),
        (
            {"subject": "focal-point", "state": "Fiji", "name": "Example Office"},
            "<institution/FJI-focal-point-example-office> <ontology#state> <state/FJI> .",
        ),
        (
            {"subject": "accreditation", "state": "Fiji", "name": "The Commission", "status": "B", "date": "2023"},
            "<accreditation/FJI-the-commission-2023> <ontology#accredits> <institution/FJI-the-commission> .",
        ),
        (
            {"subject": "accreditation", "state": "Fiji", "name": "The Commission", "status": "B", "date": "2023"},
            "<accreditation/FJI-the-commission-2023> <ontology#hasStatus> <status/b> .",
        ),
        (
            {"subject": "visit", "state": "Fiji", "name": "adequate housing", "date": "2019-05-06"},
            '<visit/FJI-adequate-housing-2019-05-06> <ontology#mandate> "adequate housing" .',
        ),
        (
            {"subject": "overdue-report", "state": "Fiji", "name": "ICERD", "date": "2020-02-10"},
            "<obligation/FJI-iv-2-2020-02-10> <ontology#treaty> <treaty/IV-2> .",
        ),
        (
            REVIEW,
            '<review/FJI-2019> <ontology#recommendationsSupported> "90"^^<http://www.w3.org/2001/XMLSchema#integer> .',
        ),
        (
            {
                "subject": "deployment",
                "state": "Fiji",
                "name": "UNMISS",
                "date": "2023-08",
                "value": "2",
                "unit": "troops",
            },
            "<deployment/FJI-unmiss-2023-08-troops> <ontology#deploysTo> <mission/UNMISS> .",
        ),
        (
            {"subject": "training-centre", "state": "Fiji", "name": "Peace Academy"},
            f"<institution/FJI-peace-academy> {KIND} <ontology#TrainingCentre> .",
        ),
        (
            {
                "subject": "legal-provision",
                "state": "Fiji",
                "name": "Crimes Act",
                "article": "77",
                "status": "Genocide",
            },
            '<provision/FJI-crimes-act-77-genocide> <ontology#crime> "genocide" .',
        ),
        (
            {"subject": "statement", "state": "Fiji", "name": "A minister spoke.", "date": "2021-05-17"},
            "<finding/FJI-statement-2021-05-17-a-minister-spoke> <ontology#about> <state/FJI> .",
        ),
    ],
)
def test_a_row_becomes_the_thing_that_its_subject_names(
    imported: Read, triples: Triples, row: dict[str, str], expected: str
) -> None:
    """In terms that the ontology has already."""
    made = imported(row)
    assert () == made.findings
    assert expected in triples(made)


def test_every_row_leads_to_the_source_that_it_names(imported: Read, triples: Triples) -> None:
    """Title, publisher and address of it stand in the graph."""
    made = imported(PLEDGE)
    [source] = made.tables["register_sources"].to_dicts()
    assert ("Example list", "example-centre", "Example Centre", "2023-06", "2023-07-01") == tuple(
        source[name] for name in ("title", "publisher", "publisher_name", "issued", "accessed")
    )
    assert any(
        line.startswith(
            "<endorsement/FJI-kigali-principles> <http://www.w3.org/ns/prov#hadPrimarySource> <source/register-"
        )
        for line in triples(made)
    )


def test_a_known_publisher_is_the_organisation_of_the_table(imported: Read) -> None:
    """By its key or its name, whatever the capitals."""
    made = imported(PLEDGE | {"source_publisher": "gcr2p"})
    [source] = made.tables["register_sources"].to_dicts()
    assert ("GCR2P", "Global Centre for the Responsibility to Protect") == (
        source["publisher"],
        source["publisher_name"],
    )


def test_sources_of_one_title_and_two_addresses_are_two(imported: Read) -> None:
    """Nothing is merged by its looks."""
    made = imported(PLEDGE, REVIEW, {**PLEDGE, "state": "Tonga", "source_url": "https://example.org/other"})
    assert 2 == len(made.tables["register_sources"])


@pytest.mark.parametrize("column", ["source_title", "source_publisher"])
def test_a_row_without_a_source_is_refused(imported: Read, column: str) -> None:
    """The rows around it are kept."""
    made = imported(PLEDGE | {column: ""}, REVIEW)
    assert [("missing-source", "refused", 2)] == [(each.kind, each.action, each.row) for each in made.findings]
    assert ["register_reviews", "register_sources"] == sorted(made.tables)


def test_a_state_that_is_not_known_stays_without_a_triple(imported: Read, triples: Triples) -> None:
    """The nearest names are told."""
    made = imported(PLEDGE | {"state": "Fidschi"})
    assert [("Fidschi", "")] == made.tables["register_endorsements"].select("state_name", "state").rows()
    [finding] = made.findings
    assert ("unknown-state", "kept") == (finding.kind, finding.action)
    assert all(line.startswith(("<source/", "<organisation/")) for line in triples(made))


def test_a_state_may_be_named_by_its_code_and_by_its_name_of_the_time(imported: Read) -> None:
    """Turkey is Türkiye, and NA is Namibia."""
    made = imported(*(PLEDGE | {"state": name} for name in ("Turkey", "NAM", "Swaziland")))
    assert ["TUR", "NAM", "SWZ"] == made.tables["register_endorsements"]["state"].to_list()


def test_the_same_row_twice_is_kept_once(imported: Read) -> None:
    """Also where the second has another date: a state joins a pledge once."""
    made = imported(PLEDGE, PLEDGE | {"date": "2020"})
    assert ["2019-03-07"] == made.tables["register_endorsements"]["date"].to_list()
    assert [("repeated-row", 3)] == [(finding.kind, finding.row) for finding in made.findings]


def test_a_cell_that_the_subject_does_not_read_is_told(imported: Read) -> None:
    """The row is kept."""
    made = imported(PLEDGE | {"value": "3"})
    assert [("unused-cell", "3", "kept")] == [(each.kind, each.found, each.action) for each in made.findings]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"subject": "pledge"}, "unknown-value"),
        ({"state": ""}, "missing-value"),
        ({"date": "2019-11-31"}, "no-such-date"),
        ({"date": "November 2019"}, "no-such-date"),
        ({"value": "90.5"}, "unknown-value"),
        ({"value": "-1"}, "unknown-value"),
        ({"value": "101"}, "out-of-range"),
        ({"name": "fourth"}, "unknown-value"),
        ({"source_url": "javascript:alert(1)"}, "unknown-value"),
        ({"accessed": "yesterday"}, "no-such-date"),
        ({"valid_to": "2018"}, "out-of-range"),
    ],
)
def test_a_row_that_breaks_a_rule_is_refused_with_its_line(imported: Read, change: dict[str, str], kind: str) -> None:
    """One finding a row, and no table of the subject."""
    made = imported(REVIEW | change)
    assert [(kind, "refused", 2)] == [(each.kind, each.action, each.row) for each in made.findings]
    assert "register_reviews" not in made.tables


def test_the_number_of_a_claim_stands_in_its_words(imported: Read) -> None:
    """It has no measure on the list, so it is no value in the graph."""
    made = imported({
        "subject": "aid", "state": "Fiji", "name": "An agency paid.", "date": "2021", "value": "1.5",
        "unit": "million US dollars",
    })  # fmt: skip
    assert ["An agency paid. (1.5 million US dollars)"] == made.tables["register_findings"]["claim"].to_list()


def test_names_in_other_letters_and_long_ones_make_sound_keys(imported: Read, triples: Triples) -> None:
    """Two claims that differ in their last word are two."""
    long = "The government said that it would go on with the work that it had begun in the year before in the "
    names = ["توطئة", "说明", long + "north", long + "south", 'A "quoted" <tag> \\ sign']
    made = imported(*({"subject": "statement", "state": "Fiji", "name": name, "date": "2021"} for name in names))
    assert () == made.findings
    assert len(names) == made.tables["register_findings"]["key"].n_unique()
    assert len(names) == sum("#about>" in line for line in triples(made))


def test_a_comment_is_no_row(imported: Read) -> None:
    """The example in the template is one."""
    made = imported(PLEDGE | {"subject": "# kigali-principles"})
    assert (0, ()) == (made.rows_in, made.findings)


def test_the_template_has_the_columns_and_an_example_alone() -> None:
    """Imported as it is, it says nothing."""
    path = ROOT / "data" / "templates" / "register.csv"
    assert ",".join(COLUMNS) == path.read_text(encoding="utf-8").splitlines()[0]
    [made] = importers.read("register", [path])
    assert (0, ()) == (made.rows_in, made.findings)


def test_what_is_read_keeps_the_declarations_of_its_tables(imported: Read) -> None:
    """Treaties, pledges and sources that rows refer to exist."""
    report = {"subject": "overdue-report", "state": "Fiji", "name": "IV-4", "date": "2020"}
    made = imported(PLEDGE, REVIEW, report)
    known = sources.tables() | made.tables
    assert [] == [each for stem, frame in made.tables.items() for each in check(frame, IMPORTED[stem], known)]


def test_what_is_read_breaks_no_rule_of_the_graph(imported: Read, triples: Triples, tmp_path: Path) -> None:
    """A row on every subject, as the page shows them, checked with the shapes."""
    page = (ROOT / "docs" / "register.md").read_text(encoding="utf-8")
    rows = re.findall(r"^Good:\n\n```csv\n(.+)\n```", page, re.MULTILINE)
    made = imported(*csv.DictReader(rows, COLUMNS))
    assert len(SUBJECTS) == made.rows_in
    path = tmp_path / "register.ttl"
    path.write_text("@base <https://w3id.org/r2pgraph/> .\n" + "\n".join(triples(made)), encoding="utf-8")
    assert [] == [str(problem) for problem in pipeline.check([path]).problems]


def test_every_subject_makes_a_declared_table() -> None:
    """None is forgotten."""
    assert set() == {subject.table for subject in SUBJECTS.values()} - set(IMPORTED)
    assert all(set(subject.needs) <= set(subject.meaning) for subject in SUBJECTS.values())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_a_byte_order_mark_and_the_order_of_columns_do_not_matter(tmp_path: Path, end: str) -> None:
    """A spreadsheet may save it in its own way."""
    path = tmp_path / "mine.csv"
    text = end.join(
        ["date,source_publisher,state,subject,source_title,extra", "2019,GCR2P,Fiji,Kigali Principles,List,x", ""]
    )
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    [made] = importers.read("register", [path])
    assert [("FJI", "kigali-principles")] == made.tables["register_endorsements"].select("state", "commitment").rows()
    assert ["extra-column"] == [finding.kind for finding in made.findings]


def test_a_register_without_the_column_of_sources_is_refused(tmp_path: Path) -> None:
    """Nothing of it is imported."""
    path = tmp_path / "mine.csv"
    path.write_text("subject,state,date\nkigali-principles,Fiji,2019\n", encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="source_title"):
        importers.read("register", [path])


@pytest.mark.parametrize("data", [b"", b"a,b\n\0", "subject,é".encode("latin-1"), b'subject,state\n"never closed'])
def test_a_damaged_register_is_refused(tmp_path: Path, data: bytes) -> None:
    """Empty, binary, in another encoding, cut short."""
    path = tmp_path / "mine.csv"
    path.write_bytes(data)
    with pytest.raises(UnreadableFileError):
        importers.read("register", [path])
