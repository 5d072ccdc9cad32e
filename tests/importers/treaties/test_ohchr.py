"""The status of human rights treaties by year: codes of old, flags that disagree, remarks."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from r2pgraph.errors import UnreadableFileError
from r2pgraph.importers import Imported, read
from r2pgraph.importers.treaties.ohchr import TREATIES

Find = Callable[[str], Path]
Write = Callable[[str, str | bytes], Path]
HEAD = "iso2,member,state party,year ratification or accession,signatory,no action,status,note\n"
PARTY = "FJ,Fiji,1,2016,0,0,state party,\n"


def plain(folder: Path) -> list[tuple[str, dict[str, str]]]:
    """Return file and row of every real row by plain means; NA stays NA."""
    found = []
    for path in sorted(folder.iterdir()):
        with path.open(encoding="utf-8", newline="") as file:
            found += [(path.name, row) for row in csv.DictReader(file)]
    return found


def acts(imported: Imported, **where: str) -> set[tuple[str, ...]]:
    """Return state, treaty, kind and date of each act."""
    frame = imported.tables["treaty_actions_imported"].filter(**where)
    return set(frame.select("state", "treaty", "kind", "date").rows())


@pytest.fixture(scope="module")
def everything(real: Find) -> Imported:
    """Return what the fourteen real files hold."""
    (found,) = read("ohchr-treaty-status", [real("hr-treaty-status-2022")])
    return found


def test_the_tables_are_as_declared(everything: Imported, problems: Callable[[Imported], list[str]]) -> None:
    """Columns, keys, dates and references."""
    assert [] == problems(everything)


def test_every_party_is_a_consent_and_every_signatory_a_signature(real: Find, everything: Imported) -> None:
    """Counted by plain means; a row of no action is none; fourteen files of 193 rows."""
    rows = plain(real("hr-treaty-status-2022"))
    statuses = Counter(row["status"] for _, row in rows)
    counted = Counter(everything.tables["treaty_actions_imported"]["kind"])

    assert 14 * 193 == len(rows) == everything.rows_in
    assert (statuses["state party"], statuses["signatory state"]) == (counted["consent"], counted["signature"])
    assert set(TREATIES.values()) == set(everything.tables["treaty_actions_imported"]["treaty"])


def test_na_is_namibia_and_tp_is_timor_leste(real: Find, everything: Imported) -> None:
    """A code that looks like nothing, and one that was withdrawn with the name East Timor."""
    for code, state in (("NA", "NAM"), ("TP", "TLS"), ("CI", "CIV"), ("TR", "TUR")):
        years = [
            row["year ratification or accession"]
            for _, row in plain(real("hr-treaty-status-2022"))
            if row["iso2"] == code and row["status"] == "state party"
        ]
        assert sorted(years) == sorted(date for _, _, _, date in acts(everything, state=state, kind="consent"))


def test_the_file_without_remarks_is_read_like_the_others(real: Find, everything: Imported) -> None:
    """The protocol on communications has no column of notes."""
    with real("hr-treaty-status-2022/hr_status_op_crc_ic.csv").open(encoding="utf-8") as file:
        head, *rows = list(csv.reader(file))

    assert "note" not in head
    assert sum(row[6] != "no action" for row in rows) == len(acts(everything, treaty="IV-11-d"))


def test_flags_that_disagree_with_the_status_are_told(real: Find, everything: Imported) -> None:
    """Eight rows: the status in words is followed."""
    fits = {"state party": "100", "signatory state": "010", "no action": "001"}
    wrong = [
        (name, row["member"])
        for name, row in plain(real("hr-treaty-status-2022"))
        if row["state party"] + row["signatory"] + row["no action"] != fits[row["status"]]
    ]

    assert len(wrong) == sum(finding.kind == "counts-disagree" for finding in everything.findings) == 8


def test_a_denunciation_in_a_remark_is_a_withdrawal(everything: Imported) -> None:
    """Jamaica and Trinidad and Tobago left the protocol on complaints."""
    assert {("JAM", "IV-5", "withdrawal", "1997"), ("TTO", "IV-5", "withdrawal", "2000")} == acts(
        everything, kind="withdrawal"
    )


def test_a_party_without_a_year_is_kept_undated_and_told(everything: Imported) -> None:
    """Zimbabwe under the protocol to the convention on women."""
    assert ("ZWE", "IV-8-b", "consent", "") in acts(everything)
    assert 1 == sum(finding.kind == "no-such-date" for finding in everything.findings)


def test_a_place_that_is_no_state_is_told_only_once(everything: Imported) -> None:
    """Montserrat stands among the members by mistake, and did nothing."""
    assert ["Montserrat"] == [finding.found for finding in everything.findings if finding.kind == "unknown-state"]
    assert set() == acts(everything, state="")


def test_order_and_extra_columns_do_not_matter(written: Write) -> None:
    """An extra column is told; a byte order mark and CRLF are not."""
    text = "\ufeffextra," + HEAD.strip() + "\r\nx," + PARTY.strip() + "\r\n"
    (found,) = read("ohchr-treaty-status", [written("hr_status_cedaw.csv", text)])

    assert {("FJI", "IV-8", "consent", "2016")} == acts(found)
    assert [("extra-column", "extra")] == [(finding.kind, finding.found) for finding in found.findings]


@pytest.mark.parametrize(
    ("year", "status", "kind"), [("20", "state party", "no-such-date"), ("2016", "left", "unknown-value")]
)
def test_a_strange_value_is_told(year: str, status: str, kind: str, written: Write) -> None:
    """A year of two digits, and a status that is none of the three."""
    (found,) = read("ohchr-treaty-status", [written("hr_status_crc.csv", f"{HEAD}FJ,Fiji,1,{year},0,0,{status},\n")])

    assert kind in {finding.kind for finding in found.findings}


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("hr_status_crc.csv", HEAD.replace("status,", "") + PARTY.replace("state party,", ""), 1),
        ("hr_status_crc.csv", HEAD + "FJ,Fiji,1,2016\n", 2),
        ("hr_status_other.csv", HEAD + PARTY, None),
        ("hr_status_crc.csv", HEAD.encode() + b"CI,C\xf4te d'Ivoire,1,1991,0,0,state party,\n", 2),
    ],
)
def test_a_damaged_file_is_refused_whole(name: str, content: str | bytes, line: int | None, written: Write) -> None:
    """A missing column is named, a short row has its line."""
    with pytest.raises(UnreadableFileError) as raised:
        read("ohchr-treaty-status", [written(name, content)])

    assert (name, line) == (raised.value.file, raised.value.line)
