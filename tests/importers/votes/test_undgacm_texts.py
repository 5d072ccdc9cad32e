"""Texts of the United Nations become facts and places, or are refused with the reason."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import polars as pl
import pytest

from r2pgraph import importers, sources
from r2pgraph.errors import UnreadableFileError
from r2pgraph.graph.mappings.imported import IMPORTED as MAPPINGS
from r2pgraph.graph.rendering import render
from r2pgraph.importers import Imported, border, trees
from r2pgraph.importers.votes.undgacm_texts import key
from r2pgraph.tables.check import check
from r2pgraph.tables.imported.texts import TABLES

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
SESSIONS = {
    74: "GA resolutions_74session_English.zip", 75: "75session_English.zip", 76: "76session_English.zip",
    77: "77session_English.zip", 78: "78session_English.zip",
}  # fmt: skip
PREAMBLE = "<container><p>Recalling its resolution of long ago,</p></container>"
BODY = "<paragraph><num>1.</num><content><p>Decides to go on.</p></content></paragraph>"


def text(symbol: str = "A/RES/99/1", preamble: str = PREAMBLE, body: str = BODY, **other: str) -> bytes:
    """Return a small text of our own in the publisher's form."""
    language, issued, date = (
        other.get("language", "eng"),
        other.get("issued", "2020-01-02"),
        other.get("date", "2020-01-01"),
    )
    return f"""<akomaNtoso xmlns="{NAMESPACE}"><statement name="{other.get("name", "resolution")}">
    <meta><identification><FRBRWork><FRBRdate date="{date}"/></FRBRWork>
    <FRBRExpression><FRBRdate date="{issued}"/><FRBRlanguage language="{language}"/></FRBRExpression></identification>
    <classification>{other.get("keywords", "")}</classification></meta>
    <coverPage><p><docNumber>{symbol}</docNumber></p><p><inline name="agenda item">Agenda item 135</inline></p>
    <p><docProponent refersTo="#thirdCommittee">[<inline name="originating document">A/99/1</inline>]</docProponent></p>
    </coverPage><preface><p><docNumber>99/1.</docNumber><docTitle>A title</docTitle></p></preface>
    <preamble><formula><p>The General Assembly,</p></formula>{preamble}</preamble>
    <mainBody>{body}</mainBody>{other.get("after", "")}</statement></akomaNtoso>""".encode()


@pytest.fixture
def imported(tmp_path: Path) -> Callable[..., Imported]:
    """Return what imports small texts, each given by the name of its file, from one archive."""

    def read(**files: bytes) -> Imported:
        path = tmp_path / "99session_English.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, raw in files.items():
                archive.writestr(f"{name}.xml", raw)
        (one,) = importers.read("undgacm-texts", [path])
        return one

    return read


@pytest.fixture(scope="module")
def sessions(real: Callable[[str], Path]) -> dict[int, Imported]:
    """Return the texts of five sessions."""
    folder = real("undgacm-ga-xml")
    return {session: importers.read("undgacm-texts", [folder / name])[0] for session, name in SESSIONS.items()}


def references(one: Imported) -> list[tuple[str, ...]]:
    """Return the tests that were met, each with its place and the first words of the sentence."""
    return one.tables["text_references"].select("test", "place", "sentence_start").rows()


def paragraph(words: str, number: str = "1.") -> str:
    """Return an operative paragraph."""
    return f"<paragraph><num>{number}</num><content><p>{words}</p></content></paragraph>"


def test_every_file_of_the_sessions_is_a_row_or_a_finding(
    sessions: dict[int, Imported], real: Callable[[str], Path]
) -> None:
    """313, 339, 312, 344 and 329 files, of which one is French."""
    for session, one in sessions.items():
        with zipfile.ZipFile(real("undgacm-ga-xml") / SESSIONS[session]) as archive:
            files = [name for name in archive.namelist() if name.endswith(".xml")]
        left_out = [finding for finding in one.findings if finding.action == "refused"]

        assert len(files) == one.rows_in == one.tables["texts"].height + len(left_out)
        assert f"undgacm-texts-{session}" == one.series
    assert ["75session_English.zip/75_274_F.xml"] == [f.file for f in sessions[75].findings if f.action == "refused"]


def test_every_name_of_a_file_leads_to_the_symbol_on_its_cover(sessions: dict[int, Imported]) -> None:
    """``75_190_E.xml`` and ``A_RES_76_23-2118258E-reissue.xml`` bear the number of the resolution in their names."""
    for one in sessions.values():
        for symbol, file in one.tables["texts"].select("symbol", "file").iter_rows():
            digits = re.sub(r"\D", "", file.rpartition("/")[2])

            assert digits.startswith(re.sub(r"\D", "", symbol))


def test_tables_keep_what_they_declare(sessions: dict[int, Imported], real: Callable[[str], Path]) -> None:
    """No cell breaks a rule, and every source is a row."""
    others = [*real("undgacm-ga-xml").glob("emergency*"), real("undgacm-sc-xml") / "not-adopted_English.zip"]
    curated = sources.tables()
    for one in (*sessions.values(), *importers.read("undgacm-texts", others)):
        for table in TABLES:
            assert [] == check(one.tables[table.stem], table, curated)


def test_the_shipped_references_are_those_of_the_texts(sessions: dict[int, Imported]) -> None:
    """What the importer finds, test by test and place by place, stands in the curated table."""
    frame = pl.concat(one.tables["text_references"] for one in sessions.values())
    found: dict[tuple[str, str], list[str]] = {}
    for resolution, test, place in frame.select("resolution", "test", "place").iter_rows():
        if test != "unbis-heading":
            found.setdefault((resolution, test), []).append(place)
    shipped = sources.tables()["references"].filter(~pl.col("test").is_in(["expert-list", "unbis-heading"]))

    assert found == {
        (row[0], row[1]): row[2].split("; ") for row in shipped.select("resolution", "test", "place").rows()
    }


def test_places_are_those_that_a_reader_counts(real: Callable[[str], Path], sessions: dict[int, Imported]) -> None:
    """In A/RES/76/169 the seventh paragraph after the opening words, and the operative paragraph numbered 4."""
    with zipfile.ZipFile(real("undgacm-ga-xml") / SESSIONS[76]) as archive:
        root = ET.fromstring(archive.read("A_RES_76_169-2119235E.xml"))  # noqa: S314  pinned by its checksum
    space = f"{{{NAMESPACE}}}"
    preamble = ["".join(one.itertext()) for one in root.iter(f"{space}container")]
    numbered = {
        one.findtext(f"{space}num", "").strip(): "".join(one.itertext()) for one in root.iter(f"{space}paragraph")
    }

    assert "responsibility of States to protect" in " ".join(preamble[6].split())
    assert "responsibility of States to protect" in " ".join(numbered["4."].split())
    assert ["preambular paragraph 7", "operative paragraph 4"] == sessions[76].tables["text_references"].filter(
        resolution="A-RES-76-169"
    )["place"].to_list()


def test_no_sentence_is_given_by_more_than_ten_words(sessions: dict[int, Imported]) -> None:
    """Enough for finding it, and no text of the publisher."""
    starts = [start for one in sessions.values() for start in one.tables["text_references"]["sentence_start"]]

    assert 10 == max(len(start.split()) for start in starts)


def test_drafts_that_were_not_adopted_are_no_resolutions(real: Callable[[str], Path]) -> None:
    """Nineteen drafts of the Council, without a day of adoption and without a test."""
    (one,) = importers.read("undgacm-texts", [real("undgacm-sc-xml") / "not-adopted_English.zip"])
    texts = one.tables["texts"]

    assert {"not-adopted": 19} == dict(Counter(texts["status"]))
    assert {""} == set(texts["adopted_on"])
    assert "S-2023-212" in set(texts["resolution"])
    assert 0 == one.tables["text_references"].height
    assert {"not-adopted": 19} == dict(Counter(finding.kind for finding in one.findings))
    assert b"ontology#Resolution>" not in render(MAPPINGS["texts"], texts)


def test_emergency_sessions_are_read_from_folders_in_the_archive(real: Callable[[str], Path]) -> None:
    """Two of the tenth and six of the eleventh."""
    (one,) = importers.read("undgacm-texts", [real("undgacm-ga-xml") / "emergency-sessions_English.zip"])

    assert {"ES-10": 2, "ES-11": 6} == dict(Counter(one.tables["texts"]["session"]))


def test_citations_are_the_links_of_the_text(sessions: dict[int, Imported]) -> None:
    """A/RES/75/277 points to the outcome of the summit in a note, and to the first resolution on the principle."""
    cited = sessions[75].tables["citations_of_resolutions"].filter(resolution="A-RES-75-277")

    assert [
        ("A-RES-60-1", "A/RES/60/1", "preambular paragraph 2, note 1"),
        ("A-RES-63-308", "A/RES/63/308", "preambular paragraph 3"),
    ] == cited.select("cites", "cited_symbol", "place").rows()


@pytest.mark.parametrize(
    ("symbol", "expected"),
    [
        ("A/RES/75/277", "A-RES-75-277"),
        ("A/RES/75/254 A-C", "A-RES-75-254-A-C"),
        ("A/RES/47/120b", "A-RES-47-120-B"),
        ("A/RES/217 (III)", "A-RES-217-III"),
        ("S/RES/2618 (2022)", "S-RES-2618-2022"),
        ("A/RES/ES-11/1", "A-RES-ES-11-1"),
        ("S/2023/212", "S-2023-212"),
    ],
)
def test_a_symbol_has_one_key(symbol: str, expected: str) -> None:
    """Hyphens stand for slashes, and before the letters of a part."""
    assert expected == key(symbol)


def test_a_phrase_is_found_in_preamble_body_annex_and_note(imported: Callable[..., Imported]) -> None:
    """Each place has its name, and a note does not break the sentence it stands in."""
    phrase = "the responsibility to protect"
    note = f"<authorialNote marker='2'><p>See {phrase}.</p></authorialNote>"
    recalling = f"<container><p>Recalling the responsibility{note} to protect,</p></container>"
    annex = f"<paragraph><content><p>Of {phrase}</p></content></paragraph>"
    one = imported(
        a=text(
            preamble=f"<container><p>Noting,</p></container>{recalling}",
            body=paragraph(f"First this. Then {phrase}.", "3.") + paragraph(f"(a) {phrase};", "(a)"),
            after=f"<attachments><attachment><doc><mainBody>{annex}</mainBody></doc></attachment></attachments>",
        )
    )

    assert [
        ("exact-phrase", "preambular paragraph 2", "Recalling the responsibility to protect,"),
        ("exact-phrase", "preambular paragraph 2, note 2", "See the responsibility to protect."),
        ("exact-phrase", "operative paragraph 3", "Then the responsibility to protect."),
        ("exact-phrase", "operative paragraph 3 (a)", "(a) the responsibility to protect;"),
        ("exact-phrase", "annex", "Of the responsibility to protect"),
    ] == references(one)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "the responsibility of the Democratic People\u2019s Republic of Korea to protect its population",
            {"phrase-pattern"},
        ),
        ("the primary responsibility of States to protect the population", {"phrase-pattern"}),
        ("meet its responsibilities to protect the population", {"phrase-pattern"}),
        ("the primary responsibility to protect the population", {"exact-phrase"}),
        ("the Office on Genocide Prevention and the Responsibility to Protect", {"office-name-only"}),
        ("the Special Adviser to the Secretary-General on the Responsibility to Protect", {"office-name-only"}),
        (
            "the Office on Genocide Prevention and the Responsibility to Protect on the responsibility to protect",
            {"exact-phrase"},
        ),
        ("the responsibility of States to promote and protect human rights", set()),
        ("the responsibility of States. It is good to protect forests", set()),
        ("responsible for protection", set()),
    ],
)
def test_each_wording_meets_its_test(words: str, expected: set[str], imported: Callable[..., Imported]) -> None:
    """The name of an office counts alone, and is no phrase."""
    assert expected == {test for test, *_ in references(imported(a=text(body=paragraph(words))))}


def test_only_the_whole_heading_of_the_thesaurus_counts(imported: Callable[..., Imported]) -> None:
    """An agenda item of the same name is none."""
    word = '<keyword showAs="{}" dictionary="{}"/>'
    heading = text(keywords=word.format("RESPONSIBILITY TO PROTECT", "UNBIS Thesaurus"))
    agenda = text("A/RES/99/2", keywords=word.format("RESPONSIBILITY TO PROTECT", "A/99/251"))
    one = imported(a=heading, b=agenda)

    assert [("A-RES-99-1", "unbis-heading", "subject headings")] == one.tables["text_references"].select(
        "resolution", "test", "place"
    ).rows()


def test_a_reissue_wins_and_the_other_is_told(imported: Callable[..., Imported]) -> None:
    """One row for a symbol, whichever file comes first."""
    one = imported(A_RES_99_1_reissue=text(issued="2020-01-01"), B_99_1=text(issued="2020-06-01"))

    assert ["99session_English.zip/A_RES_99_1_reissue.xml"] == one.tables["texts"]["file"].to_list()
    assert [("repeated-symbol", "99session_English.zip/B_99_1.xml")] == [(f.kind, f.file) for f in one.findings]


def test_a_day_that_no_calendar_has_is_left_out_and_told(imported: Callable[..., Imported]) -> None:
    """30 February is no day of adoption."""
    one = imported(a=text(date="2020-02-30"))

    assert [""] == one.tables["texts"]["adopted_on"].to_list()
    assert [("no-such-date", "2020-02-30")] == [(finding.kind, finding.found) for finding in one.findings]


def test_a_folder_of_texts_is_one_series(tmp_path: Path) -> None:
    """The files of a folder are read as those of an archive, with other ends of lines and a byte order mark."""
    (tmp_path / "99_1_E.xml").write_bytes(b"\xef\xbb\xbf" + text().replace(b"\n", b"\r\n"))
    (tmp_path / "99_2_E.xml").write_bytes(text("A/RES/99/2").replace(b"\n", b"\r"))
    (one,) = importers.read("undgacm-texts", [tmp_path])

    assert ("undgacm-texts-99", 2) == (one.series, one.rows_in)


def test_a_single_text_does_not_replace_its_session(tmp_path: Path) -> None:
    """It is a series of its own."""
    (tmp_path / "one.xml").write_bytes(text())
    (one,) = importers.read("undgacm-texts", [tmp_path / "one.xml"])

    assert "undgacm-texts-a-res-99-1" == one.series


ENTITY = b'<!DOCTYPE a [<!ENTITY x "y">]>'


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (text()[:-40], "broken or cut short"),
        (ENTITY + text(), "document type"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd">' + text(), "document type"),
        (text().replace(b"A title", b"A &undefined; title"), "broken"),
        (b"<html><body/></html>", "not akomaNtoso"),
        (text("Not a symbol"), "no symbol"),
        (text().decode().encode("utf-16"), "UTF-16"),
        (text().replace(b"A title", b"A titl\xe9"), "UTF-8"),
        (text().replace(b"A title", b"A \0title"), "zero byte"),
        (b"key,value\n1,2\n", "broken"),
        (b"", "empty"),
    ],
)
def test_a_file_that_is_no_sound_text_is_refused(raw: bytes, reason: str, tmp_path: Path) -> None:
    """Nothing of it is imported, and the reason is said."""
    path = tmp_path / "a.xml"
    path.write_bytes(raw)

    with pytest.raises(UnreadableFileError, match=reason):
        importers.read("undgacm-texts", [path])


@pytest.mark.parametrize(("limit", "reason"), [("DEEPEST", "deep"), ("MOST_ELEMENTS", "elements")])
def test_a_tree_without_end_is_refused(limit: str, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Depth and number of elements are bounded."""
    monkeypatch.setattr(trees, limit, 4)

    with pytest.raises(UnreadableFileError, match=reason):
        trees.tree(text(), "a.xml")


def test_a_line_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A longer line than any known file has is not read."""
    monkeypatch.setattr(border, "LONGEST_LINE", 50)

    with pytest.raises(UnreadableFileError, match="more than 50 bytes"):
        trees.tree(text(), "a.xml")


def test_an_archive_that_unpacks_to_too_much_is_refused(imported: Callable[..., Imported]) -> None:
    """Two megabytes of blanks in some kilobytes."""
    with pytest.raises(UnreadableFileError, match="unpack"):
        imported(a=b" " * (2 << 20))


def test_what_is_no_text_in_an_archive_is_told_once_a_kind(tmp_path: Path) -> None:
    """Pictures and a page are passed over with a finding each kind; what a system hides is no text either."""
    with zipfile.ZipFile(tmp_path / "99.zip", "w") as archive:
        archive.writestr("A_RES_99_1.xml", text())
        archive.writestr("__MACOSX/._A_RES_99_1.xml", b"\0\5")
        for name in ("b.png", "a.PNG", "below/page.docx", "README"):
            archive.writestr(name, b"?")
        archive.mkdir("empty")
    (one,) = importers.read("undgacm-texts", [tmp_path / "99.zip"])

    assert 1 == one.tables["texts"].height
    assert {("passed-over", "99.zip", "refused")} == {(each.kind, each.file, each.action) for each in one.findings}
    expected = ["README", "below/page.docx", "a.PNG, b.png", "__MACOSX/._A_RES_99_1.xml"]
    assert expected == [each.found for each in one.findings]


def test_an_archive_without_texts_is_refused(tmp_path: Path) -> None:
    """A ZIP of something else holds no resolution."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", "words")

    with pytest.raises(UnreadableFileError, match="no XML"):
        importers.read("undgacm-texts", [tmp_path / "a.zip"])


def test_a_cut_archive_is_refused(tmp_path: Path) -> None:
    """The directory at its end is gone."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.xml", text())
    whole = (tmp_path / "a.zip").read_bytes()
    (tmp_path / "a.zip").write_bytes(whole[:-30])

    with pytest.raises(UnreadableFileError, match="damaged"):
        importers.read("undgacm-texts", [tmp_path / "a.zip"])
