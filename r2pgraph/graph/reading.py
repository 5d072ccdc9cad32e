"""Read a file of triples: the one border that RDF from outside crosses, whole or not at all."""

from __future__ import annotations

import re
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

import pyoxigraph as ox

from r2pgraph.errors import UnreadableFileError
from r2pgraph.graph import border, disguises, syntax_recovery
from r2pgraph.graph.contexts import NOWHERE, UNDEFINED, prepare
from r2pgraph.graph.syntax_errors import explain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from r2pgraph.graph.contexts import Context


class _Format(NamedTuple):
    parser: ox.RdfFormat
    syntax: str


FORMATS: Final = MappingProxyType({
    ".ttl": _Format(ox.RdfFormat.TURTLE, "turtle"),
    ".trig": _Format(ox.RdfFormat.TRIG, "turtle"),
    ".nt": _Format(ox.RdfFormat.N_TRIPLES, "turtle"),
    ".nq": _Format(ox.RdfFormat.N_QUADS, "turtle"),
    ".jsonld": _Format(ox.RdfFormat.JSON_LD, "json"),
    ".json": _Format(ox.RdfFormat.JSON_LD, "json"),
    ".rdf": _Format(ox.RdfFormat.RDF_XML, "xml"),
})  # fmt: skip
"""The endings that are read, each with its parser and the syntax of its brackets."""

SCHEMES: Final = ("http", "https", "urn")
"""The only kinds of IRI that a thing may be named with."""

_NO_CONTEXTS: Final[Mapping[str, Context]] = MappingProxyType({})
_TELLING: Final = 2
_HIDDEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ESCAPE: Final = re.compile(rb"\\u00(?:0[0-8bcefBCEF]|1|7[fF])|\\[bf]")


def read(
    source: Path | str | bytes, *, name: str | None = None, contexts: Mapping[str, Context] = _NO_CONTEXTS
) -> list[ox.Quad]:
    """Return every statement of a file, or none of them.

    Args:
        source: the path of the file, or its bytes.
        name: the name to report and to take the format from; needed with bytes.
        contexts: the JSON-LD contexts known by IRI; a document may name these or write out its own.

    Raises:
        UnreadableFileError: the file is missing, unsafe or not well formed; the error says where and why.
    """
    file = name or ("" if isinstance(source, bytes) else str(source))
    form = _form(file)
    data = _let_in(source if isinstance(source, bytes) else _bytes(Path(source), file), file, form)
    quads = _parse_json(data, file, contexts) if form.syntax == "json" else _parse(data, file, form)
    _refuse_terms(quads, data, file)
    return quads


def faults(source: Path | bytes, error: UnreadableFileError) -> list[UnreadableFileError]:
    """Return every fault of a file that ``read`` refused: all syntax errors of Turtle, else the one that was raised.

    Args:
        source: the path of the file, or its bytes.
        error: what ``read`` raised for it; where the name in it ends in ``.ttl``, more than one fault is looked for.
    """
    file = error.file
    if Path(file).suffix.lower() != ".ttl":
        return [error]
    try:
        data = _let_in(source if isinstance(source, bytes) else _bytes(source, file), file, _form(file))
    except UnreadableFileError:
        return [error]
    return syntax_recovery.errors(data, file) or [error]


def _let_in(raw: bytes, file: str, form: _Format) -> bytes:
    """Return the text that the parser may see, once it is what its name says, in UTF-8 and not too deep."""
    disguises.refuse(raw, file)
    data = border.clean(raw, file)
    (border.refuse_doctype if form.syntax == "xml" else border.refuse_markup)(data, file)
    border.refuse_depth(data, file, form.syntax)
    return data


def _form(file: str) -> _Format:
    ending = Path(file).suffix.lower()
    if ending not in FORMATS:
        raise UnreadableFileError(file, f"The ending {ending!r} is not read.", None, f"Known: {', '.join(FORMATS)}.")
    return FORMATS[ending]


def _bytes(path: Path, file: str) -> bytes:
    try:
        if not path.is_file():
            raise UnreadableFileError(file, "There is no such file." if not path.exists() else "This is not a file.")
        border.refuse_size(path.stat().st_size, file)
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise UnreadableFileError(file, f"The file cannot be opened: {error}.") from None


def _parse(data: bytes, file: str, form: _Format) -> list[ox.Quad]:
    base = NOWHERE if form.syntax == "xml" else None
    try:
        return [_quad(found) for found in ox.parse(data, form.parser, base_iri=base)]
    except (SyntaxError, ValueError, OSError, MemoryError) as error:
        raise explain(error, data, file, form.syntax) from None


def _parse_json(data: bytes, file: str, known: Mapping[str, Context]) -> list[ox.Quad]:
    """Parse twice: leniently, to see the names that a strict JSON-LD parser drops without a word, and strictly."""
    ready = prepare(data, file, known)
    try:
        seen = list(ox.parse(ready, ox.RdfFormat.JSON_LD, base_iri=NOWHERE, lenient=True))
        _refuse_terms(seen, data, file)
        quads = list(ox.parse(ready, ox.RdfFormat.JSON_LD, base_iri=NOWHERE))
    except (SyntaxError, ValueError, OSError, MemoryError) as error:
        raise explain(error, data, file, "json") from None
    if len(quads) < max(len(seen), 1):
        reason = "The document says nothing that can be read as statements." if not seen else "A value would be lost."
        raise UnreadableFileError(file, reason, None, "Compare it with a JSON-LD file of this project.")
    return quads


def _quad(found: ox.Quad | ox.Triple) -> ox.Quad:
    return found if isinstance(found, ox.Quad) else ox.Quad(found.subject, found.predicate, found.object)


def _refuse_terms(quads: Iterable[ox.Quad], data: bytes, file: str) -> None:
    """Raise for the first term that is well formed yet not allowed; each IRI is looked at once."""
    good: set[str] = set()
    for quad in quads:
        for term in quad:
            name = term.datatype if isinstance(term, ox.Literal) else term
            if isinstance(name, ox.NamedNode) and name.value not in good:
                _refuse_iri(name.value, data, file)
                good.add(name.value)
            if isinstance(term, ox.Literal):
                _refuse_literal(term, data, file)
            elif isinstance(term, ox.Triple):
                raise UnreadableFileError(file, "A statement about a statement (RDF 1.2) is not read here.")


def _refuse_iri(iri: str, data: bytes, file: str) -> None:
    if iri.startswith(NOWHERE):
        written = iri.removeprefix(NOWHERE)
        reason = f"{written!r} is a relative IRI, and a file here has no address to complete it with."
        remedy = "Write the whole IRI, such as https://w3id.org/r2pgraph/state/TLS."
    elif iri.startswith(UNDEFINED):
        written = iri.removeprefix(UNDEFINED)
        reason = f"The context does not define {written!r}, so what stands under it would be lost."
        remedy = "Correct the spelling or add it to the context."
    elif iri.partition(":")[0].lower() not in SCHEMES:
        written = iri
        reason = f"The IRI <{iri}> begins with {iri.partition(':')[0]!r}; things are named with http, https or urn."
        remedy = "Use an IRI of these kinds, or write the address as text."
    elif _is_iri(iri):
        return
    else:
        written, reason, remedy = iri, f"<{iri}> is not a well-formed IRI.", "Remove blanks, quotes and brackets."
    raise UnreadableFileError(file, reason, _line_of(written, data), remedy)


def _is_iri(text: str) -> bool:
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


def _refuse_literal(literal: ox.Literal, data: bytes, file: str) -> None:
    if hidden := _HIDDEN.search(literal.value):
        found = _ESCAPE.search(data)
        line = border.line_at(data, found.start()) if found else None
        reason = f"A text holds the control character U+{ord(hidden.group()):04X}."
        raise UnreadableFileError(file, reason, line, "Remove it; only tab and line end may stand in a text.")
    language = literal.language
    if literal.direction is not None or (language and not _is_language(language)):
        reason = f"{language!r} is not a plain language tag."
        raise UnreadableFileError(file, reason, _line_of(language or "", data), 'Use one such as "en" or "pt".')


def _is_language(tag: str) -> bool:
    try:
        ox.Literal("", language=tag)
    except ValueError:
        return False
    return True


def _line_of(written: str, data: bytes) -> int | None:
    """Return the line on which a name stands as written or, if it is long enough to tell, its last part; else None."""
    last = re.split(r"[/#:]", written)[-1]
    for text in (f'"{written}"', f"<{written}>", written if len(written) > _TELLING else "", last):
        position = data.find(text.encode()) if len(text) > _TELLING else -1
        if position >= 0:
            return border.line_at(data, position)
    return None
