"""Find the files of the user's own in the home of a store: scoring plans and assessments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

PLANS: Final = "plans"
"""The folder of the home that holds scoring plans of the user's own, one Turtle file each."""

ASSESSMENTS: Final = "assessments"
"""The folder of the home that holds assessments of the user's own, each as ``STATE/YEAR.ttl``."""

_ENDINGS: Final = frozenset({".ttl", ".trig", ".nt", ".nq", ".jsonld", ".json", ".rdf"})


def own_plans(home: Path) -> list[Path]:
    """Return the files of the user's own scoring plans in ``home``, sorted by name."""
    return sorted(path for path in (home / PLANS).glob("*.ttl") if path.is_file())


def own_assessments(home: Path) -> list[Path]:
    """Return every file of RDF below the folder of the user's own assessments, one in a wrong place too.

    Nothing is passed over in silence: who reads a file says where it should stand.
    """
    top = home / ASSESSMENTS
    return sorted(path for path in top.rglob("*") if path.is_file() and _is_meant(path, top))


def _is_meant(path: Path, top: Path) -> bool:
    is_hidden = any(part.startswith(".") for part in path.relative_to(top).parts)
    return path.suffix.lower() in _ENDINGS and not is_hidden
