"""Hold the user's own files to their place and to what they may speak of."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2pgraph.errors import UnreadableFileError
from r2pgraph.graph.own import assessment_key, read_assessment
from r2pgraph.vocab import PREFIXES

HEAD = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items())
WHOLE = 'assessment:FJI-2024 a r2p:Assessment ; r2p:state state:FJI ; r2p:year "2024"^^xsd:gYear .\n'


def write(folder: Path, text: str) -> Path:
    """Write the own assessment of Fiji in 2024 and return its path."""
    path = folder / "assessments" / "FJI" / "2024.ttl"
    path.parent.mkdir(parents=True)
    path.write_text(HEAD + text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "place",
    [
        "assessments/2024.ttl",
        "assessments/fji/2024.ttl",
        "assessments/FJI/2024.jsonld",
        "assessments/FJI/draft.ttl",
        "assessments/old/FJI/2024.ttl",
    ],
)
def test_a_file_in_a_wrong_place_is_named_and_told_the_right_one(place: str, tmp_path: Path) -> None:
    """Nothing that a user puts there is passed over in silence."""
    with pytest.raises(UnreadableFileError, match=r"assessments/STATE/YEAR\.ttl"):
        assessment_key(tmp_path / place)


def test_an_assessment_with_its_parts_and_its_sources_is_read(tmp_path: Path) -> None:
    """Sources, organisations, measures and the like may be described beside it."""
    text = WHOLE + "finding:FJI-2024-a a r2p:Finding ; r2p:statedBy assessment:FJI-2024 .\nsource:x a r2p:Source .\n"

    assert 6 == len(read_assessment(write(tmp_path, text)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (WHOLE.replace("state:FJI", "state:TLS"), "has r2p:state state:FJI"),
        (WHOLE.replace('"2024"', '"2023"'), "has r2p:year 2024"),
        ("source:x a r2p:Source .", "does not say that assessment:FJI-2024 has rdf:type r2p:Assessment"),
        (WHOLE + "assessment:FJI-2023 a r2p:Assessment .", "speaks for assessment:FJI-2023 too"),
        (WHOLE + "rating:x a r2p:Rating ; r2p:inAssessment assessment:TLS-2023 .", "for assessment:TLS-2023 too"),
        (WHOLE + "finding:x a r2p:Finding ; r2p:statedBy assessment:TLS-2023 .", "for assessment:TLS-2023 too"),
        (WHOLE + "indicator:x a r2p:Indicator .", "indicator:x is no part of an assessment"),
        (WHOLE + "rating:x a r2p:Rating , r2p:Level .", "rating:x is no part of an assessment"),
        (WHOLE + "rating:x r2p:level r2p:Rating .", "rating:x is no part of an assessment"),
        (WHOLE + "state:FJI r2p:votedYes resolution:x .", "state:FJI is no part of an assessment"),
        (WHOLE + "rating:x a r2p:Rating ; r2p:restsOn [ a r2p:Finding ] .", "has no name"),
    ],
)
def test_a_file_that_speaks_of_more_than_its_assessment_is_refused(text: str, words: str, tmp_path: Path) -> None:
    """An own assessment cannot change the framework, a state or another assessment."""
    with pytest.raises(UnreadableFileError, match=words):
        read_assessment(write(tmp_path, text))
