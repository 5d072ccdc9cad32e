"""Say how an edition is cited, in the Citation File Format."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from r2pgraph.graph.catalogue import LICENCE
from r2pgraph.publication.edition.describing.description import CREATOR_NAME, KEYWORDS

if TYPE_CHECKING:
    from r2pgraph.publication.edition.describing.description import Description


def citation(about: Description) -> bytes:
    """Return the file; every text in it is written as JSON writes it, which YAML reads alike.

    The form has a publisher in what is cited by preference, and not at its top.
    """
    lines = [
        "cff-version: 1.2.0",
        f"message: {_text('Cite this edition as below, and the publisher of an assessment for its judgements.')}",
        f"title: {_text(about.title)}",
        "type: dataset",
        "authors:",
        f"  - name: {_text(CREATOR_NAME)}",
        f"version: {_text(about.name)}",
        f"date-released: {about.day}",
        f"url: {_text(about.iri)}",
        "identifiers:",
        "  - type: url",
        f"    value: {_text(about.iri)}",
        f"    description: {_text(f'The edition {about.name}')}",
        "license: CC-BY-4.0" if about.licence == LICENCE else f"license-url: {_text(about.licence)}",
        "keywords:",
        *(f"  - {_text(each)}" for each in KEYWORDS),
        "preferred-citation:",
        "  type: data",
        f"  title: {_text(about.title)}",
        "  authors:",
        f"    - name: {_text(CREATOR_NAME)}",
        "  publisher:",
        f"    name: {_text(CREATOR_NAME)}",
        f"  version: {_text(about.name)}",
        f"  date-released: {about.day}",
        f"  url: {_text(about.iri)}",
    ]
    return ("\n".join(lines) + "\n").encode()


def _text(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
