"""Status tables of the Treaty Collection: legends, marks, parties that are no states, the index, statements."""

from __future__ import annotations

import csv
import gzip
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from r2pgraph.errors import UnreadableFileError
from r2pgraph.graph.mappings.imported import IMPORTED
from r2pgraph.graph.rendering import render
from r2pgraph.importers import Imported, border, read
from r2pgraph.importers.treaties.legend import legend
from r2pgraph.importers.treaties.numbering import treaty_key

Find = Callable[[str], Path]
Write = Callable[[str, str | bytes], Path]
HEAD = 'Participant,Signature,"Accession(a), Succession(d), Ratification"\n'


def plain(path: Path) -> list[dict[str, str]]:
    """Return the rows of a file by plain means."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def acts(imported: Imported, **where: str) -> set[tuple[str, ...]]:
    """Return name, kind, date and mark of each act."""
    frame = imported.tables["treaty_actions_imported"].filter(**where)
    return set(frame.select("state_name", "kind", "date", "mark").rows())


def kinds(imported: Imported) -> set[tuple[str, str]]:
    """Return class and action of each finding."""
    return {(finding.kind, finding.action) for finding in imported.findings}


@pytest.fixture(scope="module")
def everything(real: Find) -> Imported:
    """Return what all the real files hold."""
    (found,) = read(
        "untc-status", [real("untc-2015/treaties"), real("untc-2015/index.csv"), real("untc-2015/declarations")]
    )
    return found


def test_the_tables_are_as_declared(everything: Imported, problems: Callable[[Imported], list[str]]) -> None:
    """Columns, keys, dates and references."""
    assert [] == problems(everything)


def test_a_table_that_was_cut_in_its_last_cell_is_refused(tmp_path: Path) -> None:
    """Without the mark behind its date an accession would be a ratification; all published tables have a last end."""
    path = tmp_path / "4-1.csv"
    path.write_text(f"{HEAD}Albania,,12 May 1955", encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="no line end") as caught:
        read("untc-status", [path])

    assert "line 2" in str(caught.value)


def test_every_record_of_every_file_is_counted(real: Find, everything: Imported) -> None:
    """Participants, treaties of the index, and headings of statements."""
    tables = sum(len(plain(path)) for path in real("untc-2015/treaties").iterdir())
    headings = sum(
        line.startswith("#")
        for path in real("untc-2015/declarations").iterdir()
        for line in path.read_text(encoding="utf-8").split("\n")
    )

    assert tables + len(plain(real("untc-2015/index.csv"))) + headings == everything.rows_in
    assert headings == len(everything.tables["treaty_declarations"])


def test_every_dated_cell_of_a_known_column_is_one_act(real: Find, everything: Imported) -> None:
    """Counted in the core treaties by plain means; nothing is lost and nothing is added."""
    core = [f"4-{number}" for number in ("1", "2", "3", "4", "5", "12", "8", "9", "9-b", "11", "13", "15", "16")]
    core += ["5-2", "5-5", "18-10", "26-8"]
    expected = {
        treaty_key(number): sum(
            bool(cell)
            for row in plain(real(f"untc-2015/treaties/{number}.csv"))
            for head, cell in row.items()
            if head != "Participant" and not head.startswith("Provisional")
        )
        for number in core
    }
    counted = Counter(everything.tables["treaty_actions_imported"]["treaty"])

    assert expected == {treaty: counted[treaty] for treaty in expected}


def test_a_table_without_a_column_of_signatures_tells_none(everything: Imported) -> None:
    """The Protocol on refugees is acceded to, and never signed."""
    assert {"accession", "succession"} == set(everything.tables["treaty_actions_imported"].filter(treaty="V-5")["kind"])


def test_a_succession_to_a_signature_is_a_signature(real: Find, everything: Imported) -> None:
    """The Convention on migrant workers puts its letter d among the signatures."""
    row = next(
        row
        for row in plain(real("untc-2015/treaties/4-13.csv"))
        if (row["Signature, Succession to signature(d)"] or "").endswith(" d")
    )
    found = {(name, kind) for name, kind, _, mark in acts(everything, treaty="IV-13", mark="d") if mark}

    assert (row["Participant"], "signature") in found


def test_provisional_application_is_told_and_not_read(everything: Imported) -> None:
    """The Arms Trade Treaty has such a column; applying a treaty is no consent to it."""
    (finding,) = (found for found in everything.findings if found.file == "26-8.csv")

    assert ("extra-column", "refused") == (finding.kind, finding.action)
    assert ("Antigua and Barbuda", "ratification", "2013-08-12", "") in acts(everything, treaty="XXVI-8")


def test_marks_and_their_absence_tell_the_act(everything: Imported) -> None:
    """An a is an accession, no letter a ratification, and a bare signature stays one."""
    found = acts(everything, treaty="XVIII-10")

    assert ("Timor-Leste", "accession", "2002-09-06", "a") in found
    assert ("Albania", "ratification", "2003-01-31", "") in found
    assert {("Algeria", "signature", "2000-12-28", "")} == {act for act in found if act[0] == "Algeria"}


def test_a_state_that_is_not_in_a_table_did_nothing(everything: Imported) -> None:
    """Timor-Leste has no act on the Genocide Convention."""
    assert set() == acts(everything, treaty="IV-1", state="TLS")


def test_a_party_that_is_no_state_of_ours_is_kept_and_told_once(everything: Imported) -> None:
    """Cook Islands, Niue and the European Union; the observers at the United Nations are states of ours."""
    told = Counter(finding.found for finding in everything.findings if finding.kind == "unknown-state")
    frame = everything.tables["treaty_actions_imported"]

    assert {"Cook Islands", "Niue", "European Union"} <= set(frame.filter(state="")["state_name"])
    assert all(told[name] >= 1 for name in ("Cook Islands", "Niue", "European Union"))
    assert {"VAT", "PSE", "BOL"} <= set(frame["state"])
    assert "cook-islands-IV-11-accession" in set(frame["key"])


def test_numbers_with_parts_are_kept_as_they_are(everything: Imported) -> None:
    """2.10 is not 2.1, and 8.a has its letter."""
    keys = set(everything.tables["treaties_imported"]["key"])

    assert {"III-2-1", "III-2-10", "III-2-12a", "IV-8-a", "IV-9-b", "XVIII-10"} <= keys


def test_the_title_stands_without_place_and_date(everything: Imported, curated: dict[str, pl.DataFrame]) -> None:
    """The curated treaties of the same number bear the same title and date."""
    ours = curated["treaties"].filter(pl.col("key").str.starts_with("GC-").not_()).select("key", "title", "dated")
    found = everything.tables["treaties_imported"].filter(pl.col("key").is_in(ours["key"].implode()))

    assert sorted(ours.rows()) == sorted(found.rows())


def test_a_statement_keeps_its_first_words(everything: Imported) -> None:
    """Albania speaks of article XII of the Genocide Convention; nobody's words are kept whole."""
    frame = everything.tables["treaty_declarations"]
    (text,) = frame.filter(state="ALB", treaty="IV-1")["text"]

    assert "article XII" in text
    assert max(frame["text"].str.len_chars()) <= 300
    assert ("missing-text", "kept") in kinds(everything)


def test_no_act_of_a_party_without_state_becomes_a_triple(everything: Imported) -> None:
    """What has no state has no subject."""
    rows = everything.tables["treaty_actions_imported"].filter(treaty="IV-11")
    lines = render(IMPORTED["treaty_actions_imported"], rows).decode()
    states = rows.filter(pl.col("state") != "")

    assert b"cook" not in lines.encode().lower()
    assert len(states) == len(re.findall("ontology#actor>", lines))


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Accession(a), Succession(d), Ratification", {"a": "accession", "d": "succession", "": "ratification"}),
        ("Acceptance(A)", {"A": "acceptance"}),
        ("Formal confirmation(c), Accession(a), Ratification", {"c": "consent", "a": "accession", "": "ratification"}),
        ("Definitive signature(s), Acceptance(A)", {"s": "consent", "A": "acceptance"}),
        ("Signature, Succession to signature(d)", {"": "signature", "d": "signature"}),
        ("Definitive signature of the Protocol, Acceptance of the Protocol", {"": "consent"}),
        ("Provisional application under article 23(n)", {}),
        ("Notification under article 25", {}),
    ],
)
def test_a_legend_says_what_a_letter_means(head: str, expected: dict[str, str]) -> None:
    """Whatever the order of its entries."""
    assert expected == dict(legend(head).kinds) or (expected == {"": "consent"} and legend(head).unclear)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("4-9-b", "IV-9-b"),
        ("4-9.b", "IV-9-b"),
        ("26-8", "XXVI-8"),
        ("3-2.12a", "III-2-12a"),
        ("0-1", ""),
        ("notes", ""),
        ("4-", ""),
    ],
)
def test_a_number_gives_a_key_or_none(number: str, expected: str) -> None:
    """Roman for the chapter; nothing for what is no number."""
    assert expected == treaty_key(number)


def test_line_ends_a_mark_of_order_and_the_order_of_columns_do_not_matter(written: Write) -> None:
    """CRLF, CR and a byte order mark give what plain lines give."""
    rows = "Fiji,10 Jan 2000,16 Apr 2003\nPeru,,1 Feb 2001 a\n"
    plain_form = acts(read("untc-status", [written("4-1.csv", HEAD + rows)])[0])
    head = '"Accession(a), Succession(d), Ratification",Participant,Signature\n'
    turned = f"{head}16 Apr 2003,Fiji,10 Jan 2000\n1 Feb 2001 a,Peru,\n"
    forms = [
        "\ufeff" + HEAD + rows, (HEAD + rows).replace("\n", "\r\n"), (HEAD + rows).replace("\n", "\r"), turned,
    ]  # fmt: skip

    assert {("Fiji", "signature", "2000-01-10", ""), ("Fiji", "ratification", "2003-04-16", ""),
            ("Peru", "accession", "2001-02-01", "a")} == plain_form  # fmt: skip
    for form in forms:
        assert plain_form == acts(read("untc-status", [written("4-1.csv", form)])[0])


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("31 Feb 2003", "no-such-date"),
        ("soon", "unknown-value"),
        ("2003", "unknown-value"),
        ("1 Feb 2003 x y", "unknown-value"),
    ],
)
def test_a_cell_that_is_no_date_is_told_and_left_out(cell: str, kind: str, written: Write) -> None:
    """The row's other act stays."""
    (found,) = read("untc-status", [written("4-1.csv", f"{HEAD}Fiji,10 Jan 2000,{cell}\n")])

    assert {("Fiji", "signature", "2000-01-10", "")} == acts(found)
    assert [(kind, "refused", 2, cell)] == [(f.kind, f.action, f.row, f.found) for f in found.findings]


def test_a_letter_that_the_legend_leaves_out_is_read_by_convention_and_told(written: Write) -> None:
    """AA is approval wherever the depositary writes it."""
    (found,) = read("untc-status", [written("4-1.csv", f"{HEAD}Fiji,,10 Jan 2000 AA\n")])

    assert {("Fiji", "approval", "2000-01-10", "AA")} == acts(found)
    assert {("unknown-value", "kept")} == kinds(found)


def test_an_unknown_name_keeps_its_row(written: Write) -> None:
    """One finding a name, with the nearest names."""
    (found,) = read("untc-status", [written("4-1.csv", f"{HEAD}Fijji,10 Jan 2000,11 Jan 2001\n")])
    (finding,) = found.findings

    assert 2 == len(found.tables["treaty_actions_imported"].filter(state=""))
    assert ("unknown-state", "kept", "Fijji") == (finding.kind, finding.action, finding.found)
    assert "Fiji (FJI)" in finding.reason


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("4-1.csv", HEAD + "Fiji,10 Jan 2000\n", 2),
        ("4-1.csv", HEAD + 'Fiji,"10 Jan 2000,\n', 2),
        ("4-1.csv", "State,Signature\nFiji,10 Jan 2000\n", 1),
        ("4-1.csv", "Participant,Signature,Signature\nFiji,,\n", 1),
        ("status.csv", HEAD + "Fiji,10 Jan 2000,\n", None),
        ("4-1.csv", b"Participant,Signature\nC\xf4te d'Ivoire,\n", 2),
        ("4-1.csv", b"Participant,Signature\nFi\0ji,\n", 2),
        ("4-1.csv", "Participant,Signature\n".encode("utf-16"), 1),
        ("4-1.txt", "words before any state\n", 1),
        ("4-1.csv", b"", None),
    ],
)
def test_a_file_that_is_damaged_or_of_another_kind_is_refused_whole(
    name: str, content: str | bytes, line: int | None, written: Write
) -> None:
    """With the line, and nothing is half-imported."""
    with pytest.raises(UnreadableFileError) as raised:
        read("untc-status", [written(name, content)])

    assert (name, line) == (raised.value.file, raised.value.line)


def test_a_line_without_end_is_refused(written: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is lowered here, so that no large file is needed."""
    monkeypatch.setattr(border, "LONGEST_LINE", 100)

    with pytest.raises(UnreadableFileError, match="more than 100 bytes"):
        read("untc-status", [written("4-1.csv", HEAD + "F" * 500 + ",,\n")])


def test_a_packed_bomb_is_refused(written: Write) -> None:
    """Ten megabytes of nothing from ten kilobytes."""
    with pytest.raises(UnreadableFileError, match="refused"):
        read("untc-status", [written("4-1.csv.gz", gzip.compress(b"a" * 10_000_000))])
