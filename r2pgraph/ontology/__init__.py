"""What is true: the files of the ontology, their terms, the reasoner and the JSON-LD names."""

from __future__ import annotations

from r2pgraph.ontology.modules import Kind, files, load

__all__ = ["Kind", "files", "load"]
