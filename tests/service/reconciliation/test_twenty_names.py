"""A column of twenty names as people write them, sent in one batch as OpenRefine sends it: what comes first of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Post = Callable[..., Any]

NAMES = (
    ("East Timor", "State", "state/TLS", True),
    ("Marshal Islands", "State", "state/MHL", True),
    ("Kiribatti", "State", "state/KIR", True),
    ("Phillippines", "State", "state/PHL", True),
    ("Swaziland", "State", "state/SWZ", True),
    ("Viet-Nam", "State", "state/VNM", True),
    ("North Korea", "State", "state/PRK", True),
    ("Congo, DR", "State", "state/COD", True),
    ("Sri Lanca", "State", "state/LKA", True),
    ("Dominica Republic", "State", "state/DOM", True),
    ("Great Britain", "State", "state/GBR", False),
    ("Guinea Bisau", "State", "state/GNB", False),
    ("Niger1a", "State", "state/NGA", False),
    ("ICCPR", "Treaty", "treaty/IV-4", True),
    ("Genocide Convension", "Treaty", "treaty/IV-1", True),
    ("Convetion on the Rights of the Child", "Treaty", "treaty/IV-11", True),
    ("Additional Protocol 1", "Treaty", "treaty/GC-AP-I", True),
    ("Convention on Migrant Workrs", "Treaty", "treaty/IV-13", True),
    ("Torture Convention", "Treaty", "treaty/IV-9", False),
    ("Geneva Convetion", "Treaty", "treaty/GC-I", False),
)
"""Name, class, what comes first, and whether it can be no other.

Great Britain is an island of the United Kingdom; Guinea Bisau and Niger1a each hold the whole name of another state;
there is a protocol to the convention against torture too, and there are four Geneva conventions.
"""


@pytest.fixture(scope="module")
def found(post: Post) -> dict[str, list[dict[str, Any]]]:
    """Return the candidates by name."""
    batch = {name: {"query": name, "type": kind} for name, kind, *_ in NAMES}
    return {name: said["result"] for name, said in post(queries=batch).json.items()}


@pytest.mark.parametrize(("name", "kind", "first", "is_match"), NAMES, ids=[name for name, *_ in NAMES])
def test_a_name_as_people_write_it_finds_what_is_meant(
    name: str,
    kind: str,
    first: str,
    is_match: bool,  # noqa: FBT001 - a column of the table above
    found: dict[str, list[dict[str, Any]]],
) -> None:
    """The first candidate is right in each of twenty; it is a match only where no other comes close."""
    best, *others = found[name]

    assert (first, is_match) == (best["id"], best["match"])
    assert [kind] == [each["id"] for each in best["type"]]
    assert not any(each["match"] for each in others)


def test_the_list_has_twenty_names_of_which_some_are_left_to_the_reader() -> None:
    """A batch in which everything matched would not show that the service can doubt."""
    assert 20 == len({name for name, *_ in NAMES})
    assert 5 == sum(not is_match for *_, is_match in NAMES)
