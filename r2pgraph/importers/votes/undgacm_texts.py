"""Read the machine-readable texts of the United Nations: Akoma Ntoso, single files, folders and ZIP archives.

Of a text the tables keep facts and places, and at most ten words of a sentence for finding it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

import polars as pl

from r2pgraph.errors import UnreadableFileError
from r2pgraph.importers import border, trees
from r2pgraph.importers.findings import Finding, Imported
from r2pgraph.importers.votes.texts.held import held
from r2pgraph.importers.votes.texts.passages import Passage, passages, plain
from r2pgraph.sources.reference_tests import rules
from r2pgraph.tables.imported.texts import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from xml.etree import ElementTree as ET

    from r2pgraph.sources.reference_tests import Rule

Rows = list[dict[str, str]]

_SYMBOL: Final = re.compile(r"A/RES/(?P<session>(?:ES-|S-)?\d+)/\d+(?: ?[A-Z](?:-[A-Z])?)?|S/\d{4}/\d+")
_CITED: Final = re.compile(r"^https?://undocs\.org/+(?:en/+)?(?P<symbol>(?:A|S|E|A/HRC)/RES/[^?#]+?)/?$", re.IGNORECASE)
_ITEM: Final = re.compile(r"^Agenda items? ", re.IGNORECASE)
_XML: Final = ".xml"
_ZIP: Final = ".zip"
_NAMED: Final = 5
"""How many of the members that are passed over a finding names."""

_HEADINGS: Final = "UNBIS Thesaurus"
_FETCH: Final = "Fetch the English XML from its publisher."


@dataclass(frozen=True)
class _Document:
    """One file: its name, its tree, its symbol, and what decides between two files of one symbol."""

    file: str
    root: ET.Element
    symbol: str

    @property
    def key(self) -> str:
        return key(self.symbol)

    @property
    def language(self) -> str:
        return _attribute(self.root, "FRBRExpression", "FRBRlanguage", "language")

    @property
    def edition(self) -> tuple[bool, str, str]:
        issued = _attribute(self.root, "FRBRExpression", "FRBRdate", "date")
        return "reissue" in self.file.lower(), issued, self.file


def read(kind: str, files: Sequence[Path]) -> Imported:
    """Return the tables ``texts``, ``text_references`` and ``citations_of_resolutions`` of a set of files.

    Args:
        kind: ``undgacm-texts``.
        files: XML files, or archives of them.

    Raises:
        UnreadableFileError: a file is damaged, unsafe, of another kind, or an archive holds no XML.
    """
    documents = [document for path in files for document in _documents(path)]
    if not documents:
        raise UnreadableFileError(files[0].name, "The archive holds no XML file.", None, _FETCH)
    chosen, findings = _chosen(documents)
    findings = [*_passed_over(files), *findings]
    known = rules()
    rows: dict[str, Rows] = {table.stem: [] for table in TABLES}
    for document in chosen:
        findings += _read_document(document, known, rows)
    frames = {table.stem: pl.DataFrame(rows[table.stem], dict.fromkeys(table.header, pl.String)) for table in TABLES}
    return Imported(kind, _series(files, chosen), frames, tuple(findings), len(documents))


def key(symbol: str) -> str:
    """Return the key of a document symbol: ``A/RES/75/254 A-C`` gives ``A-RES-75-254-A-C``."""
    hyphened = re.sub(r"[^A-Z0-9]+", "-", symbol.upper()).strip("-")
    return re.sub(r"(?<=-)(\d+)(?=[A-Z])", r"\1-", hyphened)


def _documents(path: Path) -> Iterator[_Document]:
    if path.suffix.lower() == _ZIP:
        for name, raw in border.members(path, _XML):
            yield _document(raw, f"{path.name}/{name}")
    else:
        yield _document(border.data(path), path.name)


def _passed_over(files: Sequence[Path]) -> Iterator[Finding]:
    """Yield one finding for each kind of member that an archive has beside the texts."""
    for path in files:
        others = border.passed_over(path, _XML) if path.suffix.lower() == _ZIP else {}
        for ending, names in sorted(others.items()):
            reason = f"Members that are no XML are not read; there are {len(names)} that end in {ending or 'nothing'}."
            yield Finding("passed-over", path.name, None, ", ".join(sorted(names)[:_NAMED]), "refused", reason)


def _document(raw: bytes, file: str) -> _Document:
    root = trees.tree(raw, file)
    if root.tag != "akomaNtoso":
        reason = f"The root of the XML is {root.tag}, not akomaNtoso."
        raise UnreadableFileError(file, reason, 1, _FETCH)
    symbol = " ".join(plain(root.find(".//coverPage//docNumber")).split())
    if not _SYMBOL.fullmatch(symbol):
        reason = f"The cover bears no symbol of a resolution or draft: {symbol!r}."
        raise UnreadableFileError(file, reason, None, _FETCH)
    return _Document(file, root, symbol)


def _chosen(documents: Sequence[_Document]) -> tuple[list[_Document], list[Finding]]:
    """Return one English document for each symbol, and a finding for each one left out."""
    findings, best = [], dict[str, _Document]()
    for document in documents:
        if document.language not in {"eng", ""}:
            reason = "The tests are made for English, so a text in another language is left out."
            findings.append(Finding("unknown-value", document.file, None, document.language, "refused", reason))
            continue
        other = best.get(document.key)
        best[document.key] = max(document, other or document, key=lambda one: one.edition)
        if other:
            lesser = min(document, other, key=lambda one: one.edition)
            reason = f"The symbol stands twice; {best[document.key].file} is the reissue or the later one."
            findings.append(Finding("repeated-symbol", lesser.file, None, document.symbol, "refused", reason))
    return list(best.values()), findings


def _read_document(document: _Document, known: Sequence[Rule], rows: dict[str, Rows]) -> list[Finding]:
    """Add the rows of one document, and return what was noticed in it."""
    text = _text(document)
    rows["texts"].append(text)
    found = list(passages(document.root))
    source = _source(document)
    rows["citations_of_resolutions"] += _citations(document, found)
    findings = _odd(document, text)
    if text["status"] == "adopted":
        rows["text_references"] += [
            {
                "resolution": document.key, "test": one.test, "place": one.place,
                "sentence_start": one.sentence_start, "source": source,
            }
            for one in held(found, _headings(document.root), known)
        ]  # fmt: skip
    return findings


def _text(document: _Document) -> dict[str, str]:
    root = document.root
    statement = root.find(".//statement")
    is_draft = statement is not None and statement.get("name") == "draftResolution"
    titles = [plain(title) for title in root.iterfind(".//preface/p/docTitle")]
    date = _attribute(root, "FRBRWork", "FRBRdate", "date")
    match = _SYMBOL.fullmatch(document.symbol)
    return {
        "resolution": document.key,
        "symbol": document.symbol,
        "title": next(filter(None, titles), "") or _library_title(root),
        "status": "not-adopted" if is_draft else "adopted",
        "session": (match["session"] or "") if match else "",
        "adopted_on": date if _is_day(date) and not is_draft else "",
        "draft": _inline(root, "originating document"),
        "agenda_item": _ITEM.sub("", _inline(root, "agenda item")),
        "committee": _committee(root),
        "file": document.file,
        "source": _source(document),
    }


def _is_day(date: str) -> bool:
    try:
        return dt.date.fromisoformat(date).isoformat() == date
    except ValueError:
        return False


def _odd(document: _Document, text: dict[str, str]) -> list[Finding]:
    """Return what a reader of one document should know."""
    findings = []
    if text["status"] == "not-adopted":
        reason = "The organ did not adopt the draft, so it is no resolution and no test is run on it."
        findings.append(Finding("not-adopted", document.file, None, document.symbol, "kept", reason))
    elif not text["adopted_on"]:
        date = _attribute(document.root, "FRBRWork", "FRBRdate", "date")
        reason = "The text names no day of adoption that a calendar could hold."
        findings.append(Finding("no-such-date", document.file, None, date, "refused", reason))
    if len(list(document.root.iter("statement"))) > 1:
        reason = "Several resolutions stand under one symbol; the place of each reference names its part."
        findings.append(Finding("several-resolutions", document.file, None, document.symbol, "kept", reason))
    return findings


def _citations(document: _Document, found: Sequence[Passage]) -> Rows:
    """Return one row for each other resolution and place; a symbol is written as the text writes it first."""
    written: dict[str, str] = {}
    at: dict[tuple[str, str], None] = {}
    for passage in found:
        for symbol in _cited(passage):
            cited = key(symbol)
            written.setdefault(cited, symbol)
            at[cited, passage.place] = None
    source = _source(document)
    return [
        {"resolution": document.key, "cites": cited, "cited_symbol": written[cited], "place": place, "source": source}
        for cited, place in at
        if cited != document.key
    ]


def _cited(passage: Passage) -> Iterator[str]:
    """Yield the symbol of each resolution that a passage links to."""
    for link in passage.links:
        if match := _CITED.match(unquote(link).strip()):
            yield " ".join(match["symbol"].upper().replace("(", " (").split())


def _headings(root: ET.Element) -> list[str]:
    return [word.get("showAs", "") for word in root.iter("keyword") if word.get("dictionary") == _HEADINGS]


def _library_title(root: ET.Element) -> str:
    """Return the title that the library gave a draft, which prints none."""
    return next((word.get("showAs", "") for word in root.iter("keyword") if word.get("refersTo") == "title"), "")


def _attribute(root: ET.Element, level: str, element: str, name: str) -> str:
    found = root.find(f".//{level}/{element}")
    return found.get(name, "") if found is not None else ""


def _inline(root: ET.Element, name: str) -> str:
    """Return the words that the cover marks by this name."""
    return next((plain(one) for one in root.iterfind(".//coverPage//inline") if one.get("name") == name), "")


def _committee(root: ET.Element) -> str:
    """Return the main committee that reported, such as ``third``, or nothing."""
    proponent = root.find(".//coverPage//docProponent")
    name = (proponent.get("refersTo") or "") if proponent is not None else ""
    return name.removeprefix("#").removesuffix("Committee").replace("noMain", "")


def _source(document: _Document) -> str:
    match = _SYMBOL.fullmatch(document.symbol)
    session = match["session"] if match else None
    return f"undgacm-ga-text-{session.lower()}" if session else "undgacm-sc-drafts"


def _series(files: Sequence[Path], documents: Sequence[_Document]) -> str:
    """Return what a newer set replaces: the session of most texts, or one text where a single file of XML was given."""
    if len(files) == 1 and files[0].suffix.lower() != _ZIP:
        return f"undgacm-texts-{documents[0].key.lower()}" if documents else "undgacm-texts"
    counts = Counter(_source(document).removeprefix("undgacm-").removeprefix("ga-text-") for document in documents)
    return f"undgacm-texts-{max(sorted(counts), key=counts.__getitem__)}" if counts else "undgacm-texts"
