"""Malformed files of every format: refused with a reason and a place, or read; never a traceback, never a hang."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from r2pgraph.errors import UnreadableFileError
from r2pgraph.graph import reading as rdf
from r2pgraph.graph.reading import read
from r2pgraph.submission import reading, worker
from r2pgraph.submission.judging import Submitted, ntriples
from r2pgraph.submission.lifting import lift

SHIPPED = Path(__file__).parents[2] / "data/assessments/TLS/2023.ttl"
RDF = {"ttl": rdf.ox.RdfFormat.TURTLE, "nt": rdf.ox.RdfFormat.N_TRIPLES, "nq": rdf.ox.RdfFormat.N_QUADS}
Save = Callable[[openpyxl.Workbook], bytes]
Pack = Callable[[dict[str, bytes]], bytes]
Sheets = Callable[..., dict[str, bytes]]


def outcome(data: bytes, name: str) -> str:
    """Return what becomes of a file: the reason of its refusal, or nothing where it is read."""
    try:
        if name.endswith(reading.ENDINGS):
            taken = reading.read(data, name)
            lift(taken.filled)
            return "; ".join(one.message for one in taken.problems if one.severity == "violation")
        rdf.read(data, name=name)
    except UnreadableFileError as error:
        return error.reason if name == error.file else ""
    return ""


def parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_workbook_cut_short_anywhere_is_refused(book: openpyxl.Workbook, saved: Save) -> None:
    """Sixty truncations: none is taken for a smaller workbook."""
    whole = saved(book)
    dice = random.Random(5)  # noqa: S311 - chance is no secret here
    cuts = [dice.randrange(len(whole)) for _ in range(60)]

    assert [] == [cut for cut in cuts if not outcome(whole[:cut], "cut.xlsx")]


def test_a_workbook_with_a_changed_byte_is_refused_or_says_the_same(book: openpyxl.Workbook, saved: Save) -> None:
    """Forty flipped bytes: the checksums of the archive find what changes a part."""
    whole = saved(book)
    right = ntriples(lift(reading.read(whole, "x.xlsx").filled).quads)
    dice = random.Random(6)  # noqa: S311 - chance is no secret here
    for _ in range(40):
        place = dice.randrange(len(whole))
        changed = whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]
        if not outcome(changed, "x.xlsx"):
            assert right == ntriples(lift(reading.read(changed, "x.xlsx").filled).quads)


@pytest.mark.parametrize("ending", RDF)
def test_rdf_cut_short_is_refused_or_says_a_part_of_it(ending: str) -> None:
    """Forty truncations of each form: what is read of a shorter file was said in the whole one."""
    quads = read(SHIPPED)
    whole = rdf.ox.serialize(quads if ending == "nq" else [quad.triple for quad in quads], format=RDF[ending]) or b""
    said = {quad.triple for quad in quads}
    dice = random.Random(7)  # noqa: S311 - chance is no secret here
    for cut in [dice.randrange(1, len(whole)) for _ in range(40)]:
        if not outcome(whole[:cut], f"cut.{ending}"):
            assert {quad.triple for quad in rdf.read(whole[:cut], name=f"cut.{ending}")} <= said


CSV = {
    "UTF-16": "Number,Statement\r\n1,a\r\n".encode("utf-16"),
    "Windows-1252": "Number,Statement\r\n1,caf\xe9\r\n".encode("cp1252"),
    "zero byte": b"Number,Statement\r\n1,a\0b\r\n",
    "escape character": b"Number,Statement\r\n1,a\x1bb\r\n",
    "surrogate": b"Number,Statement\r\n1,\xed\xa0\x80\r\n",
    "overlong": b"Number,Statement\r\n1,\xc0\xaf\r\n",
    "open quotation": b'Number,Statement\r\n1,"never closed\r\n',
    "text after a quotation": b'Number,Statement\r\n1,"a"b\r\n',
    "ten megabytes in a cell": b"Number,Statement\r\n1," + b"a" * 10_000_000 + b"\r\n",
    "ten thousand columns": b"Number,Statement" + b"," * 10_000 + b"\r\n",
    "an archive": b"PK\x03\x04" + b"\0" * 40,
    "a page": b"<html><body>Number</body></html>",
    "nothing known": b"A,B\r\n1,2\r\n",
    "title twice": b"Number,Number,Statement\r\n1,1,a\r\n",
    "no key": b"Number,Statement\r\n,a\r\n",
}


@pytest.mark.parametrize("fault", CSV)
def test_a_faulty_csv_file_is_refused_with_its_reason(fault: str, sheets: Sheets, packed: Pack) -> None:
    """Encodings, control characters, quotation marks, sizes and headers."""
    assert "" != outcome(packed(sheets() | {"Summary.csv": CSV[fault]}), "form.zip")


def links(name: str) -> bytes:
    """Return an archive with a symbolic link in it."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as archive:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return result.getvalue()


def twice() -> bytes:
    """Return an archive with two parts of one name."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as archive:
        archive.writestr("Summary.csv", "a")
        archive.writestr("summary.CSV", "b")
    return result.getvalue()


ARCHIVES: dict[str, Callable[[Pack], bytes]] = {
    "bomb": lambda pack: pack({"Summary.csv": b"0" * 50_000_000}),
    "too large in all": lambda pack: pack({f"{n}.csv": random.Random(n).randbytes(900) * 1000 for n in range(120)}),  # noqa: S311
    "too many parts": lambda pack: pack({f"{n}.csv": b"a" for n in range(201)}),
    "leads upwards": lambda pack: pack({"../Summary.csv": b"a"}),
    "absolute": lambda pack: pack({"/Summary.csv": b"a"}),
    "drive letter": lambda pack: pack({"C:Summary.csv": b"a"}),
    "link": lambda _: links("Summary.csv"),
    "twice": lambda _: twice(),
    "empty": lambda pack: pack({}),
    "no CSV": lambda pack: pack({"a.txt": b"a"}),
}


@pytest.mark.parametrize("fault", ARCHIVES)
def test_a_dangerous_archive_is_refused(fault: str, packed: Pack) -> None:
    """Bombs, names that lead outside, links and twins."""
    assert "" != outcome(ARCHIVES[fault](packed), "form.zip")


BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;&b;">]><a>&d;</a>'
FAR = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1048576">'
FAR += b'<c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
DEEP = b"<a>" * 100 + b"</a>" * 100
PARTS: dict[str, tuple[str, bytes]] = {
    "entities": ("xl/sharedStrings.xml", BOMB),
    "entities in a sheet": ("xl/worksheets/sheet4.xml", BOMB),
    "entities in UTF-16": ("xl/styles.xml", BOMB.decode().encode("utf-16")),
    "other encoding": ("xl/styles.xml", b'<?xml version="1.0" encoding="UTF-7"?><a/>'),
    "far cell": ("xl/worksheets/sheet3.xml", FAR),
    "hidden far cell": ("xl/worksheets/sheet3.xml", FAR.replace(b'r="XFD', b'x=">" r="XFD')),
    "unreadable address": ("xl/worksheets/sheet3.xml", FAR.replace(b"XFD1048576", b"&#88;FD1")),
    "deep nesting": ("xl/worksheets/sheet3.xml", DEEP),
    "macros": ("xl/vbaProject.bin", b"a"),
    "other workbooks": ("xl/externalLinks/externalLink1.xml", b"<a/>"),
    "connections": ("xl/connections.xml", b"<a/>"),
    "embedded file": ("xl/embeddings/a.bin", b"a"),
    "linked picture": (
        "xl/worksheets/_rels/sheet1.xml.rels",
        b'<Relationships><Relationship Id="a" Type="http://a/image" Target="http://a" TargetMode="External"/></Relationships>',  # noqa: E501
    ),
    "broken XML": ("xl/workbook.xml", b"<workbook"),
    "zero byte": ("xl/sharedStrings.xml", b"<sst>\0</sst>"),
}


@pytest.mark.parametrize("fault", PARTS)
def test_a_workbook_with_a_dangerous_part_is_refused(
    fault: str, book: openpyxl.Workbook, saved: Save, packed: Pack
) -> None:
    """Entities, far cells, depth, macros and whatever leads elsewhere."""
    name, data = PARTS[fault]

    assert "" != outcome(packed(parts(saved(book)) | {name: data}), "form.xlsx")


@pytest.mark.parametrize("data", [b"", b"a", b"%PDF-1.7", b"\xd0\xcf\x11\xe0" + b"\0" * 99, b"PK\x03\x04", b"\x1f\x8b"])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    """Empty files and files of other programs."""
    assert "" != outcome(data, "form.xlsx")


def test_a_death_of_the_worker_is_a_clean_refusal() -> None:
    """Who asked lives on, and learns that the clock ran out."""
    verdict = worker.judge([Submitted("a.ttl", SHIPPED.read_bytes())], limits=worker.Limits(seconds=0.01))

    assert ("time", False) == (verdict.refusal, verdict.judged.report.conforms)
    assert "longer than 0.01 seconds" in verdict.judged.report.problems[0].message


def test_a_worker_reads_what_the_file_says() -> None:
    """Statements, state, year and report come back whole."""
    judged = worker.judge([Submitted("a.ttl", SHIPPED.read_bytes())], limits=worker.Limits(seconds=60)).judged

    assert (ntriples(read(SHIPPED)), "TLS", "2023", "ttl") == (judged.ntriples, judged.state, judged.year, judged.form)
