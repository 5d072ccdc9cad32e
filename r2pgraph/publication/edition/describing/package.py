"""Describe the tables of an edition as a Data Package (Frictionless), which checks every row by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from r2pgraph.graph.catalogue import LICENCE
from r2pgraph.publication.edition.csvw import keyed, led_to
from r2pgraph.publication.edition.describing.description import ABOUT, CREATOR_NAME, KEYWORDS, word
from r2pgraph.tables.column import FORMS
from r2pgraph.vocab import BASE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from r2pgraph.publication.edition.describing.description import Description
    from r2pgraph.publication.edition.tidy import Tidy
    from r2pgraph.tables import Column

    Json = dict[str, Any]

_TYPES: Final = {"count": "integer", "flag": "boolean"}


def package(about: Description) -> Json:
    """Return a Data Package: every table with its columns, keys and references."""
    known = {each.name: each for each in about.tables}
    resources = [
        {"name": word(each.name), "type": "table", "path": file.path, "title": file.title, "scheme": "file",
         "format": "csv", "mediatype": file.media, "encoding": "utf-8", "bytes": file.size,
         "hash": f"sha256:{file.sha256}", "schema": _schema(each, known)}
        for each, file in about.table_files("csv")
    ]  # fmt: skip
    return {
        "name": "r2pgraph", "id": about.iri, "title": about.title, "description": ABOUT,
        "version": about.name, "created": f"{about.day}T00:00:00Z", "homepage": BASE, "keywords": list(KEYWORDS),
        "licenses": [_licence(about)],
        "contributors": [{"title": CREATOR_NAME, "role": "author"}],
        "resources": resources,
    }  # fmt: skip


def _licence(about: Description) -> Json:
    named = {"name": "CC-BY-4.0"} if about.licence == LICENCE else {}
    return named | {"path": about.licence, "title": about.licence_name}


def _schema(each: Tidy, known: Mapping[str, Tidy]) -> Json:
    schema: Json = {"fields": [_field(column) for column in each.table.columns], "missingValues": [""]}
    if key := keyed(each):
        schema["primaryKey"] = key
    references = [
        {"fields": [name], "reference": {"resource": "" if table == each.name else word(table), "fields": [to]}}
        for name, table, to in led_to(each, known)
    ]
    return schema | ({"foreignKeys": references} if references else {})


def _field(column: Column) -> Json:
    constraints: Json = {"required": column.required}
    if column.choices:
        constraints["enum"] = list(column.choices)
    elif column.form not in {"count", "flag", "text"}:
        constraints["pattern"] = FORMS[column.form][0]
    field: Json = {"name": column.name, "type": _TYPES.get(column.form, "string"),
                   "description": column.meaning, "constraints": constraints}  # fmt: skip
    return field | ({"trueValues": ["true"], "falseValues": ["false"]} if column.form == "flag" else {})
