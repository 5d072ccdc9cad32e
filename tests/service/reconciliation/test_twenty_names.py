"""A column of twenty names as people write them, sent as OpenRefine sends it and by OpenRefine: what comes first."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import OpenRefine

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


def column(kind: str) -> str:
    """Return the names of a kind as a table with one column."""
    return "name\n" + "".join(f'"{name}"\n' for name, of, *_ in NAMES if of == kind)


@pytest.mark.parametrize("kind", ["State", "Treaty"])
def test_openrefine_finds_what_is_meant(kind: str, openrefine: OpenRefine) -> None:
    """It guesses the type of the column, matches what can be nothing else, and shows the reader the rest in order."""
    project = openrefine.open(column(kind))
    guessed = json.loads(openrefine.do("guess-types-of-column", project, columnName="name", service=openrefine.service))
    made = openrefine.reconcile(project, "name", kind)

    assert kind == guessed["types"][0]["id"]
    for name, of, first, is_match in NAMES:
        if of == kind:
            said = made[name]
            expected = ("matched", first) if is_match else ("none", first)
            assert expected == (said["j"], said["m"]["id"] if is_match else said["c"][0]["id"])


def test_openrefine_adds_columns_of_what_it_found(openrefine: OpenRefine) -> None:
    """Codes, and things that are reconciled in turn; nothing beside a name in doubt."""
    project = openrefine.open("name\nEast Timor\nGreat Britain\nViet-Nam\n")
    openrefine.reconcile(project, "name", "State")
    rows = csv.reader(io.StringIO(openrefine.extend(project, "name", "r2p:isoAlpha3", "r2p:m49", "rdfs:label")))

    assert [
        ["name", "ISO 3166 alpha-3 code", "M49 code", "label"],
        ["Timor-Leste", "TLS", "626", "Timor-Leste"],
        ["Great Britain", "", "", ""],
        ["Viet Nam", "VNM", "704", "Viet Nam"],
    ] == list(rows)


def test_openrefine_adds_days_numbers_and_reconciled_things(openrefine: OpenRefine) -> None:
    """What a resolution was adopted by is an organisation, which leads to further columns."""
    project = openrefine.open("name\n75/277\n")
    openrefine.reconcile(project, "name", "Resolution")
    wanted = ("r2p:adoptedOn", "r2p:yesCount", "r2p:adoptedBy")
    (names, values) = csv.reader(io.StringIO(openrefine.extend(project, "name", *wanted)))
    columns = openrefine.get("get-models", project=project)["columnModel"]["columns"]

    assert ["name", "adopted on", "yes count", "adopted by"] == names
    assert ["A/RES/75/277", "2021-05-18T00:00:00Z", "115", "General Assembly of the United Nations"] == values
    assert "Organisation" == columns[3]["reconConfig"]["type"]["id"]
