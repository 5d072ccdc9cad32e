"""Hold an assessment of the user's own to being scored from a file in the home, and faulty ones to being refused."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from r2pgraph import pipeline, sources
from r2pgraph.errors import UnreadableFileError
from r2pgraph.pipeline import InvalidDataError
from r2pgraph.store import open_store
from r2pgraph.vocab import PREFIXES, iri

SHIPPED = next(path for path in sources.assessments() if path.parent.name == "TLS")
RENAMED = {
    "TLS-2023": "FJI-2024",
    "state:TLS": "state:FJI",
    '"2023"^^xsd:gYear': '"2024"^^xsd:gYear',
    '"2022"^^xsd:gYear': '"2023"^^xsd:gYear',
    "wasAttributedTo organisation:APR2P": "wasAttributedTo organisation:GCR2P",
}
LINES = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in PREFIXES.items())


def fiji() -> str:
    """Return the shipped assessment under other names: of Fiji in 2024, by another organisation."""
    text = SHIPPED.read_text(encoding="utf-8")
    for old, new in RENAMED.items():
        text = re.sub(rf"{re.escape(old)}(?![\w])", new, text)
    return text


def write(home: Path, text: str, place: str = "FJI/2024.ttl") -> Path:
    """Put an assessment into a home and return its path."""
    path = home / "assessments" / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def program(home: Path, *arguments: str) -> CompletedProcess[str]:
    """Return what the program says with this home."""
    run = [sys.executable, "-m", "r2pgraph", *arguments]
    environment = {**os.environ, "R2PGRAPH_HOME": str(home)}
    return subprocess.run(run, env=environment, cwd=home, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with an own assessment, built."""
    home = tmp_path_factory.mktemp("home")
    write(home, fiji())
    pipeline.build(home)
    return home


def test_an_own_assessment_is_scored_like_a_shipped_one(home: Path) -> None:
    """The same ratings under other names: 91 of 144 points."""
    said = json.loads(program(home, "score", "FJI", "2024", "--format", "json").stdout)

    assert ("FJI", 2024, 91, 144, 63.19) == tuple(said[n] for n in ("state", "year", "points", "maximum", "value"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("explain", "Fiji", "2024", "11"), "186 of 194 recommendations"),
        (("ask", "ratings-by-level", "state=FJI", "year=2024"), "level:strong"),
        (("ask", "assessments"), "assessment:FJI-2024"),
        (("score", "FJI", "2023"), "Assessed years: 2024."),
        (("report", "FJI", "2024"), "not one that r2pgraph ships"),
        (("score", "TLS", "2023"), "63.19"),
    ],
)
def test_every_command_knows_an_own_assessment(arguments: tuple[str, ...], words: str, home: Path) -> None:
    """Whoever asks of it, or of a year that is not there, is answered as for the shipped ones."""
    outcome = program(home, *arguments)

    assert words in outcome.stdout + outcome.stderr


def test_an_export_writes_an_own_assessment_to_a_file_that_the_report_names(home: Path, tmp_path: Path) -> None:
    """The links of the report lead to the files of the export."""
    program(home, "export", "--format", "ttl", "-o", str(tmp_path))
    report = program(home, "report", "FJI", "2024").stdout

    assert (tmp_path / "own-assessment-FJI-2024.ttl").is_file()
    assert "(own-assessment-FJI-2024.ttl)" in report


@pytest.mark.parametrize("ending", ["md", "html"])
def test_the_report_of_an_own_assessment_claims_neither_words_nor_licence(
    ending: str, home: Path, tmp_path: Path
) -> None:
    """We read no text of it, retold nothing, and give no licence for it."""
    program(home, "report", "FJI", "2024", "-o", str(tmp_path / f"report.{ending}"))
    said = (tmp_path / f"report.{ending}").read_text(encoding="utf-8")
    ours = ("The r2pgraph developers", "a machine took", "CC BY", "in our words", "prints no score.")

    assert [] == [words for words in ours if words in said]
    assert "the judgement and the words of Global Centre for the Responsibility to Protect" in said


def test_the_catalogue_says_whose_an_own_assessment_is(home: Path) -> None:
    """Its own organisation publishes it, its standing is a user's, and no licence is invented."""
    graph = f"<{iri('graph', 'own-assessment-FJI-2024')}>"
    with open_store(home) as store:
        told = f"{graph} dcterms:type standing:user ; dcterms:publisher organisation:GCR2P"
        assert store.ask(f"{LINES} ASK {{ GRAPH graph:catalogue {{ {told} }} }}")
        assert not store.ask(f"{LINES} ASK {{ {graph} dcterms:license|dcterms:publisher organisation:r2pgraph }}")
        assert store.ask(f"{LINES} ASK {{ graph:scores prov:wasDerivedFrom {graph} }}")


def test_the_digest_knows_each_assessment_by_place_and_content(tmp_path: Path) -> None:
    """An assessment that is new, changed, moved or gone makes the store another one."""
    digests = [pipeline.digest(tmp_path)]
    path = write(tmp_path, "one")
    digests.append(pipeline.digest(tmp_path))
    path.write_text("two", encoding="utf-8")
    digests.append(pipeline.digest(tmp_path))
    path = path.rename(path.with_name("2025.ttl"))
    digests.append(pipeline.digest(tmp_path))
    path.unlink()

    assert (4, digests[0]) == (len(set(digests)), pipeline.digest(tmp_path))


def test_a_violation_names_file_and_command_and_leaves_the_store_before(home: Path) -> None:
    """A level that is none stops the build; the store before holds Fiji still."""
    path = write(home, fiji().replace("r2p:level level:strong ;", "r2p:level level:robust ;", 1))
    before = (home / "manifest.json").read_bytes()
    try:
        with pytest.raises(InvalidDataError) as caught:
            pipeline.build(home)
    finally:
        write(home, fiji())

    assert f"r2pgraph check {path}" in str(caught.value)
    assert f"{path}:" in str(caught.value)
    assert before == (home / "manifest.json").read_bytes()


def test_an_assessment_that_ships_is_not_replaced(tmp_path: Path) -> None:
    """An own Timor-Leste 2023 is refused with a sentence, before anything is built."""
    write(tmp_path, SHIPPED.read_text(encoding="utf-8"), "TLS/2023.ttl")
    outcome = program(tmp_path, "build")

    assert 1 == outcome.returncode
    assert "An assessment of TLS in 2023 is shipped, and an own file replaces nothing." in outcome.stderr
    assert not (tmp_path / "manifest.json").exists()


@pytest.mark.parametrize(
    ("added", "words"),
    [
        ("source:untc-2015 a r2p:Source .", "source:untc-2015 is shipped"),
        ("organisation:UN a r2p:Organisation .", "organisation:UN is shipped"),
    ],
)
def test_a_thing_that_ships_is_not_described_again(added: str, words: str, tmp_path: Path) -> None:
    """A source of the tables keeps its one description."""
    prefixes = f"@prefix source: <{PREFIXES['source']}> .\n"
    write(tmp_path, prefixes + fiji() + added)
    with pytest.raises(UnreadableFileError, match=words):
        pipeline.gather_own(tmp_path, pipeline.gather())


def test_a_thing_is_described_in_one_own_file_only(tmp_path: Path, shipped: dict[str, bytes]) -> None:
    """The second file may name a source of the first, and need not describe it again."""
    own = "@prefix my: <https://example.org/> .\nmy:source a r2p:Source .\n"
    write(tmp_path, fiji() + own)
    write(tmp_path, fiji().replace("FJI-2024", "FJI-2025").replace('"2024"', '"2025"') + own, "FJI/2025.ttl")
    with pytest.raises(UnreadableFileError, match=r"https://example.org/source is described in .*2024"):
        pipeline.gather_own(tmp_path, shipped)
