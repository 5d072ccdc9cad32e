"""The reconciliation service answers as version 0.2 of the protocol says.

The schemas are our own, written after the text of the specification; a document of another form does not pass them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

import jsonschema
import pytest

TEXT = {"type": "string", "minLength": 1}
TYPE = {"type": "object", "required": ["id", "name"], "properties": {"id": TEXT, "name": TEXT}}
TEMPLATE = {"type": "string", "pattern": r"^https?://.*\{\{id\}\}"}
SUGGEST = {"type": "object", "required": ["service_url", "service_path"],
           "properties": {"service_url": TEXT, "service_path": {"type": "string", "pattern": "^/"}}}  # fmt: skip
MANIFEST = {
    "type": "object", "required": ["versions", "name", "identifierSpace", "schemaSpace"],
    "properties": {
        "versions": {"type": "array", "items": TEXT, "contains": {"const": "0.2"}},
        "name": TEXT, "identifierSpace": {"type": "string", "pattern": "^https?://"},
        "schemaSpace": {"type": "string", "pattern": "^https?://"}, "documentation": TEXT, "serviceVersion": TEXT,
        "defaultTypes": {"type": "array", "items": TYPE, "minItems": 1, "uniqueItems": True},
        "view": {"type": "object", "required": ["url"], "properties": {"url": TEMPLATE}},
        "preview": {"type": "object", "required": ["url", "width", "height"],
                    "properties": {"url": TEMPLATE, "width": {"type": "integer"}, "height": {"type": "integer"}}},
        "suggest": {"type": "object", "properties": dict.fromkeys(("entity", "property", "type"), SUGGEST),
                    "additionalProperties": False},
        "extend": {"type": "object", "properties": {"propose_properties": SUGGEST}},
        "batchSize": {"type": "integer", "minimum": 1},
    },
}  # fmt: skip
CANDIDATE = {
    "type": "object", "required": ["id", "name", "score", "type", "match"], "additionalProperties": False,
    "properties": {
        "id": TEXT, "name": TEXT, "description": TEXT, "match": {"type": "boolean"},
        "score": {"type": "number", "minimum": 0, "maximum": 100}, "type": {"type": "array", "items": TYPE},
    },
}  # fmt: skip
RESULTS = {
    "type": "object",
    "additionalProperties": {
        "type": "object", "required": ["result"], "additionalProperties": False,
        "properties": {"result": {"type": "array", "items": CANDIDATE}},
    },
}  # fmt: skip
SUGGESTED = {
    "type": "object", "required": ["result"],
    "properties": {"result": {"type": "array", "items": {
        "type": "object", "required": ["id", "name"],
        "properties": {"id": TEXT, "name": TEXT, "description": TEXT, "notable": {"type": "array", "items": TYPE}},
    }}},
}  # fmt: skip
PROPOSED = {
    "type": "object", "required": ["properties", "type"],
    "properties": {"properties": {"type": "array", "items": TYPE}, "type": {"type": "string"},
                   "limit": {"type": "integer"}},
}  # fmt: skip
_ONE = [
    {"type": "object", "required": list(members), "properties": members, "additionalProperties": False}
    for members in (
        {"id": TEXT, "name": TEXT}, {"str": {"type": "string"}}, {"int": {"type": "integer"}},
        {"float": {"type": "number"}},
        {"date": {"type": "string", "pattern": r"^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$"}},
    )
]  # fmt: skip
EXTENDED = {
    "type": "object", "required": ["meta", "rows"],
    "properties": {
        "meta": {"type": "array", "items": TYPE},
        "rows": {"type": "object", "additionalProperties": {
            "type": "object", "additionalProperties": {"type": "array", "items": {"oneOf": _ONE}},
        }},
    },
}  # fmt: skip

Post = Callable[..., Any]
Server = Any


def valid(reply: Any, schema: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON
    """Return the answer, which is of the form that the schema says."""
    assert (200, "application/json") == (reply.status, reply.media_type)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(reply.json, schema)
    return reply.json


def test_the_manifest_says_what_the_service_can(refine: Server) -> None:
    """Without parameters, to scripts of every site; every address in it answers."""
    reply = refine.send("GET", "/reconcile", Origin="http://127.0.0.1:3333")
    manifest = valid(reply, MANIFEST)
    root = f"http://127.0.0.1:{refine.port}"

    assert "*" == reply.headers["access-control-allow-origin"]
    assert "https://w3id.org/r2pgraph/" == manifest["identifierSpace"]
    for place in ("view", "preview"):
        address = manifest[place]["url"].replace("{{id}}", quote("state/TLS", safe="")).removeprefix(root)
        assert refine.send("GET", address).status in {200, 303}
    for suggest in manifest["suggest"].values():
        assert 200 == refine.send("GET", f"{suggest['service_path']}?prefix=a").status


def test_a_batch_is_answered_query_by_query(post: Post) -> None:
    """As OpenRefine posts it."""
    batch = {
        "q0": {"query": "Timor Lest", "type": "State", "limit": 3},
        "q1": {"query": "Genocide Conventon", "type": ["r2p:Treaty"], "type_strict": "should"},
        "q2": {"query": "GA resolution 75/277"},
        "q3": {"query": "Yugoslavia", "type": "State"},
    }
    found = valid(post(queries=batch), RESULTS)

    assert list(batch) == list(found)
    sure = {name: [each["id"] for each in said["result"] if each["match"]] for name, said in found.items()}
    assert {"q0": ["state/TLS"], "q1": ["treaty/IV-1"], "q2": ["resolution/A-RES-75-277"], "q3": []} == sure
    assert {"state/SRB", "state/YUG"} <= {each["id"] for each in found["q3"]["result"]}
    assert all(len(said["result"]) <= 5 for said in found.values())


def test_a_batch_may_come_by_get(refine: Server, post: Post) -> None:
    """With the same answer."""
    batch = json.dumps({"q0": {"query": "TLS"}})
    reply = refine.send("GET", "/reconcile?" + urlencode({"queries": batch}))

    assert valid(reply, RESULTS) == post(queries=batch).json


def test_a_value_decides_between_things_of_one_name(post: Post) -> None:
    """Two states were called so, and one of them has this code; a value that disagrees makes no match."""
    properties = [{"pid": "r2p:isoAlpha3", "v": "SRB"}]
    batch = {
        "which": {"query": "Yugoslavia", "type": "State", "properties": properties},
        "wrong": {"query": "Timor-Leste", "properties": [{"pid": "r2p:isoAlpha3", "v": ["FJI", {"id": "x"}]}]},
        "alone": {"type": "State", "properties": [{"pid": "r2p:isoAlpha3", "v": "TLS"}]},
    }
    found = valid(post(queries=batch), RESULTS)

    assert [("state/SRB", True), ("state/YUG", False)] == [
        (each["id"], each["match"]) for each in found["which"]["result"][:2]
    ]
    assert not any(each["match"] for each in found["wrong"]["result"])
    assert ["state/TLS"] == [each["id"] for each in found["alone"]["result"] if each["match"]]


def test_a_type_that_is_unknown_has_no_candidates(post: Post) -> None:
    """Rather than those of other types."""
    assert {"q": {"result": []}} == valid(post(queries={"q": {"query": "Timor-Leste", "type": "Q5"}}), RESULTS)


@pytest.mark.parametrize(
    ("what", "begins", "expected"),
    [
        ("entity", "Timor", "state/TLS"), ("entity", "state/TLS", "state/TLS"),
        ("entity", "75/277", "resolution/A-RES-75-277"),
        ("type", "trea", "Treaty"), ("property", "ISO", "r2p:isoAlpha3"), ("property", "r2p:m49", "r2p:m49"),
    ],
)  # fmt: skip
def test_what_begins_so_is_suggested(what: str, begins: str, expected: str, refine: Server) -> None:
    """A name, an identifier, a number."""
    reply = refine.send("GET", f"/reconcile/suggest/{what}?" + urlencode({"prefix": begins}))

    assert expected in [each["id"] for each in valid(reply, SUGGESTED)["result"]]


def test_more_suggestions_follow(refine: Server) -> None:
    """From where the first ended."""
    first, second = (
        valid(refine.send("GET", f"/reconcile/suggest/entity?prefix=question&cursor={skip}"), SUGGESTED)["result"]
        for skip in (0, 20)
    )

    assert 20 == len(first)
    assert second
    assert not {each["id"] for each in first} & {each["id"] for each in second}


def test_properties_of_a_type_are_proposed(refine: Server) -> None:
    """Those that its things have, and as many as asked for."""
    states = valid(refine.send("GET", "/reconcile/properties?type=State"), PROPOSED)
    three = valid(refine.send("GET", "/reconcile/properties?type=State&limit=3"), PROPOSED)

    assert {"r2p:isoAlpha3", "r2p:inRegion"} <= {each["id"] for each in states["properties"]}
    assert "r2p:adoptedOn" not in {each["id"] for each in states["properties"]}
    assert (3, 3, "State") == (len(three["properties"]), three["limit"], three["type"])


def test_values_are_fetched_for_things(post: Post) -> None:
    """Text, numbers, days, things with their names; nothing for what is unknown."""
    wanted = {
        "ids": ["state/TLS", "resolution/A-RES-75-277", "state/XYZ", "no key>"],
        "properties": [
            {"id": name} for name in ("r2p:isoAlpha3", "r2p:inRegion", "r2p:adoptedOn", "r2p:yesCount", "no one")
        ],
    }
    found = valid(post(extend=wanted), EXTENDED)
    rows = found["rows"]

    assert wanted["ids"] == list(rows)
    assert [each["id"] for each in wanted["properties"]] == [each["id"] for each in found["meta"]]  # type: ignore[index]
    assert [{"str": "TLS"}] == rows["state/TLS"]["r2p:isoAlpha3"]
    assert "region/apr2p-2018" in [each["id"] for each in rows["state/TLS"]["r2p:inRegion"]]
    assert [{"date": "2021-05-18T00:00:00Z"}] == rows["resolution/A-RES-75-277"]["r2p:adoptedOn"]
    assert [{"int": 115}] == rows["resolution/A-RES-75-277"]["r2p:yesCount"]
    assert all(values == [] for values in rows["state/XYZ"].values())


def test_columns_of_values_have_names_that_people_read(post: Post, refine: Server) -> None:
    """Also where the property is a term of others; its identifier stays what it is."""
    wanted = ("rdfs:label", "skos:prefLabel", "prov:hadPrimarySource", "r2p:isoAlpha3", "x:y z", "")
    asked = {"ids": [], "properties": [{"id": name} for name in wanted]}
    proposed = refine.send("GET", "/reconcile/properties?type=Treaty").json["properties"]

    assert ["label", "pref label", "had primary source", "ISO 3166 alpha-3 code", "x:y z", "nothing"] == [
        each["name"] for each in post(extend=asked).json["meta"]
    ]
    assert "title" in [each["name"] for each in proposed]
    assert not [each["name"] for each in proposed if ":" in each["name"]]


@pytest.mark.parametrize(
    ("key", "name", "led_to"),
    [
        ("resolution/A-RES-75-277", "r2p:adoptedBy", {"type": {"id": "Organisation", "name": "Organisation"}}),
        ("state/TLS", "r2p:inRegion", {}),
        ("state/TLS", "r2p:isoAlpha3", {}),
    ],
)
def test_values_that_are_things_of_one_type_say_so(key: str, name: str, led_to: dict[str, Any], post: Post) -> None:
    """So a column of them can be extended in turn; regions are no type of the service, and codes are no things."""
    (told,) = post(extend={"ids": [key], "properties": [{"id": name}]}).json["meta"]

    assert led_to == {member: value for member, value in told.items() if member == "type"}


def test_a_preview_fits_into_a_frame_of_any_page(refine: Server) -> None:
    """It loads nothing, runs nothing, and says what the thing is."""
    reply = refine.send("GET", "/reconcile/preview?id=state%2FTLS")

    assert (200, "text/html") == (reply.status, reply.media_type)
    assert "frame-ancestors *" in reply.headers["content-security-policy"]
    assert "default-src 'none'" in reply.headers["content-security-policy"]
    assert b"<h1>Timor-Leste</h1>" in reply.content
    assert b"East Timor" in reply.content


def test_a_view_leads_to_the_page(refine: Server) -> None:
    """Whose address is that of the thing."""
    reply = refine.send("GET", "/reconcile/view?id=state%2FTLS")

    assert (303, "/state/TLS") == (reply.status, reply.headers["location"])


@pytest.mark.parametrize("key", ["state/XYZ", "../etc", "//evil.example", "state/TLS%0d%0aX:%20y", "", "javascript:x"])
def test_an_identifier_that_is_none_leads_nowhere(key: str, refine: Server) -> None:
    """Least of all to another site."""
    previewed, viewed = (refine.send("GET", f"/reconcile/{name}?id={key}") for name in ("preview", "view"))

    assert 404 == previewed.status
    assert (404 == viewed.status) or viewed.headers["location"].startswith("/state/")


@pytest.mark.parametrize(
    "sent",
    [
        {"queries": "{"}, {"queries": "[]"}, {"queries": {"q": {}}}, {"queries": {"q": "TLS"}},
        {"queries": {"q": {"query": 1}}},
        {"queries": {"q": {"query": "a", "type": 1}}}, {"queries": {"q": {"query": "a", "limit": "5"}}},
        {"queries": {"q": {"query": "a", "limit": 0}}}, {"queries": {"q": {"query": "a", "properties": {}}}},
        {"queries": {"q": {"query": "a", "properties": [{"pid": "x"}]}}},
        {"queries": {"q": {"query": "a", "properties": [{"pid": "x", "v": [[]]}]}}},
        {"queries": "[" * 100_000}, {"queries": '{"\\ud800": {"query": "a"}}'},
        {"queries": {str(number): {"query": "a"} for number in range(101)}},
        {"extend": "{}"}, {"extend": {"ids": "state/TLS", "properties": []}},
        {"extend": {"ids": [], "properties": ["x"]}},
        {"extend": {"ids": ["x"] * 1001, "properties": []}}, {}, {"queries": {}, "extend": {}},
    ],
    ids=lambda sent: str(sent)[:60],
)  # fmt: skip
def test_what_is_no_request_is_refused(sent: dict[str, object], post: Post) -> None:
    """With a problem document that says what is wrong."""
    reply = post(**sent)

    assert (400, "application/problem+json") == (reply.status, reply.media_type)
    assert reply.json["detail"]


@pytest.mark.parametrize("address", ["suggest/entity?prefix=a&cursor=-1", "properties?type=State&limit=many"])
def test_a_number_that_is_none_is_refused(address: str, refine: Server) -> None:
    """And told."""
    assert 400 == refine.send("GET", f"/reconcile/{address}").status


def test_another_type_of_body_is_refused(refine: Server) -> None:
    """The protocol has one."""
    assert 415 == refine.send("POST", "/reconcile", b"{}", Content_Type="application/json").status


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "\x00", "\u202e", "' OR 1=1", "} UNION { ?s ?p ?o }", "a" * 10_000]
)
def test_odd_names_are_names(name: str, post: Post) -> None:
    """They find what they find."""
    found = valid(post(queries={"q": {"query": name, "properties": [{"pid": name, "v": name}]}}), RESULTS)

    assert not any(each["match"] for each in found["q"]["result"])
    assert valid(post(extend={"ids": [name], "properties": [{"id": name}]}), EXTENDED)["rows"] == {name: {name: []}}
