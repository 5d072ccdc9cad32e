"""Both citation files have the keys and values of the Citation File Format 1.2.0, and no others.

The table is made from https://citation-file-format.github.io/1.2.0/schema as far as it concerns data. The validator
that carries the schema, cffconvert 2.0.0, asks for a jsonschema older than the one that other tests need.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[3]

TEXT: Final = re.compile(r".+", re.DOTALL)
DATE: Final = re.compile(r"[0-9]{4}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])")
URL: Final = re.compile(r"(https|http|ftp|sftp)://.+")
ENTITY: Final = {"name": TEXT, "alias": TEXT, "website": URL}
IDENTIFIER: Final = {"type": re.compile("doi|url|swh|other"), "value": TEXT, "description": TEXT}
COMMON: Final[dict[str, Any]] = {
    "abstract": TEXT, "authors": [ENTITY], "contact": [ENTITY], "date-released": DATE, "identifiers": [IDENTIFIER],
    "keywords": [TEXT], "license": re.compile(r"CC-BY-4\.0|MIT"), "license-url": URL, "repository": URL, "title": TEXT,
    "url": URL, "version": TEXT,
}  # fmt: skip
REFERENCE: Final = COMMON | {
    "type": re.compile("data|database|report|website"), "publisher": ENTITY, "year": re.compile("[0-9]{4}"),
    "institution": ENTITY, "notes": TEXT, "edition": TEXT,
}  # fmt: skip
FILE: Final = COMMON | {
    "cff-version": re.compile(r"1\.2\.0"), "message": TEXT, "type": re.compile("software|dataset"),
    "preferred-citation": REFERENCE, "references": [REFERENCE],
}  # fmt: skip
REQUIRED: Final = {
    id(FILE): {"authors", "cff-version", "message", "title"}, id(REFERENCE): {"authors", "title", "type"},
    id(ENTITY): {"name"}, id(IDENTIFIER): {"type", "value"},
}  # fmt: skip


def faults(found: object, rule: Any, place: str = "") -> list[str]:  # noqa: ANN401 - a tree of patterns
    """Return where a document leaves the form; a value is never taken for a date or a number by YAML."""
    if isinstance(rule, dict):
        if not isinstance(found, dict):
            return [f"{place}: no mapping"]
        lacking = [f"{place}/{key}: missing" for key in sorted(REQUIRED[id(rule)] - found.keys())]
        unknown = [f"{place}/{key}: unknown" for key in sorted(found.keys() - rule.keys())]
        known = [fault for key in found if key in rule for fault in faults(found[key], rule[key], f"{place}/{key}")]
        return lacking + unknown + known
    if isinstance(rule, list) or (place.endswith("/license") and isinstance(found, list)):
        if not isinstance(found, list) or not found:
            return [f"{place}: no list"]
        one = rule[0] if isinstance(rule, list) else rule
        return [fault for each in found for fault in faults(each, one, f"{place}[]")]
    return [] if isinstance(found, str) and rule.fullmatch(found) else [f"{place}: {found!r}"]


def read(text: str) -> Any:  # noqa: ANN401 - YAML
    """Return YAML with every value as a text."""
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes texts, lists and mappings, no objects


def test_the_citation_of_an_edition_is_well_formed(edition: Path) -> None:
    """Its publisher stands where the form has one."""
    found = read((edition / "CITATION.cff").read_text(encoding="utf-8"))

    assert [] == faults(found, FILE)
    assert {"name": "The r2pgraph developers"} == found["preferred-citation"]["publisher"]
    for key in ("title", "authors", "version", "date-released", "url"):
        assert found[key] == found["preferred-citation"][key]


def test_the_citation_of_the_project_is_well_formed() -> None:
    """The one that hosts of code read."""
    assert [] == faults(read((ROOT / "CITATION.cff").read_text(encoding="utf-8")), FILE)


GOOD = "cff-version: 1.2.0\nmessage: m\ntitle: t\nauthors: [{name: a}]\n"
CITED = "preferred-citation: {type: book, title: t, authors: [{name: a}]}\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (GOOD, []),
        (GOOD.replace("message: m\n", ""), ["/message: missing"]),
        (f"{GOOD}publisher: {{name: p}}\n", ["/publisher: unknown"]),
        (f"{GOOD}date-released: 22 November\n", ["/date-released: '22 November'"]),
        (GOOD.replace("[{name: a}]", "[{called: a}]"), ["/authors[]/name: missing", "/authors[]/called: unknown"]),
        (f"{GOOD}{CITED}", ["/preferred-citation/type: 'book'"]),
        (f"{GOOD}license: CC-BY\n", ["/license: 'CC-BY'"]),
        (f"{GOOD}keywords: []\n", ["/keywords: no list"]),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place(text: str, told: list[str]) -> None:
    """So the table above finds what it is made to find."""
    assert told == faults(read(text), FILE)
