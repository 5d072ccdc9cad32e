"""One word per subject, in every room: ``find . -name 'treaties*'`` is the drawer."""

from __future__ import annotations

from pathlib import Path

import pytest

SUBJECTS = {
    "assessments", "commitments", "deployments", "evidence", "institutions", "law", "measures", "reviews", "states",
    "treaties", "votes",
}  # fmt: skip
BESIDE = {"links", "organisations", "sources"}
"""Who speaks, what is cited, and what others call our things: tables of their own.

The modules `states` and `evidence` state the first two, and the words of SKOS, VoID and SSSOM the third."""


@pytest.mark.parametrize("subject", sorted(SUBJECTS - {"assessments"}))
def test_a_subject_has_a_module_of_the_ontology(subject: str, root: Path) -> None:
    """Assessments are what the core module is about."""
    assert (root / f"ontology/{subject}.ttl").is_file()


@pytest.mark.parametrize("subject", sorted(SUBJECTS))
def test_a_subject_has_shapes_with_twins(subject: str, root: Path) -> None:
    """What may be said of it is judged, and each rule has an example that earns its message."""
    assert (root / f"shapes/{subject}.ttl").is_file()
    assert any((root / f"tests/shapes/{subject}").glob("good-*.ttl"))
    assert any((root / f"tests/shapes/{subject}").glob("bad-*.ttl"))


@pytest.mark.parametrize("room", ["r2pgraph/tables", "r2pgraph/graph/mappings"])
def test_a_room_by_subject_uses_the_subjects_words(room: str, root: Path) -> None:
    """A table and its mapping are found under the same word as the module and the shapes."""
    machinery = {"__init__", "check", "column", "crosswalk", "dictionary", "words"}
    stems = {path.stem for path in (root / room).glob("*.py")} - machinery

    assert stems <= SUBJECTS | BESIDE


def test_tables_and_mappings_are_of_the_same_subjects(root: Path) -> None:
    """No table without triples, no triples without a table."""
    tables = {path.stem for path in (root / "r2pgraph/tables").glob("*.py")}
    mappings = {path.stem for path in (root / "r2pgraph/graph/mappings").glob("*.py")}

    assert tables & (SUBJECTS | BESIDE) == mappings & (SUBJECTS | BESIDE)
