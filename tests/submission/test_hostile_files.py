"""Three hundred malformed files of nine forms: each refused with its reason, or read and given back as it was said."""

from __future__ import annotations

import io
import random
import socket
import time
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path

import openpyxl
import pyoxigraph as ox
import pytest

from r2pgraph import pipeline
from r2pgraph.errors import UnreadableFileError
from r2pgraph.graph import reading as rdf
from r2pgraph.ontology import context
from r2pgraph.submission import reading, worker
from r2pgraph.submission.judging import Submitted, ntriples
from r2pgraph.submission.lifting import lift
from r2pgraph.vocab import CONTEXT

SHIPPED = Path(__file__).parents[2] / "data/assessments/TLS/2023.ttl"
SECONDS = 10
TEXTS = ("ttl", "trig", "nt", "nq", "jsonld", "rdf", "csv")
FORMS = (*TEXTS, "xlsx", "zip")
CALLED = "http://127.0.0.1:{port}/"
Files = dict[str, bytes]
Pack = Callable[[dict[str, bytes]], bytes]

NAME = "https://w3id.org/r2pgraph/finding/FJI-2024-{}"
CLAIM = "https://w3id.org/r2pgraph/ontology#claim"
STATEMENTS = {
    "ttl": '<{s}> <{p}> "{o}"@en .\n',
    "trig": '<{s}> <{p}> "{o}"@en .\n',
    "nt": '<{s}> <{p}> "{o}"@en .\n',
    "nq": '<{s}> <{p}> "{o}"@en <https://w3id.org/r2pgraph/graph/a> .\n',
    "jsonld": '{{"@id": "{s}", "{p}": {{"@value": "{o}", "@language": "en"}}}}',
    "rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:r="https://w3id.org/r2pgraph/ontology#">'
    '<rdf:Description rdf:about="{s}"><r:claim xml:lang="en">{o}</r:claim></rdf:Description></rdf:RDF>',
    "csv": "Key,Claim\r\n{s},{o}\r\n",
}  # fmt: skip


def said(form: str, subject: str = NAME.format("a"), words: str = "Words.") -> str:
    """Return one statement in a form."""
    return STATEMENTS[form].format(s=subject, p=CLAIM, o=words)


def cut_and_flipped(whole: Files) -> Iterator[tuple[str, bytes]]:
    """Yield each form cut short ten times and with a changed byte five times."""
    for form, data in whole.items():
        dice = random.Random(form)  # noqa: S311 - chance is no secret here
        for _ in range(10):
            place = dice.randrange(1, len(data))
            yield f"cut-at-{place}.{form}", data[:place]
        for _ in range(5):
            place = dice.randrange(len(data))
            yield f"flipped-at-{place}.{form}", data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]


def encoded() -> Iterator[tuple[str, bytes]]:
    """Yield texts in other encodings, and with characters that hide, turn or end a text."""
    for form in TEXTS:
        plain = said(form).encode()
        yield f"utf-16.{form}", said(form).encode("utf-16")
        yield f"latin-1.{form}", said(form, words="caf\xe9").encode("latin-1")
        yield f"zero.{form}", plain.replace(b"Words", b"Wo\0rds")
        yield f"surrogate.{form}", plain.replace(b"Words", b"\xed\xa0\x80\xed\xb0\x80")
        yield f"overlong.{form}", plain.replace(b"Words", b"\xc0\xaf")
        yield f"beyond-unicode.{form}", plain.replace(b"Words", b"\xf7\xbf\xbf\xbf")
        yield f"bidi-in-words.{form}", said(form, words="a\u202eb\u2066c\u200f").encode()
        yield f"bidi-in-name.{form}", said(form, NAME.format("a\u202eb")).encode()
        yield f"escape.{form}", said(form, words="\x1b[2J\x07").encode()


def named() -> Iterator[tuple[str, bytes]]:
    """Yield names that are none, or that a program might follow or take for a file."""
    names = {
        "blank": "https://a b",
        "open": "https://a/<b",
        "quote": 'https://a/"b',
        "relative": "../../etc/passwd",
        "script": "javascript:alert(1)",
        "file": "file:///etc/passwd",
        "called": f"{CALLED}a",
        "percent": "https://a/%zz",
        "brace": "https://a/{{b}}|^`",
        "no-scheme": "no scheme",
        "long": f"https://a/{'b' * 100_000}",
    }
    for form in TEXTS[:-1]:
        for kind, name in names.items():
            yield f"{kind}.{form}", said(form, name).encode()


def large() -> Iterator[tuple[str, bytes]]:
    """Yield ten megabytes in one literal, depth, and many statements."""
    for form in TEXTS:
        yield f"ten-megabytes.{form}", said(form, words="a" * 10_000_000).encode()
    yield "deep-nodes.ttl", b"<x:a> <x:b> " + b"[ <x:b> " * 100_000
    yield "deep-lists.trig", b"<x:a> <x:b> " + b"( " * 100_000
    yield "deep-quoted.nt", b"<< " * 100_000
    yield "deep-arrays.jsonld", b"[" * 100_000
    yield "deep-objects.jsonld", b'{"@graph":' * 50_000
    yield "deep-elements.rdf", b"<a>" * 100_000
    lines = (f"<x:s{number}> <x:p> <x:o{number}> .\n" for number in range(200_000))
    yield "many-statements.nt", "".join(lines).encode()
    yield "many-prefixes.ttl", "".join(f"@prefix p{n}: <x:{n}> .\n" for n in range(100_000)).encode()


def of_json() -> Iterator[tuple[str, bytes]]:
    """Yield JSON-LD with doubled keys, contexts from elsewhere, and values that are no JSON."""
    texts = {
        "doubled-key": '{"@id": "x:a", "@id": "x:b", "x:p": 1}',
        "doubled-context": '{"@context": {"a": "x:a"}, "@context": {"a": "x:b"}, "@id": "x:s", "a": 1}',
        "doubled-escaped": '{"@id": "x:a", "\\u0040id": "x:b", "x:p": 1}',
        "called-context": f'{{"@context": "{CALLED}context", "@id": "x:a", "x:p": 1}}',
        "called-import": f'{{"@context": {{"@version": 1.1, "@import": "{CALLED}context"}}, "@id": "x:a", "x:p": 1}}',
        "own-context": '{"@context": {"claim": {"@id": "x:p", "@type": "@json"}}, "@id": "x:a", "claim": {"a": [1]}}',
        "circle": '{"@context": {"a": "b:c", "b": "a:c"}, "@id": "a:x", "b:p": 1}',
        "no-number": '{"@id": "x:a", "x:p": NaN}',
        "huge-number": '{"@id": "x:a", "x:p": 1e999999}',
        "long-number": f'{{"@id": "x:a", "x:p": {"9" * 100_000}}}',
        "lone-surrogate": '{"@id": "x:a", "x:p": "\\ud800"}',
        "alias": "&a [*a, *a, *a]",
        "comma": '{"@id": "x:a",}',
        "two": '{"@id": "x:a"} {"@id": "x:b"}',
    }
    return ((f"{kind}.jsonld", text.encode()) for kind, text in texts.items())


def of_xml() -> Iterator[tuple[str, bytes]]:
    """Yield RDF/XML that would grow, read a file, or call somebody."""
    heads = {
        "laughs": '<!DOCTYPE a [<!ENTITY b "bbb"><!ENTITY c "&b;&b;&b;">]>',
        "file-entity": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
        "called-entity": f'<!DOCTYPE a [<!ENTITY b SYSTEM "{CALLED}b">]>',
        "called-parameter": f'<!DOCTYPE a [<!ENTITY % b SYSTEM "{CALLED}b"> %b;]>',
        "called-definition": f'<!DOCTYPE a SYSTEM "{CALLED}a.dtd">',
        "late-doctype": "<!-- a --><!DOCTYPE a>",
        "style": f'<?xml-stylesheet href="{CALLED}a.xsl"?>',
        "encoding": '<?xml version="1.0" encoding="UTF-7"?>',
    }
    for kind, head in heads.items():
        yield f"{kind}.rdf", (head + said("rdf")).encode()


def of_rules() -> Iterator[tuple[str, bytes]]:
    """Yield data that bring rules, definitions, imports or queries, or speak of what is not theirs."""
    owl, sh = "http://www.w3.org/2002/07/owl#", "http://www.w3.org/ns/shacl#"
    texts = {
        "import": f"<x:a> <{owl}imports> <{CALLED}a> .",
        "shape": f'<x:a> a <{sh}NodeShape> ; <{sh}targetClass> <x:b> ; <{sh}message> "a" .',
        "script": f'<x:a> <{sh}js> [ <{sh}jsFunctionName> "a" ; <{sh}jsLibrary> <{CALLED}a.js> ] .',
        "axiom": f"<https://w3id.org/r2pgraph/ontology#Rating> <{owl}equivalentClass> <{owl}Nothing> .",
        "no-class": "<https://w3id.org/r2pgraph/finding/a> <https://w3id.org/r2pgraph/ontology#claim> 'a'@en .",
        "base": f"@base <{CALLED}> . <a> <b> <c> .",
        "number": '<x:a> <x:b> "abc"^^<http://www.w3.org/2001/XMLSchema#integer> .',
        "pattern": f'<x:a> <x:b> "{"a" * 50_000}!"@en .',
        "nothing": "# nothing",
    }
    return ((f"{kind}.ttl", text.encode()) for kind, text in texts.items())


def of_tables(whole: Files, pack: Pack) -> Iterator[tuple[str, bytes]]:
    """Yield workbooks and archives that hold formulas, bombs, far cells, and parts that lead elsewhere."""
    book = parts(whole["xlsx"])
    start = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    end = b"</sheetData></worksheet>"
    sheet = "xl/worksheets/sheet3.xml"
    cells = {
        "web-formula": f'<c r="A2"><f>WEBSERVICE("{CALLED}")</f><v>1</v></c>'.encode(),
        "program-formula": b'<c r="A2" t="str"><f>cmd|"/c calc"!A1</f><v>1</v></c>',
        "array-formula": b'<c r="A2"><f t="array" ref="A2:XFD1048576">1</f></c>',
        "far": b'<c r="XFD1048576"><v>1</v></c>',
        "no-place": b'<c r="A0"><v>1</v></c>',
        "no-string": b'<c r="A2" t="s"><v>99999999</v></c>',
        "minus-string": b'<c r="A2" t="s"><v>-1</v></c>',
        "huge-number": b'<c r="A2"><v>1e999</v></c>',
        "no-kind": b'<c r="A2" t="zz"><v>1</v></c>',
        "long": b'<c r="A2" t="inlineStr"><is><t>' + b"a" * 1_000_000 + b"</t></is></c>",
    }
    for kind, cell in cells.items():
        yield f"{kind}.xlsx", pack(book | {sheet: start + b'<row r="2">' + cell + b"</row>" + end})
    yield "deep.xlsx", pack(book | {sheet: b"<a>" * 10_000})
    yield "doctype.xlsx", pack(book | {sheet: b'<!DOCTYPE a [<!ENTITY b "c">]>' + start + end})
    yield "bomb.xlsx", pack(book | {sheet: start + b" " * 60_000_000 + end})
    yield "rows.xlsx", pack(book | {sheet: start + b"<row/>" * 150_000 + end})
    merged = b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    yield "merged.xlsx", pack(book | {sheet: start + merged})
    yield "no-book.xlsx", pack({name: data for name, data in book.items() if name != "xl/workbook.xml"})
    yield "bomb.zip", pack({"Findings.csv": b"0" * 60_000_000})
    yield "many-parts.zip", pack({f"{number}.csv": b"a" for number in range(1_000)})
    yield "upwards.zip", pack({"../Findings.csv": b"Key\r\n"})
    yield "in-itself.zip", pack({"Findings.csv": pack({"Findings.csv": b"Key\r\n"})})
    yield "formula.csv", said("csv", "a", "=1+1").encode()
    yield "open-quotation.csv", b'Key,Claim\r\na,"never closed'
    yield "quotations.csv", b"Key,Claim\r\na," + b'"' * 1_000_001 + b"\r\n"
    yield "separators.csv", b"Key" + b"," * 1_000_000 + b"\r\n"
    yield "lines.csv", b"Key,Claim" + b"\r\n,a" * 200_000


def parts(data: bytes) -> Files:
    """Return the parts of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def files(book: openpyxl.Workbook, saved: Callable[..., bytes], sheets: Callable[..., Files], packed: Pack) -> Files:
    """Return every malformed file by its name, which ends as its form does."""
    quads = rdf.read(SHIPPED)
    triples = [quad.triple for quad in quads]
    kinds = {"trig": ox.RdfFormat.TRIG, "nt": ox.RdfFormat.N_TRIPLES, "nq": ox.RdfFormat.N_QUADS}
    kinds |= {"jsonld": ox.RdfFormat.JSON_LD, "rdf": ox.RdfFormat.RDF_XML}
    whole = {"ttl": SHIPPED.read_bytes()}
    whole |= {form: ox.serialize(triples, format=kind) or b"" for form, kind in kinds.items()}
    whole |= {"csv": sheets()["Findings.csv"], "xlsx": saved(book), "zip": packed(sheets())}
    makers = (cut_and_flipped(whole), encoded(), named(), large(), of_json(), of_xml(), of_rules())
    return dict(chain(*makers, of_tables(whole, packed)))


def aimed(data: bytes, canary: socket.socket) -> bytes:
    """Return a file whose addresses lead to the listener."""
    return data.replace(b"{port}", str(canary.getsockname()[1]).encode())


def was_called(canary: socket.socket) -> bool:
    """Return whether somebody called the listener."""
    try:
        canary.accept()
    except BlockingIOError:
        return False
    return True


def statements(name: str, data: bytes) -> bytes:
    """Return what a file says, read in this process."""
    if name.endswith(reading.ENDINGS):
        return ntriples(lift(reading.read(data, name).filled).quads)
    return ntriples(rdf.read(data, name=name, contexts={CONTEXT: context.stored()}))


def fault(name: str, data: bytes, home: Path) -> str:
    """Return what is wrong with the way in which a worker takes a file; nothing where all is well."""
    start = time.monotonic()
    verdict = worker.judge([Submitted(name, data)], home, limits=worker.Limits(seconds=SECONDS))
    spent, report = time.monotonic() - start, verdict.judged.report
    if verdict.refusal:
        return f"stopped by {verdict.refusal}"
    if spent > SECONDS:
        return f"took {spent:.1f} seconds"
    if any(problem.file != name or not problem.message or not problem.remedy for problem in report.violations):
        return "a problem without a file, a reason or a remedy"
    if "Traceback" in report.text() or "\x1b" in report.text() or "\u202e" in report.text():
        return "what no report should hold"
    if not verdict.judged.ntriples:
        return "" if report.violations else "nothing read, and no reason told"
    return "" if statements(name, data) == verdict.judged.ntriples else "read as something else"


@pytest.fixture(scope="module")
def store_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a built store, from which a worker begins soonest."""
    home = tmp_path_factory.mktemp("home")
    pipeline.build(home)
    return home


def test_there_are_three_hundred_files_of_nine_forms(files: Files) -> None:
    """What is claimed of them is claimed of as many."""
    assert 300 <= len(files)
    assert set(FORMS) == {name.rpartition(".")[2] for name in files}


def test_no_reader_fails_on_any_of_them_or_calls_anybody(files: Files, canary: socket.socket) -> None:
    """Each is refused with the name of the file and a reason, or read, in this very process."""
    told: dict[str, str] = {}
    for name, data in files.items():
        try:
            statements(name, aimed(data, canary))
        except UnreadableFileError as error:
            told[name] = error.reason

    assert "" not in told.values()
    assert [] == [name for name, reason in told.items() if "Traceback" in reason or "\x1b" in reason]
    assert not was_called(canary)


def test_a_worker_takes_a_share_of_them_well(files: Files, canary: socket.socket, store_home: Path) -> None:
    """Each in time, with a reason or as it was said; all of them is for `make soak`."""
    chosen = {name: data for place, (name, data) in enumerate(sorted(files.items())) if place % 17 == 0}
    found = {name: fault(name, aimed(data, canary), store_home) for name, data in chosen.items()}

    assert {} == {name: words for name, words in found.items() if words}
    assert not was_called(canary)


@pytest.mark.soak
def test_a_worker_takes_all_of_them_well(files: Files, canary: socket.socket, store_home: Path) -> None:
    """Three hundred times refused in time with a reason, or read as it was said; nobody is called."""
    with ThreadPoolExecutor(2) as threads:
        told = threads.map(lambda one: fault(one[0], aimed(one[1], canary), store_home), files.items())
        found = dict(zip(files, told, strict=True))

    assert {} == {name: words for name, words in found.items() if words}
    assert not was_called(canary)
