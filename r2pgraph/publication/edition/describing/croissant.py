"""Describe the tables of an edition in Croissant (1.0), which data set searches and loaders read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from r2pgraph.publication.edition.describing.description import ABOUT, CREATOR_NAME, KEYWORDS, word
from r2pgraph.vocab import BASE

if TYPE_CHECKING:
    from r2pgraph.publication.edition.describing.description import Description
    from r2pgraph.publication.edition.tidy import Tidy

    Json = dict[str, Any]

_PARQUET: Final = "application/x-parquet"
"""What Croissant calls Parquet. Its loader guesses at the types of a CSV: "004" becomes 4.0, and "NA" nothing."""

_TYPES: Final = {"count": "sc:Integer", "flag": "sc:Boolean", "address": "sc:URL"}

_CONTEXT: Final[Json] = {
    "@language": "en", "@vocab": "https://schema.org/", "citeAs": "cr:citeAs", "column": "cr:column",
    "conformsTo": "dct:conformsTo", "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/", "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"}, "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty", "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract", "field": "cr:field", "fileProperty": "cr:fileProperty", "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet", "format": "cr:format", "includes": "cr:includes", "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath", "key": "cr:key", "md5": "cr:md5", "parentField": "cr:parentField", "path": "cr:path",
    "recordSet": "cr:recordSet", "references": "cr:references", "regex": "cr:regex", "repeated": "cr:repeated",
    "replace": "cr:replace", "samplingRate": "cr:samplingRate", "sc": "https://schema.org/",
    "separator": "cr:separator", "source": "cr:source", "subField": "cr:subField", "transform": "cr:transform",
}  # fmt: skip
"""The names that Croissant 1.0 has every description begin with."""


def croissant(about: Description) -> Json:
    """Return a description in Croissant (1.0): each table as a Parquet file and as a set of records."""
    return {
        "@context": _CONTEXT, "@type": "sc:Dataset", "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": "r2pgraph", "description": ABOUT, "url": about.iri, "license": about.licence, "version": about.semantic,
        "datePublished": about.day, "keywords": list(KEYWORDS),
        "citeAs": about.cited,
        "creator": {"@type": "sc:Organization", "name": CREATOR_NAME, "url": BASE},
        "distribution": [
            {"@type": "cr:FileObject", "@id": file.path, "name": file.path, "description": file.title,
             "contentUrl": file.path, "encodingFormat": _PARQUET, "contentSize": f"{file.size} B",
             "sha256": file.sha256}
            for _, file in about.table_files("parquet")
        ],
        "recordSet": [_records(each, file.path) for each, file in about.table_files("parquet")],
    }  # fmt: skip


def _records(each: Tidy, path: str) -> Json:
    name = word(each.name)
    return {
        "@type": "cr:RecordSet", "@id": name, "name": name, "description": each.table.meaning,
        "field": [
            {"@type": "cr:Field", "@id": f"{name}/{column.name}", "name": column.name, "description": column.meaning,
             "dataType": _TYPES.get(column.form, "sc:Text"),
             "source": {"fileObject": {"@id": path}, "extract": {"column": column.name}}}
            for column in each.table.columns
        ],
    }  # fmt: skip
