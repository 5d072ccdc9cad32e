"""Name a thing as people speak of it: a rating by its indicator, a citation by its footnote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from r2pgraph.validation.report import visible
from r2pgraph.vocab import BASE, EXTERNAL, R2P, compact

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node

_LONGEST: Final = 60
_NAMES: Final = (
    EXTERNAL["skos"] + "prefLabel", EXTERNAL["rdfs"] + "label", EXTERNAL["dcterms"] + "title",
    EXTERNAL["dcterms"] + "identifier",
)  # fmt: skip
_KINDS: Final = {
    "Finding": ("finding", "claim"),
    "AbsenceOfEvidence": ("absence of evidence", "soughtFor"),
    "AbsenceOfSource": ("absence of a source", "reasoning"),
    "Inference": ("inference", "reasoning"),
    "SummaryStatement": ("summary statement", "number"),
    "Erratum": ("erratum", "code"),
    "Source": ("source", None),
    "Organisation": ("organisation", None),
    "Resolution": ("resolution", None),
    "State": ("state", None),
    "Treaty": ("treaty", None),
    "ScoringPlan": ("scoring plan", None),
}


class Labels:
    """The readable names of the things in one graph."""

    def __init__(self, graph: rdflib.Graph) -> None:
        self._graph = graph

    def subject(self, node: Node) -> str:
        """Return what a problem is about, such as ``rating of indicator 11, Universal Periodic Review``."""
        from rdflib import RDF

        kinds = sorted(str(kind).removeprefix(R2P) for kind in self._graph.objects(node, RDF.type))
        for kind in kinds:
            if label := self._by_kind(node, kind):
                return visible(label)
        name = self._name(node)
        return visible(f"{name} ({self.value(node)})" if name else self.value(node))

    def value(self, node: Node) -> str:
        """Return a value as it is written in a file: a prefixed name, or the text of a literal."""
        from rdflib import BNode, Literal

        if isinstance(node, BNode):
            return "a node without a name"
        if isinstance(node, Literal):
            return visible(_short(str(node))) or "an empty text"
        return visible(compact(str(node)))

    def message(self, text: str) -> str:
        """Return a message with the IRIs in it cut down to prefixed names."""
        words = (compact(word) if word.startswith(BASE) else word for word in text.split(" "))
        return visible(" ".join(words))

    def _by_kind(self, node: Node, kind: str) -> str:
        if kind == "Rating":
            return f"rating of {self._indicator(self._one(node, 'indicator'))}"
        if kind == "Assessment":
            state = self._one(node, "state")
            name = (self._name(state) or self.value(state)) if state else "an unnamed state"
            return f"assessment of {name}, {self._one(node, 'year') or 'no year'}"
        if kind == "Citation":
            return f"footnote {self._one(node, 'footnote') or 'without number'}{self._one(node, 'part') or ''}"
        if kind == "ListedResolution":
            return f"listed resolution {self._one(node, 'number') or ''}, {self._one(node, 'printedSymbol') or ''}"
        if kind not in _KINDS:
            return ""
        word, detail = _KINDS[kind]
        text = self._one(node, detail) if detail else self._name(node)
        quoted = f'"{_short(str(text))}"' if text and not _is_key(str(text)) else text
        return f"{word} {quoted or self.value(node)}"

    def _indicator(self, indicator: Node | None) -> str:
        if indicator is None:
            return "no indicator"
        number, name = self._one(indicator, "number"), self._name(indicator)
        return f"indicator {number}, {name}" if number and name else f"{self.value(indicator)}"

    def _one(self, node: Node | None, term: str) -> Node | None:
        from rdflib import URIRef

        return min(self._graph.objects(node, URIRef(R2P + term)), key=str, default=None)

    def _name(self, node: Node | None) -> str:
        from rdflib import URIRef

        for path in _NAMES:
            if found := min(self._graph.objects(node, URIRef(path)), key=_english_first, default=None):
                return str(found)
        return ""


def _english_first(label: Node) -> tuple[bool, str]:
    """Return by what labels are ordered: those in English or in no language before those in others."""
    return getattr(label, "language", None) not in {"en", None}, str(label)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."


def _is_key(text: str) -> bool:
    return " " not in text and len(text) < _LONGEST // 2
