"""Contributions of uniformed personnel, on a file made by hand from the hub's own definitions of its columns."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from r2pgraph.errors import UnreadableFileError
from r2pgraph.importers import Imported, read
from r2pgraph.importers.deployments import contributions
from r2pgraph.tables.imported.deployments import PERSONNEL

HEADER = (
    "contribution_id,contributing_country,isocode3,m49_code,mission_acronym,personnel_type,female_personnel,"
    "male_personnel,last_reporting_date\n"
)
ROWS = (
    "1,Timor-Leste,TLS,626,UNMISS,Experts on Mission,0,2,2023-06-30\n"
    "2,Timor-Leste,TLS,626,UNMISS,Experts on Mission,1,2,2023-08-31\n"
    "3,Fiji,FJI,242,UNDOF,Troops,14,135,2023-08-31\n"
)


def imported(path: Path) -> Imported:
    """Return what one file holds."""
    (found,) = read("un-psdata-contributions", [path])
    return found


def test_the_columns_are_those_of_the_hub(real: Callable[[str], Path]) -> None:
    """Every column that the hub defines is read or passed over, none is invented, and so are the kinds of personnel."""
    listed = json.loads(real("un-psdata/metadata-all.json").read_text(encoding="utf-8"))
    (defined,) = (each["Column definitions"] for each in listed if each["Dataset ID"] == "DPO-UCHISTORICAL")
    (kinds,) = (each["Attributes"] for each in defined if each["Column Name"] == "personnel_type")

    assert {each["Column Name"] for each in defined} == set(HEADER.strip().split(","))
    assert {each["Attribute"].replace("_", "-") for each in kinds} == set(PERSONNEL)


def test_the_hub_exchanges_the_definitions_of_the_codes(real: Callable[[str], Path]) -> None:
    """What makes the importer tell a code by its form stands in the catalogue."""
    listed = json.loads(real("un-psdata/metadata-all.json").read_text(encoding="utf-8"))
    (defined,) = (each["Column definitions"] for each in listed if each["Dataset ID"] == "DPO-UCHISTORICAL")
    words = {each["Column Name"]: each["Definition"] for each in defined}

    assert words["isocode3"].startswith("Numeric M49 Code")
    assert words["m49_code"].startswith("ISO Code")


def test_a_row_counts_women_and_men(
    written: Callable[[str, str | bytes], Path], problems: Callable[[Imported], list[str]]
) -> None:
    """Two rows of the table come of each row of the file, a zero too."""
    found = imported(written("made.csv", HEADER + ROWS))
    table = found.tables["deployments"]

    assert 3 == found.rows_in
    assert {
        ("TLS-UNMISS-2023-06-experts-on-mission-female", "0"), ("TLS-UNMISS-2023-06-experts-on-mission-male", "2"),
        ("TLS-UNMISS-2023-08-experts-on-mission-female", "1"), ("TLS-UNMISS-2023-08-experts-on-mission-male", "2"),
        ("FJI-UNDOF-2023-08-troops-female", "14"), ("FJI-UNDOF-2023-08-troops-male", "135"),
    } == set(table.select("key", "count").rows())  # fmt: skip
    assert [] == problems(found)


def test_a_month_that_is_missing_is_told_and_not_filled_in(written: Callable[[str, str | bytes], Path]) -> None:
    """The hub says that months are missing; here it is July."""
    found = imported(written("made.csv", HEADER + ROWS))

    assert [("missing-month", "2023-07", "kept")] == [(each.kind, each.found, each.action) for each in found.findings]


@pytest.mark.parametrize(
    ("letters", "number"), [("TLS", "626"), ("626", "TLS"), ("626.0", ""), ("", "626.0"), ("", "TLS"), ("TLS", "")]
)
def test_a_code_is_told_by_its_form(letters: str, number: str, written: Callable[[str, str | bytes], Path]) -> None:
    """Letters and number may have changed places, as the definitions say; an unknown name is found by either."""
    row = ROWS.splitlines()[0].replace("Timor-Leste,TLS,626", f"Land of the Rising,{letters},{number}")
    found = imported(written("made.csv", HEADER + row + "\n"))
    kinds = [each.kind for each in found.findings]

    assert {"TLS"} == set(found.tables["deployments"]["state"])
    assert (["exchanged-codes"] if letters[:1].isdigit() else []) == kinds


def test_a_short_number_is_no_other_state(written: Callable[[str, str | bytes], Path]) -> None:
    """Afghanistan is 004, which a number column writes as 4."""
    row = "1,Somewhere,,4,UNMISS,Troops,0,2,2023-06-30\n"

    assert {"AFG"} == set(imported(written("made.csv", HEADER + row)).tables["deployments"]["state"])


def test_an_unknown_country_is_kept_without_a_state(written: Callable[[str, str | bytes], Path]) -> None:
    """Its rows bear its name in their keys."""
    found = imported(written("made.csv", HEADER + "1,Atlantis,,,UNMISS,Troops,0,2,2023-06-30\n"))

    assert [("unknown-state", "Atlantis")] == [(each.kind, each.found) for each in found.findings]
    assert "Atlantis-UNMISS-2023-06-troops-female" in found.tables["deployments"]["key"].to_list()


@pytest.mark.parametrize(
    ("old", "new", "kind", "found"),
    [
        ("2023-06-30", "2023-06-31", "no-such-date", "2023-06-31"),
        ("2023-06-30", "June 2023", "no-such-date", "June 2023"),
        (",0,2,", ",some,2,", "unknown-value", "some"),
        (",0,2,", ",0,-2,", "unknown-value", "-2"),
        ("Experts on Mission", "Cooks", "unknown-value", "cooks"),
        ("UNMISS", "", "unknown-value", ""),
        ("Timor-Leste", "", "unknown-value", ""),
    ],
)
def test_a_row_that_cannot_stand_is_refused_alone(
    old: str, new: str, kind: str, found: str, written: Callable[[str, str | bytes], Path]
) -> None:
    """It is told with its line, and the others stay."""
    read_back = imported(written("made.csv", HEADER + ROWS.replace(old, new, 1)))
    refused = [(each.kind, each.row, each.found) for each in read_back.findings if each.action == "refused"]

    assert [(kind, 2, found)] == refused
    assert 4 == len(read_back.tables["deployments"])


def test_people_are_not_counted_twice(written: Callable[[str, str | bytes], Path]) -> None:
    """A later row of the same state, mission, month and kind is refused, for women and for men."""
    found = imported(written("made.csv", HEADER + ROWS + ROWS.splitlines()[2] + "\n"))

    assert ["repeated-row", "repeated-row"] == [each.kind for each in found.findings if each.action == "refused"]
    assert 6 == len(found.tables["deployments"])


def test_columns_may_stand_in_any_order_and_codes_may_be_missing(written: Callable[[str, str | bytes], Path]) -> None:
    """Both ways of ending a line, a byte order mark and a column that nobody knows do not matter."""
    header = (
        "mood,last_reporting_date,male_personnel,female_personnel,personnel_type,mission_acronym,contributing_country"
    )
    text = f"{header}\rgood,2023-06-30T00:00:00,2.0,0.0,formed_police_units,UNMISS,Fiji\r"
    found = imported(written("made.csv", b"\xef\xbb\xbf" + text.encode()))

    assert ["mood"] == [each.found for each in found.findings]
    assert [("FJI", "formed-police-units", "0"), ("FJI", "formed-police-units", "2")] == found.tables[
        "deployments"
    ].select("state", "personnel_type", "count").rows()


@pytest.mark.parametrize("name", contributions._NEEDED)
def test_a_missing_column_refuses_the_file(name: str, written: Callable[[str, str | bytes], Path]) -> None:
    """The column is named."""
    with pytest.raises(UnreadableFileError, match=f"'{name}' is missing"):
        imported(written("made.csv", HEADER.replace(f",{name}", ",else") + ROWS))


def test_a_file_that_is_cut_short_is_refused(written: Callable[[str, str | bytes], Path]) -> None:
    """Half a row is no row."""
    with pytest.raises(UnreadableFileError, match="6 cells"):
        imported(written("made.csv", HEADER + ROWS + "4,Fiji,FJI,242,UNDOF,Tro"))


def test_a_single_month_stands_beside_all_months(written: Callable[[str, str | bytes], Path]) -> None:
    """What the hub gives for the latest month takes the place of no other month."""
    latest = imported(written("latest.csv", HEADER + "".join(ROWS.splitlines(keepends=True)[1:])))

    assert "un-psdata-contributions-2023-08" == latest.series
    assert "un-psdata-contributions" == imported(written("made.csv", HEADER + ROWS)).series


def test_the_list_of_ranks_is_refused_with_what_to_import(
    real: Callable[[str], Path], written: Callable[[str, str | bytes], Path]
) -> None:
    """Its columns, as the hub defines them, name neither mission nor kind of personnel."""
    listed = json.loads(real("un-psdata/metadata-all.json").read_text(encoding="utf-8"))
    (defined,) = (each["Column definitions"] for each in listed if each["Dataset ID"] == "DPO-UCLATEST")
    header = ",".join(each["Column Name"] for each in defined)

    with pytest.raises(UnreadableFileError, match="ranks the contributing countries"):
        imported(written("latest.csv", f"{header}\nFiji,14,1,FJI,2023-08-31,242,135,9,149\n"))
