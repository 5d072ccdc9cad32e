"""Turn the value of a parameter into one SPARQL term, so that no value can be anything else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import WrongValueError
from r2pgraph.vocab import PREFIXES, expand

if TYPE_CHECKING:
    from r2pgraph.queries.catalogue import Parameter

SEGMENTS: Final = {
    "r2p:Assessment": "assessment",
    "r2p:Commitment": "commitment",
    "r2p:Indicator": "indicator",
    "r2p:Level": "level",
    "r2p:Organisation": "organisation",
    "r2p:Rating": "rating",
    "r2p:Region": "region",
    "r2p:Resolution": "resolution",
    "r2p:ScoringPlan": "plan",
    "r2p:Source": "source",
    "r2p:State": "state",
    "r2p:ThematicArea": "area",
    "r2p:Treaty": "treaty",
    "r2p:TreatyList": "list",
    "r2p:Trend": "trend",
}
"""The segment under which the individuals of a class stand, so that ``TLS`` is known as ``state:TLS``."""

ANYTHING: Final = "rdfs:Resource"
"""The type of a parameter that takes an IRI of whatever class."""

WRITTEN: Final = {
    "xsd:string": (r"[^\x00]*", "text", "recommendations"),
    "xsd:integer": (r"[+-]?[0-9]+", "whole number", "11"),
    "xsd:decimal": (r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)", "number", "63.19"),
    "xsd:boolean": (r"true|false|0|1", "truth value", "true"),
    "xsd:gYear": (r"-?[0-9]{4,9}", "year", "2023"),
    "xsd:date": (r"-?[0-9]{4,9}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])", "date", "2023-12-31"),
}
"""How a value of a datatype is spelled, what people call it, and an example. Scripts of static sites read the same."""

KEY: Final = r"[A-Za-z0-9][A-Za-z0-9_.-]*"
"""How the last part of an IRI of ours is spelled."""

IRI: Final = r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\\x7f]+"
"""How an IRI may be spelled between the angles of SPARQL."""

_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def is_class(parameter: Parameter) -> bool:
    """Say whether the parameter takes an individual of a class rather than a literal."""
    return not parameter.type.startswith("xsd:")


def iri_of(parameter: Parameter, value: str) -> str:
    """Return the IRI that ``value`` stands for: a bare key, a prefixed name, or a full IRI.

    Raises:
        WrongValueError: the value is none of these.
    """
    prefix, colon, _ = value.partition(":")
    if re.fullmatch(KEY, value) and parameter.type != ANYTHING:
        return PREFIXES[SEGMENTS[parameter.type]] + value
    full = expand(value) if colon and prefix in PREFIXES else value.removeprefix("<").removesuffix(">")
    if re.fullmatch(IRI, full) is None:
        example = "a prefixed name such as state:TLS" if parameter.type == ANYTHING else "a key such as TLS"
        raise WrongValueError(f"{value!r} is no name for the parameter {parameter.name}.", f"Give {example}.")
    return full


def term(parameter: Parameter, value: str) -> str:
    """Return the SPARQL term of ``value``: ``<IRI>`` or an escaped literal with its datatype.

    Raises:
        WrongValueError: the value does not fit the parameter's type.
    """
    if is_class(parameter):
        return f"<{iri_of(parameter, value)}>"
    pattern, word, example = WRITTEN.get(parameter.type, ("(?!)", parameter.type, parameter.default))
    if re.fullmatch(pattern, value) is None:
        raise WrongValueError(f"{value!r} is no {word}; write it as {example}.")
    if parameter.type == "xsd:date":
        _refuse_no_day(value)
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise WrongValueError(f"{value!r} holds a character that is none.", "Leave it out.") from error
    return f'"{value.translate(_ESCAPES)}"^^<{expand(parameter.type)}>'


def _refuse_no_day(date: str) -> None:
    """Raise WrongValueError where the month of a well-formed date has no such day."""
    from calendar import monthrange

    year, month, day = (int(part) for part in date.rsplit("-", 2))
    days = monthrange(year, month)[1]
    if day > days:
        raise WrongValueError(f"{date!r} is no date.", f"That month has {days} days.")
