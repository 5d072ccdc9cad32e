"""More than two hundred hostile queries of more than twenty kinds: the whole of what `test_hostile` samples."""

from __future__ import annotations

import socket
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Reply, Server

SECONDS = 2.0
"""What the server under test gives a query."""

CLIENTS = 3
REFUSED = {400, 413, 422, 503}

FACTORS = tuple(f"?a{n} ?b{n} ?c{n}" for n in range(10))
DEPTHS = (65, 100, 300, 1_000, 3_000, 10_000, 30_000, 60_000, 100_000, 250_000)
"""How deep or long a query is, from one beyond what is allowed to what overflows any stack."""

WIDE = (3, 4, 5, 6, 7, 8, 9, 10)
"""How many factors of all statements a product has."""

DOUBLED = (33, 34, 36, 38, 40, 50, 60)
STEP = "(!<x:x>|^!<x:x>)"


def product(number: int) -> str:
    """Return a pattern of so many factors."""
    return " . ".join(FACTORS[:number])


def deep(number: int, begin: str, end: str, middle: str = "") -> str:
    """Return a pattern within so many pairs."""
    return begin * number + middle + end * number


def counted(pattern: str) -> str:
    """Return a query that counts what fits a pattern."""
    return f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}"


def each(number: int, pattern: str) -> str:
    """Return a pattern so many times, with the number of each in it."""
    return " ".join(pattern.format(place) for place in range(number))


def doubled(number: int) -> str:
    """Return a pattern that doubles a text so many times."""
    return " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(number))


GENERATORS: dict[str, tuple[Callable[[int], str], tuple[int, ...]]] = {
    "count of a product": (lambda n: f"SELECT (COUNT(*) AS ?n) {{ {product(n)} }}", WIDE),
    "order of a product": (lambda n: f"SELECT * {{ {product(n)} }} ORDER BY ?c0 ?c1", (2, *WIDE)),
    "distinct of a product": (lambda n: f"SELECT DISTINCT ?c0 ?c1 {{ {product(n)} }}", WIDE),
    "groups of a product": (lambda n: f"SELECT ?c0 (COUNT(?c1) AS ?n) {{ {product(n)} }} GROUP BY ?c0", WIDE),
    "graph of a product": (lambda n: f"CONSTRUCT {{ ?a0 ?b0 ?c1 }} {{ {product(n)} }}", WIDE),
    "yes or no of a product": (lambda n: f"ASK {{ {product(n)} FILTER(?c0 = <x:{n}>) }}", WIDE),
    "product in a sub-select": (lambda n: f"SELECT * {{ {{ {counted(product(n))} }} }}", WIDE),
    "product within EXISTS": (
        lambda n: f"SELECT * {{ ?x ?y ?z FILTER NOT EXISTS {{ {product(n)} FILTER(?c0 = ?z) }} }}", WIDE
    ),
    "values by values": (lambda n: counted(each(n, "VALUES ?x{0} {{ " + "1 " * 40 + "}}")), (5, *WIDE[3:])),
    "a text that doubles": (lambda n: f'SELECT (STRLEN(?x{n}) AS ?n) {{ BIND("x" AS ?x0) {doubled(n)} }}', DOUBLED),
    "a long path": (lambda n: counted(f"?s {'/'.join([STEP] * n)} ?o"), (20, 40, 60, 80, 100, 200, 1_000, 3_000)),
    "closures of closures": (
        lambda n: counted(f"?s {deep(n, '(', ')*', '!<x:x>')} ?o . ?s2 (!<x:y>)* ?o2"), (1, 2, 5, 20, 60)
    ),
    "a slow pattern": (
        lambda n: counted(f'{product(2)} FILTER(REGEX(CONCAT(STR(?c0), ?c1), "(.*a.*){{{n}}}~"))'), (3, 5, 7, 9, 12)
    ),
    "a huge list": (
        lambda n: f"SELECT * {{ ?s ?p ?o FILTER(?o IN ({', '.join(map(str, range(n)))})) }}",
        (5_000, 20_000, 100_000, 190_000),
    ),
    "deep EXISTS": (lambda n: f"SELECT * {{ {deep(n, 'FILTER EXISTS { ', '}')} }}", DEPTHS),
    "deep NOT EXISTS": (lambda n: f"SELECT * {{ {deep(n, 'FILTER NOT EXISTS{', '}')} }}", DEPTHS),
    "deep parentheses": (lambda n: f"SELECT * {{ FILTER{deep(n, '(', ')', '1')} }}", DEPTHS),
    "deep groups": (lambda n: f"SELECT * {deep(n, '{', '}')}", DEPTHS),
    "deep groups left open": (lambda n: f"SELECT * {'{' * n}", DEPTHS),
    "deep sub-selects": (lambda n: f"SELECT * {deep(n, '{SELECT * ', '}', '{}')}", DEPTHS),
    "deep OPTIONAL": (lambda n: f"SELECT * {{ {deep(n, 'OPTIONAL { ', '}')} }}", DEPTHS),
    "deep MINUS": (lambda n: f"SELECT * {{ {deep(n, 'MINUS{', '}')} }}", DEPTHS),
    "deep lists": (lambda n: f"SELECT * {{ ?s ?p {deep(n, '(', ')')} }}", DEPTHS),
    "deep blank nodes": (lambda n: f"SELECT * {{ ?s ?p {deep(n, '[ ?p ', ']', '1')} }}", DEPTHS),
    "deep triple terms": (lambda n: f"SELECT * {{ ?s ?p {deep(n, '<<( ?s ?p ', ')>>', '1')} }}", DEPTHS),
    "many negations": (lambda n: f"SELECT * {{ FILTER({'!' * n}true) }}", DEPTHS[4:]),
    "many unions": (lambda n: f"SELECT * {{ {'{} UNION ' * n} {{}} }}", DEPTHS[4:]),
    "many sums": (lambda n: f"SELECT * {{ FILTER(1{'+1' * n} > 0) }}", DEPTHS[4:]),
    "many variables": (
        lambda n: f"SELECT * {{ {each(n, '?v{0} ?w{0} ?x{0} .')} }}", (1_100, 3_000, 10_000, 50_000)
    ),
    "a query without end": (lambda n: "SELECT * { " + "#" * n, (1_048_576, 2_000_000)),
}  # fmt: skip
CASES = [(name, number) for name, (_, numbers) in GENERATORS.items() for number in numbers]


def is_whole(reply: Reply) -> bool:
    """Return whether a reply is a problem document, or rows that end as they should."""
    if reply.status in REFUSED:
        return reply.media_type == "application/problem+json" and reply.json["status"] == reply.status
    return "results" in reply.json or "boolean" in reply.json


@pytest.mark.soak
def test_two_hundred_hostile_queries_of_twenty_kinds_are_refused_or_stopped_in_time(
    server: Server, canary: socket.socket
) -> None:
    """Each gets a whole answer or a problem document in time, nobody is called, and the server lives."""
    address = f"http://127.0.0.1:{canary.getsockname()[1]}/"

    def send(case: tuple[int, tuple[str, int]]) -> Reply:
        place, (name, number) = case
        query = GENERATORS[name][0](number).replace("<x:x>", f"<{address}>")
        return server.ask(query, client=f"127.0.20.{place % 200 + 1}")

    with ThreadPoolExecutor(CLIENTS) as threads:
        replies = dict(zip(CASES, threads.map(send, enumerate(CASES)), strict=True))
    told = {case: (reply.status, reply.media_type, round(reply.seconds, 1)) for case, reply in replies.items()}

    assert len(CASES) >= 200
    assert len(GENERATORS) >= 20
    assert {} == {case: said for case, said in told.items() if said[0] not in {200, *REFUSED}}
    assert [] == [case for case, reply in replies.items() if not is_whole(reply)]
    assert {} == {case: said for case, said in told.items() if said[2] > SECONDS + 1}
    with pytest.raises(BlockingIOError):
        canary.accept()
    assert server.process.poll() is None
    assert [{"n": "5"}] == server.ask("SELECT (COUNT(*) AS ?n) { ?level a r2p:Level }").rows
    print(f"\n{len(CASES)} queries of {len(GENERATORS)} kinds: {Counter(status for status, _, _ in told.values())}")  # noqa: T201
