"""The same work in plain rdflib and pySHACL, the way a newcomer would write it: ``peers.py JOB EXPORT-FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path

import rdflib

ROOT = Path(__file__).resolve().parents[1]
PLANS = ("percent-0-4", "two-per-step", "percent-1-5", "area-mean-0-4")


def load(exported: Path) -> rdflib.Graph:
    """Parse every exported Turtle file into one graph."""
    graph = rdflib.Graph()
    for path in sorted(exported.glob("*.ttl")):
        graph.parse(path, format="turtle")
    return graph


def check(graph: rdflib.Graph) -> None:
    """Validate the whole graph with every shape file at once."""
    import pyshacl

    shapes = rdflib.Graph()
    for path in sorted((ROOT / "shapes").glob("*.ttl")):
        if path.stem != "house":
            shapes.parse(path, format="turtle")
    print(pyshacl.validate(graph, shacl_graph=shapes)[0])


def score(graph: rdflib.Graph, plans: tuple[str, ...]) -> None:
    """Run the saved index query once a plan."""
    text = (ROOT / "queries/scores/index-score.rq").read_text(encoding="utf-8")
    for plan in plans:
        print(*graph.query(text.replace(f"plan:{PLANS[0]} ", f"plan:{plan} ")))


def main() -> None:
    """Do the job that the command line names."""
    job, exported = sys.argv[1], Path(sys.argv[2])
    graph = load(exported)
    if job in {"check", "build"}:
        check(graph)
    if job in {"score", "build"}:
        score(graph, PLANS if job == "build" else PLANS[:1])


if __name__ == "__main__":
    main()
