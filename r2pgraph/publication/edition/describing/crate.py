"""Describe an edition as an RO-Crate (1.1), which archives and workflow tools read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from r2pgraph.publication.edition.describing.description import ABOUT, CREATOR, CREATOR_NAME, KEYWORDS
from r2pgraph.vocab import BASE, iri

if TYPE_CHECKING:
    from r2pgraph.publication.edition.describing.description import Description

    Json = dict[str, Any]

_CRATE: Final = "https://w3id.org/ro/crate/1.1"


def crate(about: Description) -> Json:
    """Return the metadata of an RO-Crate (1.1): the edition, every file, who made it and with what."""
    root: Json = {
        "@id": "./", "@type": "Dataset", "name": about.title, "description": ABOUT,
        "identifier": about.iri, "version": about.name, "datePublished": about.day, "license": {"@id": about.licence},
        "keywords": list(KEYWORDS), "creator": {"@id": CREATOR}, "publisher": {"@id": CREATOR},
        "hasPart": [{"@id": file.path} for file in about.files],
    }  # fmt: skip
    if about.before:
        root["isBasedOn"] = {"@id": iri("edition", about.before)}
    files = [
        {"@id": file.path, "@type": "File", "name": file.title, "encodingFormat": file.media,
         "contentSize": str(file.size), "sha256": file.sha256} | _licensed(about.licence_of(file))
        for file in about.files
    ]  # fmt: skip
    descriptor = {"@id": "ro-crate-metadata.json", "@type": "CreativeWork", "about": {"@id": "./"},
                  "conformsTo": {"@id": _CRATE}}  # fmt: skip
    return {"@context": f"{_CRATE}/context", "@graph": [descriptor, root, *files, *_people(about)]}


def _licensed(licence: str) -> Json:
    return {"license": {"@id": licence}} if licence else {}


def _people(about: Description) -> list[Json]:
    package = f"{BASE}software/{about.package}"
    former = iri("edition", about.before)
    licences = {about.licence, *(about.licence_of(file) for file in about.files)} - {""}
    return [
        {"@id": CREATOR, "@type": "Organization", "name": CREATOR_NAME, "url": BASE},
        *({"@id": each, "@type": "CreativeWork", "name": about.licence_name if each == about.licence else each}
          for each in sorted(licences)),
        {"@id": package, "@type": "SoftwareApplication", "name": "r2pgraph", "version": about.package},
        {"@id": f"#publication-{about.name}", "@type": "CreateAction", "name": f"Publication of {about.name}",
         "instrument": {"@id": package}, "result": {"@id": "./"}},
        *([{"@id": former, "@type": "Dataset", "name": f"Edition {about.before}"}] if about.before else []),
    ]  # fmt: skip
