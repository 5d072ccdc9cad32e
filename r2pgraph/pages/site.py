"""One store, seen by pages: what they ask it, and what they call things."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeVar

from r2pgraph import __version__
from r2pgraph.evidence.comparing import LATEST
from r2pgraph.pages import addresses, statics
from r2pgraph.queries import run
from r2pgraph.vocab import BASE, compact, expand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from r2pgraph.store import Store
    from r2pgraph.store.kept import Editions

Kept = TypeVar("Kept")

Record = dict[str, Any]
"""A row by column: text, number, truth value or IRI; ``None`` where a column is unbound."""

_NAMING: Final = ("skos:prefLabel", "rdfs:label", "dcterms:title", "dcterms:identifier")
"""What names a thing, the best first."""

FORM_NAMES: Final = {
    "ttl": "Turtle",
    "jsonld": "JSON-LD",
    "nt": "N-Triples",
    "csv": "CSV",
    "docx": "Word",
    "pdf": "PDF",
}
DOORS: Final = (
    ("States", "/state"), ("Assessments", "/assessment"), ("Indicators", "/indicator"), ("Resolutions", "/resolution"),
    ("Treaties", "/treaty"), ("Sources", "/source"), ("Queries", "/query"), ("Ontology", "/ontology"),
    ("Changes", "/changes"), ("Trust", "/trust"),
)  # fmt: skip
"""Where every page leads to."""

POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self' 'wasm-unsafe-eval'; "
    "worker-src 'self'; connect-src 'self'; form-action 'self'; font-src 'self'; base-uri 'none'"
)
"""What a page without a server may load: files of the site, and the engine that answers queries."""

_ISSUED: Final = f"SELECT ?issued WHERE {{ <{BASE}ontology> <{expand('dcterms:issued')}> ?issued }}"
_THINGS: Final = 'SELECT DISTINCT ?thing WHERE {{ ?thing a ?class . FILTER (STRSTARTS(STR(?thing), "{space}")) }}'
_NAMES: Final = """SELECT ?thing ?naming ?name WHERE {{
  VALUES ?thing {{ {things} }}
  VALUES ?naming {{ {naming} }}
  ?thing ?naming ?name .
  FILTER (LANG(?name) IN ("", "en"))
}} ORDER BY ?thing ?name"""


class Site:
    """A store with the names of its things; ``root`` stands before every path, ``edition`` names what is shown.

    ``kept`` is that name where it is an edition kept beside the store that counts, which addresses then name too.
    ``editions`` are the kept ones beside the store, None where it is shown by itself. ``serverless`` says that pages
    become files: nobody answers behind them, and what asks does it in the browser.
    """

    doors, form_names, policy = DOORS, FORM_NAMES, POLICY

    def __init__(
        self,
        store: Store,
        root: str = "",
        edition: str = "",
        editions: Editions | None = None,
        *,
        serverless: bool = False,
    ) -> None:
        self.store, self.root, self.editions, self.serverless = store, root, editions, serverless
        self.kept, self.edition = "" if serverless else edition, edition or __version__
        self._names: dict[str, str] = {}
        self._kept: dict[object, Any] = {}

    @property
    def asks(self) -> bool:
        """Return whether the pages become files on which queries are answered in the browser."""
        return self.serverless and statics.has_engine()

    @cached_property
    def year(self) -> str:
        """Return the last whole year before the edition was issued: what is counted is counted to its end."""
        issued = self.store.select(_ISSUED).rows
        return str(int(issued[0][0].value[:4]) - 1) if issued and issued[0][0] else LATEST

    def once(self, key: object, make: Callable[[], Kept]) -> Kept:
        """Return what ``make`` returns, made once for each key as long as the store is shown."""
        if key not in self._kept:
            self._kept[key] = make()
        kept: Kept = self._kept[key]
        return kept

    def records(self, query: str, **parameters: str) -> list[Record]:
        """Return the rows of a saved query; raises as `r2pgraph.queries.run` does."""
        rows = run(self.store, query, parameters).records()
        return [{column: None if term is None else term.plain() for column, term in row.items()} for row in rows]

    def things(self, segment: str) -> list[str]:
        """Return the IRIs of everything that stands below a segment, sorted."""
        found = self.store.select(_THINGS.format(space=f"{BASE}{segment}/")).rows
        return sorted(row[0].value for row in found if row[0])

    def name(self, iri: str) -> str:
        """Return what a thing is called in English, or its short form where nothing names it."""
        return self.names((iri,))[iri]

    def names(self, iris: Iterable[str]) -> dict[str, str]:
        """Return what each thing is called; those that are not known yet are asked for at once."""
        wanted = dict.fromkeys(iris)
        missing = [iri for iri in wanted if iri not in self._names]
        if missing:
            self._names.update(self._asked(missing))
        return {iri: self._names[iri] for iri in wanted}

    def _asked(self, iris: list[str]) -> dict[str, str]:
        things = " ".join(f"<{iri}>" for iri in iris)
        naming = [expand(each) for each in _NAMING]
        text = _NAMES.format(things=things, naming=" ".join(f"<{each}>" for each in naming))
        found: dict[str, tuple[int, str]] = {}
        for row in self.store.select(text).rows:
            thing, by, name = (term.value if term else "" for term in row)
            found[thing] = min(found.get(thing, (len(naming), "")), (naming.index(by), name))
        return {iri: found[iri][1] if iri in found else compact(iri) for iri in iris}

    def link(self, iri: str) -> str:
        """Return the address that a page links an IRI to: a path for one of ours, else the IRI if it is safe."""
        from r2pgraph.publication.report.links import link

        path = addresses.path(iri)
        return self.root + path if path else link(iri) or ""

    def asset(self, name: str) -> str:
        """Return the address of a file that pages are drawn with; it changes with the file, so it may be kept."""
        return self.root + statics.address(name)

    @staticmethod
    def media_type(form: str) -> str:
        """Return the media type of a form."""
        return addresses.FORMS[form]
