"""Fill in the parameters of a saved query, and run it."""

from __future__ import annotations

import re
from traceback import clear_frames
from typing import TYPE_CHECKING, TypeVar

from r2pgraph.errors import UnknownNameError, WrongValueError
from r2pgraph.queries.catalogue import ANY, Parameter, SavedQuery, catalogue, find
from r2pgraph.queries.names import resolve
from r2pgraph.queries.values import is_class, term
from r2pgraph.vocab import PREFIXES, compact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from r2pgraph.store import Answer, Store

Item = TypeVar("Item")
Result = TypeVar("Result")


def prepare(query_id: str, /, **parameters: str | None) -> str:
    """Return the text of a saved query with other values than the defaults.

    Args:
        query_id: the id of the saved query.
        parameters: a value by the name of its parameter; ``"any"`` or None leaves the parameter open.

    Raises:
        UnknownNameError: there is no such query or parameter.
        WrongValueError: a value does not fit its parameter's type, or one that the query needs is left open.
    """
    query = find(query_id)
    text = query.text
    for name, value in parameters.items():
        parameter = _find_parameter(query, name)
        chosen = _left_open(query, parameter) if value in {None, ANY} else term(parameter, value or "")
        text = _filled(text, name, chosen)
    return text


def answered(store: Store, query_id: str, /, **parameters: str | None) -> Answer:
    """Return the rows of a saved query whose values are as `prepare` takes them; raises as it does, and as `run`."""
    return store.able(find(query_id).unanswered).select(prepare(query_id, **parameters))


def run(store: Store, query_id: str, parameters: Mapping[str, str | None] | None = None) -> Answer:
    """Run a saved query and return its rows; those of a CONSTRUCT are subject, predicate and object.

    Args:
        store: the graph to ask.
        query_id: the id of the saved query.
        parameters: as `prepare` takes them; a class's value may also be a code or a name in the graph, such as
            ``timor-leste``.

    Raises:
        UnknownNameError: there is no such query or parameter, or the graph holds no such individual.
        QueryError: a value does not fit its parameter's type, or the query cannot be run.
    """
    text, query = _filled_in(store, query_id, parameters or {}), find(query_id)
    able = store.able(query.unanswered)
    if not query.makes_triples:
        return able.select(text)
    from r2pgraph.store import rows

    return rows(able.construct(text))


def triples(store: Store, query_id: str, parameters: Mapping[str, str | None] | None = None) -> bytes:
    """Run a saved CONSTRUCT and return its triples as sorted N-Triples; arguments and errors are those of `run`."""
    return store.able(find(query_id).unanswered).construct(_filled_in(store, query_id, parameters or {}))


def _filled_in(store: Store, query_id: str, given: Mapping[str, str | None]) -> str:
    query = find(query_id)
    return prepare(query_id, **{name: _meant(store, query, name, given[name]) for name in given})


def for_each(store: Store, ask: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    """Return what ``ask`` makes of each item, in their order; it asks ``store``, which answers some of them at once.

    The first error that an item meets is raised.
    """
    if store.at_once == 1:
        return [ask(item) for item in items]
    from concurrent.futures import ThreadPoolExecutor

    def asked(item: Item) -> Result:
        try:
            return ask(item)
        except BaseException as error:
            clear_frames(error.__traceback__)  # an answer must go in the thread that it came to
            raise

    with ThreadPoolExecutor(store.at_once) as asking:
        return list(asking.map(asked, items))


def failures(store: Store) -> list[str]:
    """Return every saved check that returns a row, in words: what it asks, the rows, the remedy."""
    checks = [query for query in catalogue().values() if query.kind == "checks"]
    answers = for_each(store, lambda query: run(store, query.id), checks)
    return [_failure(query, answer) for query, answer in zip(checks, answers, strict=True) if answer.rows]


def _failure(query: SavedQuery, answer: Answer) -> str:
    rows = [
        ", ".join(f"{name} {compact(term.value)}" for name, term in record.items() if term)
        for record in answer.records()
    ]
    lines = [f"The check {query.id} failed. {query.question}", *rows, f"remedy: {query.remedy}"]
    return "\n    ".join(lines)


def run_text(store: Store, text: str) -> Answer | bytes:
    """Run a query of the user's own, in which the project's prefixes need no declaration.

    Returns:
        the rows of a SELECT; one row with one boolean of an ASK; N-Triples of a CONSTRUCT or DESCRIBE.

    Raises:
        QueryError: the query is refused or cannot be run.
    """
    from r2pgraph.store import Answer, Term, form, refuse_harm

    refuse_harm(text)
    query = with_prefixes(text)
    match form(query):
        case "select":
            return store.select(query)
        case "ask":
            said = Term("literal", str(store.ask(query)).lower(), PREFIXES["xsd"] + "boolean")
            return Answer(("answer",), ((said,),))
        case _:
            return store.construct(query)


def with_prefixes(text: str) -> str:
    """Return a query with a declaration for each of the project's prefixes that it uses and does not declare.

    They stand on the first line, up to a tab, so that an error can be told with the place in the query as written.
    """
    declared = set(re.findall(r"\bPREFIX\s+([\w-]*):", text, re.IGNORECASE))
    used = set(re.findall(r"(?<![\w-])([\w-]+):", text)) & PREFIXES.keys()
    added = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in sorted(used - declared))
    return f"{added}\t{text}" if added else text


def _left_open(query: SavedQuery, parameter: Parameter) -> str:
    """Return what leaves a parameter open; raises WrongValueError where the query needs a value for it."""
    if parameter.is_needed:
        example = f"Give a value, such as {parameter.name}={parameter.default}."
        raise WrongValueError(f"{query.id} needs one value for {parameter.name}, which {ANY!r} leaves open.", example)
    return "UNDEF"


def _find_parameter(query: SavedQuery, name: str) -> Parameter:
    known = {parameter.name: parameter for parameter in query.parameters}
    if name not in known:
        raise UnknownNameError.among(
            f"parameter of {query.id}", name, known, f"It takes: {', '.join(known) or 'none'}."
        )
    return known[name]


def _filled(text: str, name: str, chosen: str) -> str:
    line = re.compile(rf"^(\s*VALUES \?{name} {{ )[^\n]* }}$", re.MULTILINE)
    return line.sub(lambda found: f"{found[1]}{chosen} }}", text)


def _meant(store: Store, query: SavedQuery, name: str, value: str | None) -> str | None:
    parameter = _find_parameter(query, name)
    if value in {None, ANY} or not is_class(parameter):
        return value
    return f"<{resolve(store, parameter, value or '')}>"
