"""Find what the user laid into the home, and nothing that the system or an editor left there."""

from __future__ import annotations

from pathlib import Path

from r2pgraph.sources.own import own_assessments, own_plans

FILES = (
    "assessments/FJI/2024.ttl",
    "assessments/FJI/2025.jsonld",
    "assessments/draft.ttl",
    "assessments/FJI/notes.docx",
    "assessments/FJI/2024.ttl~",
    "assessments/FJI/.2024.ttl",
    "assessments/.git/config.json",
    "plans/mine.ttl",
    "plans/README.md",
)


def laid(home: Path) -> Path:
    """Lay the files into a home and return it."""
    for name in FILES:
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("", encoding="utf-8")
    return home


def test_every_visible_file_of_rdf_is_found_where_assessments_are(tmp_path: Path) -> None:
    """One in a wrong place is found too, so that somebody can say so."""
    found = [path.relative_to(tmp_path).as_posix() for path in own_assessments(laid(tmp_path))]

    assert ["assessments/FJI/2024.ttl", "assessments/FJI/2025.jsonld", "assessments/draft.ttl"] == found


def test_plans_are_files_of_turtle(tmp_path: Path) -> None:
    """A page of explanations beside them is no plan."""
    assert ["mine.ttl"] == [path.name for path in own_plans(laid(tmp_path))]


def test_a_home_without_the_folders_has_nothing_of_its_own(tmp_path: Path) -> None:
    """Nobody must make them first."""
    assert ([], []) == (own_plans(tmp_path), own_assessments(tmp_path))
