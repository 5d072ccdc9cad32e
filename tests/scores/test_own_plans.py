"""Hold a plan of the user's own to scoring from a file in the home, and faulty ones to being refused in words."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
import pytest

from r2pgraph import pipeline, queries
from r2pgraph.errors import UnreadableFileError
from r2pgraph.graph.own import read_plan
from r2pgraph.pipeline import InvalidDataError
from r2pgraph.store import EmbeddedStore
from r2pgraph.store.second_opinion import GraphStore
from r2pgraph.vocab import iri

if TYPE_CHECKING:
    from r2pgraph.store import Store

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "plans.md").read_text(encoding="utf-8")
EXAMPLE, *_ = re.findall(r"```turtle\n(.*?)```", PAGE, re.DOTALL)
MOST_LINES = 10
LEVEL = "@prefix level: <https://w3id.org/r2pgraph/level/> .\n"
TURNED = (
    LEVEL
    + EXAMPLE.replace("award:percent-0-4-weak", "my:weak")
    + "my:weak a r2p:Award ; r2p:level level:weak ; r2p:points 3 .\n"
)


def write(home: Path, text: str, name: str = "treaties-twice.ttl") -> Path:
    """Put a plan into a home and return its path."""
    path = home / "plans" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def score(home: Path) -> dict[str, object]:
    """Return what the program says of Timor-Leste 2023 under the plan of the example."""
    run = [sys.executable, "-m", "r2pgraph", "score", "TLS", "2023", "--plan", "treaties-twice", "--format", "json"]
    environment = {**os.environ, "R2PGRAPH_HOME": str(home)}
    said = subprocess.run(run, env=environment, capture_output=True, text=True, check=True).stdout
    return dict(json.loads(said))


def test_the_example_of_the_page_scores_and_a_change_of_it_counts_at_once(tmp_path: Path) -> None:
    """Twice 3 of 4 for treaties: 91 + 3 of 144 + 4. Three times: 91 + 6 of 144 + 8, which is 63.82 per cent."""
    write(tmp_path, EXAMPLE)
    twice = score(tmp_path)
    write(tmp_path, EXAMPLE.replace("r2p:weight 2", "r2p:weight 3"))
    thrice = score(tmp_path)

    assert [(94, 148, 63.51), (97, 152, 63.82)] == [
        (said["points"], said["maximum"], said["value"]) for said in (twice, thrice)
    ]


def test_the_example_has_ten_lines_and_a_weighting() -> None:
    """Prefixes apart, nobody writes more to count one indicator twice."""
    lines = [line for line in EXAMPLE.splitlines() if line and not line.startswith("@prefix")]

    assert len(lines) <= MOST_LINES
    assert "r2p:Weighting" in EXAMPLE


def test_the_digest_knows_each_plan_by_name_and_content(tmp_path: Path) -> None:
    """A plan that is new, changed, renamed or gone makes the store another one."""
    digests = [pipeline.digest(tmp_path)]
    path = write(tmp_path, EXAMPLE)
    digests.append(pipeline.digest(tmp_path))
    path.write_text(EXAMPLE + "\n", encoding="utf-8")
    digests.append(pipeline.digest(tmp_path))
    path = path.rename(path.with_name("other.ttl"))
    digests.append(pipeline.digest(tmp_path))
    path.unlink()

    assert (4, digests[0]) == (len(set(digests)), pipeline.digest(tmp_path))
    assert pipeline.digest() == digests[0]


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        (EXAMPLE + "indicator:treaties r2p:number 8 .", "mine.ttl", "indicator:treaties is no scoring plan"),
        (EXAMPLE + "my:x r2p:weight 8 .", "mine.ttl", "plans/x is no scoring plan"),
        (EXAMPLE.replace("r2p:weighs my:treaties", "r2p:weighs [ a r2p:Weighting ]"), "mine.ttl", "an IRI instead of"),
        (EXAMPLE, "my plan.ttl", "letters, digits and hyphens"),
        ("my:x a r2p:Weighting .", "mine.ttl", "prefix my: is used but not declared"),
    ],
)
def test_a_file_that_says_more_than_plans_is_refused(text: str, name: str, words: str, tmp_path: Path) -> None:
    """A plan cannot change an indicator, a level or a state."""
    with pytest.raises(UnreadableFileError, match=words):
        read_plan(write(tmp_path, text, name))


def test_a_plan_that_ships_is_not_changed(tmp_path: Path, shipped: dict[str, bytes]) -> None:
    """A weighting of one's own cannot be hung on the default plan."""
    text = EXAMPLE.replace("my:treaties-twice", "<https://w3id.org/r2pgraph/plan/percent-0-4>")
    write(tmp_path, text)
    with pytest.raises(UnreadableFileError, match="plan:percent-0-4 is shipped"):
        pipeline.gather_own(tmp_path, shipped)


def with_plan(shipped: dict[str, bytes], text: str) -> dict[str, bytes]:
    """Return the shipped graphs with a plan beside them."""
    quads = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE)
    plan = pyoxigraph.serialize([quad.triple for quad in quads], format=pyoxigraph.RdfFormat.N_TRIPLES) or b""
    return {**shipped, iri("graph", "plan-treaties-twice"): plan}


@pytest.mark.parametrize("engine", [lambda graphs: EmbeddedStore(pipeline.in_memory(graphs)), GraphStore])
def test_a_plan_that_pays_a_weaker_level_more_is_found(engine: object, shipped: dict[str, bytes]) -> None:
    """Weak earns 3 and fair 2; strong earns 3 as well, which is allowed."""
    assert callable(engine)
    store: Store = engine(with_plan(shipped, TURNED))
    rows = queries.run(store, "weaker-level-earns-more").rows

    assert [["https://example.org/plans/treaties-twice", iri("level", "weak"), "3", iri("level", "fair"), "2"]] == [
        [term.value for term in row if term] for row in rows
    ]


def test_a_failed_check_tells_every_row_with_short_names_and_a_remedy(shipped: dict[str, bytes]) -> None:
    """Weak earns more than fair, strong and very strong, and a weight is below zero."""
    text = TURNED.replace("r2p:points 3", "r2p:points 5").replace("r2p:weight 2", "r2p:weight -2")
    with pytest.raises(InvalidDataError) as caught:
        pipeline.run_checks(EmbeddedStore(pipeline.in_memory(with_plan(shipped, text))))

    said = str(caught.value)
    assert 3 == said.count("weaker level:weak, weakerPoints 5, stronger level:")
    assert "weighting https://example.org/plans/treaties, weight -2" in said
    assert 2 == said.count("remedy: ")
    assert said.endswith("the store before still stands.")
