"""The border for RDF files: hostile, broken and merely careless files are refused whole, with the line."""

from __future__ import annotations

import http.server
import json
import threading
from typing import TYPE_CHECKING

import pytest

from r2pgraph.errors import UnreadableFileError
from r2pgraph.graph.reading import FORMATS, read
from r2pgraph.vocab import CONTEXT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Make = Callable[[int], bytes]

RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x/"'
KNOWN = {CONTEXT: {"id": "@id", "note": "http://x/note", "next": {"@id": "http://x/next", "@type": "@id"}}}


def refusal(name: str, data: bytes) -> UnreadableFileError:
    """Return the error that reading the bytes under this name raises."""
    with pytest.raises(UnreadableFileError) as caught:
        read(data, name=name, contexts=KNOWN)
    return caught.value


def turtle(depth: int) -> bytes:
    """Return Turtle with that many brackets open at once."""
    return b"<urn:a> <urn:b> " + b"[ <urn:b> " * depth + b"1" + b" ]" * depth + b" ."


def lists(depth: int) -> bytes:
    """Return Turtle with that many lists in one another."""
    return b"<urn:a> <urn:b> " + b"( " * depth + b") " * depth + b"."


def trig(depth: int) -> bytes:
    """Return TriG with that many brackets open, one of them the graph's own."""
    return b"<urn:g> { " + turtle(depth - 1) + b" }"


def jsonld(depth: int) -> bytes:
    """Return JSON-LD with that many objects in one another."""
    return b'{"http://x/a":' * depth + b"1" + b"}" * depth


def arrays(depth: int) -> bytes:
    """Return JSON-LD with that many brackets in one another, the outermost an object."""
    return b'{"http://x/a":' + b"[" * (depth - 1) + b"1" + b"]" * (depth - 1) + b"}"


def rdfxml(depth: int) -> bytes:
    """Return RDF/XML with that many elements in one another, or one fewer where the number is even."""
    pairs = (depth - 3) // 2
    inner = b"<rdf:Description><x:b>" * pairs + b"</x:b></rdf:Description>" * pairs
    return f"<rdf:RDF {RDF}><rdf:Description><x:b>".encode() + inner + b"</x:b></rdf:Description></rdf:RDF>"


NESTED = [
    ("a.ttl", turtle), ("a.ttl", lists), ("a.trig", trig), ("a.jsonld", jsonld), ("a.json", arrays), ("a.rdf", rdfxml),
]  # fmt: skip


class TestWhatIsRead:
    """Well-formed files in each format give their statements."""

    @pytest.mark.parametrize(
        ("name", "data"),
        [
            ("a.ttl", b"<urn:a> <http://x/note> 'x' ."),
            ("a.trig", b"<urn:a> <http://x/note> 'x' ."),
            ("a.nt", b'<urn:a> <http://x/note> "x" .'),
            ("a.nq", b'<urn:a> <http://x/note> "x" .'),
            ("a.jsonld", b'{"@id":"urn:a","http://x/note":"x"}'),
            ("a.json", b'{"@context":{"n":"http://x/note"},"@id":"urn:a","n":"x"}'),
            ("a.rdf", f'<rdf:RDF {RDF}><rdf:Description rdf:about="urn:a" x:note="x"/></rdf:RDF>'.encode()),
        ],
    )
    def test_every_format_says_the_same(self, name: str, data: bytes) -> None:
        """One statement, written in seven formats, is the same statement."""
        assert ['<urn:a> <http://x/note> "x"'] == [str(quad) for quad in read(data, name=name)]

    def test_seven_endings_are_known(self) -> None:
        """The endings are those that the documentation names."""
        assert [".ttl", ".trig", ".nt", ".nq", ".jsonld", ".json", ".rdf"] == list(FORMATS)

    def test_one_byte_order_mark_is_dropped(self) -> None:
        """Editors on Windows put a mark before the text; it does no harm."""
        assert 1 == len(read(b"\xef\xbb\xbf<urn:a> <urn:b> 1 .", name="a.ttl"))

    def test_a_path_is_read_like_bytes(self, tmp_path: Path) -> None:
        """The ending of the path gives the format."""
        (tmp_path / "a.nt").write_bytes(b'<urn:a> <urn:b> "x" .\n')
        assert 1 == len(read(tmp_path / "a.nt"))

    def test_the_bundled_context_is_used_by_its_name(self) -> None:
        """A document may name a context that is at hand, alone or in a list with its own."""
        named = json.dumps({"@context": [CONTEXT, {"more": "http://x/more"}], "id": "urn:a", "note": "x", "more": 1})
        found = {str(quad) for quad in read(named.encode(), name="a.jsonld", contexts=KNOWN)}
        integer = "<http://www.w3.org/2001/XMLSchema#integer>"
        assert {'<urn:a> <http://x/note> "x"', f'<urn:a> <http://x/more> "1"^^{integer}'} == found

    def test_a_context_may_be_given_as_its_file_holds_it(self) -> None:
        """A context file wraps its names in "@context"; both forms are understood."""
        text = json.dumps({"@context": CONTEXT, "id": "urn:a", "note": "x"}).encode()
        wrapped = {CONTEXT: {"@context": KNOWN[CONTEXT]}}
        assert read(text, name="a.json", contexts=KNOWN) == read(text, name="a.json", contexts=wrapped)

    @pytest.mark.parametrize(
        "data",
        [
            b"<urn:a> <urn:b> '" + b"[" * 500 + b"' .",
            b"<urn:a> <urn:b> '''" + b"(" * 500 + b"\n''' .",
            b"<urn:a> <urn:b> 1 . # " + b"{[(" * 500,
            b'<urn:a> <urn:b> "\\"' + b"[" * 500 + b'" .',
            b"@prefix x: <urn:x:> . x:a x:b x:" + b"\\(" * 500 + b" .",
        ],
    )
    def test_brackets_in_strings_and_comments_do_not_count(self, data: bytes) -> None:
        """Only brackets that a parser would open are counted."""
        assert 1 == len(read(data, name="a.ttl"))

    def test_braces_in_json_strings_do_not_count(self) -> None:
        """Text may hold as many braces as it likes."""
        assert 1 == len(read(b'{"@id":"urn:a","http://x/note":"\\"' + b"{[" * 500 + b'"}', name="a.jsonld"))


class TestDepth:
    """Nothing is handed to a parser that nests deeper than 64."""

    @pytest.mark.parametrize(("name", "make"), NESTED)
    def test_ten_levels_are_read(self, name: str, make: Make) -> None:
        """Honest files nest a little."""
        assert read(make(10), name=name)

    @pytest.mark.parametrize(("name", "make"), NESTED)
    def test_sixty_four_levels_are_read(self, name: str, make: Make) -> None:
        """The limit itself is allowed."""
        assert read(make(64), name=name)

    @pytest.mark.parametrize("depth", [66, 10_000, 1_000_000])
    @pytest.mark.parametrize(("name", "make"), NESTED)
    def test_more_levels_are_refused(self, name: str, make: Make, depth: int) -> None:
        """Beyond the limit the scanner refuses before any parser can overflow."""
        assert "nested in one another" in refusal(name, make(depth)).reason

    def test_the_line_is_that_of_the_bracket_too_many(self) -> None:
        """One bracket a line: the sixty-fifth stands on line 66."""
        assert 66 == refusal("a.ttl", b"<urn:a> <urn:b>\n" + b"[ <urn:b>\n" * 70).line

    def test_sixty_five_levels_are_refused(self) -> None:
        """One above the limit is above the limit."""
        assert "nested" in refusal("a.jsonld", jsonld(65)).reason

    def test_strings_never_closed_do_not_hide_brackets(self) -> None:
        """An unfinished string ends in a refusal, whatever follows it."""
        assert refusal("a.ttl", b'<urn:a> <urn:b> "' + b"[" * 100_000)
        assert refusal("a.json", b'{"a":"' + b"[" * 100_000)


REFUSED = [
    ("not UTF-8", "a.ttl", b"<urn:a> <urn:b> 1 .\n<urn:a> <urn:b> '\xff' .", 2, "not UTF-8"),
    ("overlong UTF-8", "a.ttl", b"<urn:a> <urn:b> '\xc0\xaf' .", 1, "not UTF-8"),
    ("UTF-16", "a.ttl", "<urn:a> <urn:b> 1 .".encode("utf-16"), 1, "not UTF-8"),
    ("lone surrogate", "a.ttl", b"<urn:a> <urn:b> '\xed\xa0\x80' .", 1, "not UTF-8"),
    ("two byte order marks", "a.ttl", b"\xef\xbb\xbf\xef\xbb\xbf<urn:a> <urn:b> 1 .", 1, "not Turtle"),
    ("NUL", "a.ttl", b"<urn:a> <urn:b> 1 .\n\n<urn:a> <urn:b> '\x00' .", 3, "U+0000"),
    ("bell", "a.nt", b'<urn:a> <urn:b> "\x07" .', 1, "U+0007"),
    ("escaped NUL", "a.ttl", b"<urn:a> <urn:b> 1 .\n<urn:a> <urn:b> '\\u0000' .", 2, "U+0000"),
    ("escaped NUL in JSON", "a.json", b'{"@id":"urn:a",\n"http://x/note":"\\u0000"}', 2, "U+0000"),
    ("escaped form feed", "a.ttl", b"<urn:a> <urn:b> '\\f' .", 1, "U+000C"),
    ("relative IRI", "a.ttl", b"<urn:a> <urn:b> 1 .\n<a> <urn:b> 1 .", 2, "<a> is a relative IRI"),
    ("relative IRI in JSON-LD", "a.jsonld", b'{"@id":"urn:a",\n"http://x/next":{"@id":"../etc"}}', 2, "relative IRI"),
    ("relative IRI in RDF/XML", "a.rdf",
     f'<rdf:RDF {RDF}>\n<rdf:Description rdf:about="here" x:note="x"/></rdf:RDF>'.encode(), 2, "relative IRI"),
    ("file IRI", "a.ttl", b"<urn:a> <urn:b> 1 .\n<file:///etc/passwd> <urn:b> 1 .", 2, "http, https or urn"),
    ("file IRI in JSON-LD", "a.json", b'{"@id":"file:///etc/passwd","http://x/note":1}', 1, "http, https or urn"),
    ("script IRI", "a.ttl", b"<urn:a> <urn:b> <javascript:alert(1)> .", 1, "http, https or urn"),
    ("data IRI as datatype", "a.ttl", b"<urn:a> <urn:b> 'x'^^<data:text/html,x> .", 1, "http, https or urn"),
    ("blank in IRI", "a.ttl", b"<urn:a> <urn:b> <http://x/a b> .", 1, "holds ' '"),
    ("quote in IRI", "a.nt", b'<urn:a> <urn:b> <http://x/"> .', 1, "no IRI may"),
    ("CR LF in IRI", "a.nt", b"<urn:a> <urn:b> <http://x/\\u000D\\u000A> .", 1, "no IRI may"),
    ("blank in JSON-LD IRI", "a.json", b'{"@id":"http://x/a b","http://x/note":1}', 1, "not a well-formed IRI"),
    ("bad language in JSON-LD", "a.json",
     b'{"@id":"urn:a","http://x/note":{"@value":"x","@language":"no tag"}}', 1, "language tag"),
    ("prefix not declared", "a.ttl", b"<urn:a> <urn:b> 1 .\n<urn:a> r2p:year 1 .", 2, "r2p: is used but not declared"),
    ("statement about a statement", "a.ttl", b"<urn:a> <urn:b> <<( <urn:a> <urn:b> 1 )>> .", 1, "RDF 1.2"),
    ("nested triple terms", "a.nt", b"<urn:a> <urn:b> " + b"<<( <urn:a> <urn:b> " * 20_000, 1, "RDF 1.2"),
    ("HTML in a Turtle file", "a.ttl", b"<!DOCTYPE html>\n<html></html>", 1, "XML or HTML"),
    ("RDF/XML in a Turtle file", "a.ttl", b'<?xml version="1.0"?><rdf:RDF/>', 1, "XML or HTML"),
    ("HTML in a JSON file", "a.json", b"<html>404</html>", 1, "XML or HTML"),
    ("XML that is not RDF", "a.rdf", b"<html><body/></html>", None, "not RDF/XML"),
    ("XML with a wrong end tag", "a.rdf",
     f'<rdf:RDF {RDF}>\n<rdf:Description rdf:about="urn:a">\n<x:b>1</x:c></rdf:Description></rdf:RDF>'.encode(),
     3, "not RDF/XML"),
    ("XML in another encoding", "a.rdf", b'<?xml version="1.0" encoding="UTF-16"?><a/>', 1, "not RDF/XML"),
    ("external entity", "a.rdf", b'<?xml version="1.0"?>\n<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<r/>',
     2, "DOCTYPE"),
    ("plain DOCTYPE", "a.rdf", b"<!DOCTYPE rdf:RDF>\n<rdf:RDF/>", 1, "DOCTYPE"),
    ("remote context", "a.jsonld", b'{"@context":\n"http://evil/c","@id":"urn:a"}', 2, "http://evil/c"),
    ("remote context in a list", "a.jsonld", b'{"@context":[{},"https://schema.org/"],"@id":"urn:a"}', 1, "schema.org"),
    ("remote context deep inside", "a.jsonld",
     b'{"@id":"urn:a","http://x/next":{"@context":"file:///etc/c"}}', 1, "file:///etc/c"),
    ("scoped remote context", "a.jsonld",
     b'{"@context":{"n":{"@id":"http://x/n","@context":"http://evil/s"}},"@id":"urn:a"}', 1, "http://evil/s"),
    ("imported context", "a.jsonld", b'{"@context":{"@import":"http://evil/i"},"@id":"urn:a"}', 1, "http://evil/i"),
    ("NaN in JSON", "a.json", b'{"@id":"urn:a",\n"http://x/note":NaN}', 2, "NaN"),
    ("infinity in JSON", "a.json", b'{"@id":"urn:a","http://x/note":1e400}', 1, "1e400"),
    ("key twice in JSON", "a.json", b'{"@id":"urn:a",\n"http://x/note":1,"http://x/note":2}', 2, "twice"),
    ("a comma too many in JSON", "a.json", b'{"@id":"urn:a",\n}', 2, "not JSON"),
    ("bare value in JSON", "a.json", b'"text"', 1, "bare JSON value"),
    ("number of 5,000 digits in JSON", "a.json", b'{"http://x/note":' + b"9" * 5000 + b"}", None, "not JSON"),
    ("undefined name in JSON-LD", "a.json", b'{"@id":"urn:a",\n"levl":1}', 2, "does not define 'levl'"),
    ("undefined keyword in JSON-LD", "a.json", b'{"@id":"urn:a",\n"@idd":1}', 2, "@idd"),
    ("undefined class in JSON-LD", "a.json", b'{"@id":"urn:a",\n"@type":"Ratng"}', 2, "Ratng"),
    ("context reset and name undefined", "a.json", b'{"@context":null,"@id":"urn:a","levl":1}', 1, "levl"),
    ("JSON that says nothing", "a.json", b'{"@context":{"a":null},"a":"b"}', None, "says nothing"),
    ("name too long for the parser", "a.nt", b'<urn:a> <urn:b> "' + b"a" * 17_000_000 + b'" .', None, "16 MB"),
    ("comment never closed in XML", "a.rdf", b"<!--" * 1_000_000, 1, "not RDF/XML"),
    ("quotes never closed in XML", "a.rdf", b'<a "' * 1_000_000, 1, "not RDF/XML"),
    ("quotes never closed in JSON", "a.json", b'{"a":"' + b'\\"' * 1_000_000, 1, "not JSON"),
    ("long quotes never closed", "a.ttl", b'"""a' * 1_000_001, 1, "not Turtle"),
    ("unknown ending", "a.n3", b"", None, "'.n3' is not read"),
    ("no ending", "README", b"", None, "'' is not read"),
]  # fmt: skip


class TestWhatIsRefused:
    """Each fault is named in plain words, with its line where it has one."""

    @pytest.mark.parametrize(
        ("name", "data", "line", "words"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
    )
    def test_fault_is_named_with_its_line(self, name: str, data: bytes, line: int | None, words: str) -> None:
        """The reason holds the words and the line is the fault's."""
        error = refusal(name, data)
        assert words in str(error)
        assert (name, line) == (error.file, error.line)

    def test_a_relative_iri_comes_with_its_remedy(self) -> None:
        """The reader learns what to write instead."""
        assert "https://w3id.org/r2pgraph/state/TLS" in refusal("a.ttl", b"<a> <urn:b> 1 .").remedy

    def test_a_prefix_of_ours_comes_with_its_declaration(self) -> None:
        """The remedy can be copied into the file."""
        remedy = refusal("a.ttl", b"state:TLS <urn:b> 1 .").remedy
        assert remedy.startswith("Add at the top: @prefix state: <https://w3id.org/r2pgraph/state/> . ")

    def test_a_file_above_the_size_limit_is_refused_unread(self, tmp_path: Path) -> None:
        """A sparse file of 65 MB is refused by its size."""
        path = tmp_path / "a.ttl"
        with path.open("wb") as file:
            file.truncate(65 * 1024 * 1024)
        with pytest.raises(UnreadableFileError, match="at most 67,108,864"):
            read(path)

    def test_bytes_above_the_size_limit_are_refused(self) -> None:
        """The same limit holds for bytes."""
        assert "at most" in refusal("a.ttl", b" " * (64 * 1024 * 1024 + 1)).reason

    @pytest.mark.parametrize("path", ["missing.ttl", "folder.ttl"])
    def test_what_is_no_file_is_refused(self, tmp_path: Path, path: str) -> None:
        """A missing file and a folder give a sentence, no traceback."""
        (tmp_path / "folder.ttl").mkdir()
        with pytest.raises(UnreadableFileError, match=r"no such file|not a file"):
            read(tmp_path / path)

    def test_a_context_named_many_times_is_refused(self) -> None:
        """A small file may not unfold into gigabytes of contexts."""
        many = json.dumps([{"@context": CONTEXT, "id": "urn:a", "note": "x"}] * 101)
        assert "more than 100 times" in refusal("a.json", many.encode()).reason

    def test_entity_bomb_is_refused_at_its_declaration(self) -> None:
        """The billion laughs never start."""
        entities = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
        bomb = b'<?xml version="1.0"?>\n<!DOCTYPE r [<!ENTITY l0 "ha">' + entities + b"]>\n<r>&l9;</r>"
        assert "DOCTYPE" in refusal("a.rdf", bomb).reason


class TestAllOrNothing:
    """A file that is cut off anywhere gives either every statement or none."""

    WHOLE = b'@prefix x: <http://x/> .\nx:a a x:B ; x:n 1 , "two"@en ;\n  x:m """three\nfour""" .\nx:c x:n x:d .\n'

    @pytest.mark.parametrize("cut", range(len(WHOLE)))
    def test_a_cut_file_is_refused_or_ends_with_a_full_stop(self, cut: int) -> None:
        """What is accepted ends at the end of a statement, apart from blanks."""
        part = self.WHOLE[:cut]
        if part.rstrip()[-1:] in (b"", b"."):
            assert len(read(part, name="a.ttl")) in (0, 4, 5)
        else:
            assert refusal("a.ttl", part).line

    @pytest.mark.parametrize("cut", range(0, 200, 7))
    def test_cut_json_is_refused(self, cut: int) -> None:
        """No prefix of a JSON object is a JSON object."""
        whole = json.dumps({"@id": "urn:a", "http://x/note": ["x"] * 40}).encode()
        assert refusal("a.json", whole[:cut]).reason


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """Serve on the loopback interface and note every request."""
    hits: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            hits.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"@context":{}}')

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", hits
    server.shutdown()
    server.server_close()


def test_nothing_is_fetched(listener: tuple[str, list[str]]) -> None:
    """Files that ask for the network are refused or read without it: the listener hears nothing."""
    address, hits = listener
    asking = [
        ("a.jsonld", f'{{"@context":"{address}/c","@id":"urn:a"}}'),
        ("a.jsonld", f'{{"@context":["{address}/c"],"@id":"urn:a"}}'),
        ("a.jsonld", f'{{"@context":{{"@import":"{address}/c"}},"@id":"urn:a"}}'),
        ("a.jsonld", f'{{"@context":{{"n":{{"@id":"http://x/n","@context":"{address}/c"}}}},"@id":"urn:a"}}'),
        ("a.rdf", f'<!DOCTYPE r SYSTEM "{address}/d"><r/>'),
        ("a.rdf", f'<!DOCTYPE r [<!ENTITY e SYSTEM "{address}/e">]><r>&e;</r>'),
    ]
    for name, text in asking:
        refusal(name, text.encode())
    imports = f"<urn:a> <http://www.w3.org/2002/07/owl#imports> <{address}/o> ."
    assert 1 == len(read(imports.encode(), name="a.ttl"))
    assert [] == hits
