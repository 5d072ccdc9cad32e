"""What is asked: the saved queries, their parameters, and their answers."""

from r2pgraph.queries.catalogue import ANY, Parameter, SavedQuery, by_indicator, catalogue, find
from r2pgraph.queries.running import answered, failures, for_each, prepare, run, run_text, triples, with_prefixes

__all__ = [
    "ANY",
    "Parameter",
    "SavedQuery",
    "answered",
    "by_indicator",
    "catalogue",
    "failures",
    "find",
    "for_each",
    "prepare",
    "run",
    "run_text",
    "triples",
    "with_prefixes",
]
