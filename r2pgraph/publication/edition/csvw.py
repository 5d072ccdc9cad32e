"""Say in the words of CSV on the Web what the files hold, column by column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from r2pgraph.graph.catalogue import LICENCE
from r2pgraph.tables.column import FORMS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from r2pgraph.publication.edition.tidy import Tidy
    from r2pgraph.tables import Column

_DATATYPES: Final[dict[str, Any]] = {
    "text": "string",
    "count": "nonNegativeInteger",
    "flag": {"base": "boolean", "format": "true|false"},
    "address": "anyURI",
}
"""The datatype of a form; the other forms are strings of a pattern."""


def csvw(tables: Sequence[Tidy]) -> dict[str, Any]:
    """Return the metadata of all tables as one group, their files named from the folder of the tables."""
    known = {each.name: each for each in tables}
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": "The tidy tables of r2pgraph",
        "dc:license": {"@id": LICENCE},
        "tables": [_table(each, known) for each in tables],
    }


def keyed(each: Tidy) -> list[str]:
    """Return the columns that name a row once, none where one of these may be empty."""
    required = {column.name for column in each.table.columns if column.required}
    return list(each.table.unique) if required.issuperset(each.table.unique) else []


def led_to(each: Tidy, known: Mapping[str, Tidy]) -> Iterator[tuple[str, str, str]]:
    """Yield column, table and column of each reference that is never empty and is the key of one table as it stands."""
    for column in each.table.columns:
        if not column.required or len(column.refers) != 1 or column.refers[0].prefix:
            continue
        (to,) = column.refers
        if to.table in known and known[to.table].table.unique == (to.column,):
            yield column.name, to.table, to.column


def _table(each: Tidy, known: Mapping[str, Tidy]) -> dict[str, Any]:
    schema: dict[str, Any] = {"columns": [_column(column) for column in each.table.columns]}
    if key := keyed(each):
        schema["primaryKey"] = key
    references = [
        {"columnReference": name, "reference": {"resource": f"{table}.csv", "columnReference": to}}
        for name, table, to in led_to(each, known)
    ]
    if references:
        schema["foreignKeys"] = references
    return {"url": f"{each.name}.csv", "dc:description": each.table.meaning, "tableSchema": schema}


def _column(column: Column) -> dict[str, Any]:
    pattern = {"base": "string", "format": f"^({FORMS[column.form][0]})$"}
    if column.choices:
        pattern = {"base": "string", "format": f"^({'|'.join(column.choices)})$"}
    return {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.meaning,
        "datatype": pattern if column.choices else _DATATYPES.get(column.form, pattern),
        "required": column.required,
    }
