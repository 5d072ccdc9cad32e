"""The part of the contract of the API that is about submissions, in OpenAPI 3.1; it is told where they are taken in."""

from __future__ import annotations

from typing import Any, Final

from r2pgraph.service.submissions.receipts import PLACE
from r2pgraph.service.submissions.sending import KINDS, XLSX

Said = dict[str, Any]

PROBLEMS: Final = {
    "400": "A parameter, the body or a text will not do.",
    "401": "A token is needed, or the one that was sent is unknown, revoked or expired.",
    "403": "The token is not for this deed, or not for this state.",
    "404": "There is no submission of this number.",
    "406": "Only a workbook is given back with its problems marked.",
    "408": "The body comes too slowly.",
    "409": "The submission does not count, so it cannot be taken back.",
    "413": "The file is too large.",
    "415": "Files of this kind are not read.",
    "422": "The file is not in order: the report tells every problem.",
    "429": "Fair use is exceeded; come again after Retry-After.",
    "500": "The service made a mistake.",
    "503": "Other submissions are being worked on, or the service cannot write; come again after Retry-After.",
}
"""Every status of a problem, and when it is given."""

_READING: Final = ("400", "401", "404", "429", "500", "503")
_WITHDRAWING: Final = ("400", "401", "403", "404", "408", "409", "413", "429", "500", "503")
_TEXT: Final[Said] = {"type": "string"}
_HASH: Final[Said] = {"type": "string", "pattern": "^([0-9a-f]{64})?$"}
_ACTS: Final = ["accepted", "refused", "withdrawn", "restored"]
_SECURED: Final[list[Said]] = [{"token": []}]
_NUMBER: Final[Said] = {
    "name": "number", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 1},
    "description": "The number of the line in the record.",
}  # fmt: skip


def extended(contract: Said) -> Said:
    """Return a contract of the API with the addresses of submissions."""
    parts = contract["components"]
    components = {
        **parts,
        "schemas": {**parts["schemas"], **_schemas()},
        "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
    }
    paths = {
        PLACE: {"get": _record(), "post": _submit()},
        f"{PLACE}/{{number}}": {"get": _line()},
        f"{PLACE}/{{number}}/withdrawal": {"post": _withdraw()},
    }
    return {**contract, "paths": {**contract["paths"], **paths}, "components": components}


def _submit() -> Said:
    asked = [
        _parameter("name", _TEXT, "What the file is called; its ending says of which kind it is."),
        _parameter("note", {**_TEXT, "maxLength": 2000}, "What there is to say of it; kept and shown."),
        _parameter("check", {"enum": ["true", "false"], "default": "false"}, "Judge it, and keep nothing."),
    ]
    binary = {"schema": {"type": "string", "format": "binary"}}
    checked: Said = {"application/json": {"schema": {"anyOf": [_ref("Receipt"), _ref("Checked")]}}, XLSX: {}}
    return {
        "operationId": "submit", "summary": "Submit an assessment", "security": _SECURED, "parameters": asked,
        "description": "An answer of 201 means that the submission is on disk and counts.",
        "requestBody": {"required": True, "content": dict.fromkeys(KINDS, binary)},
        "responses": {
            "200": {"description": "The file counts already, or was only checked.", "content": checked},
            "201": _found("It is on disk, and counts.", "Receipt", Location=_TEXT),
            **_refused(tuple(status for status in PROBLEMS if status not in {"404", "409"})),
        },
    }  # fmt: skip


def _record() -> Said:
    return {
        "operationId": "submissions", "summary": "The record of submissions", "security": _SECURED, "parameters": [],
        "responses": {"200": _found("Every line, the oldest first.", "Submissions"), **_refused(_READING)},
    }  # fmt: skip


def _line() -> Said:
    return {
        "operationId": "submission", "summary": "One line of the record, with the report", "security": _SECURED,
        "parameters": [_NUMBER],
        "responses": {"200": _found("The line.", "Submission"), **_refused(_READING)},
    }  # fmt: skip


def _withdraw() -> Said:
    reason = {"type": "object", "required": ["reason"], "properties": {"reason": {**_TEXT, "minLength": 1}}}
    return {
        "operationId": "withdraw", "summary": "Take a submission back", "security": _SECURED,
        "parameters": [_NUMBER],
        "requestBody": {"required": True, "content": {"application/json": {"schema": reason}}},
        "responses": {"201": _found("It counts no more.", "Line", Location=_TEXT), **_refused(_WITHDRAWING)},
    }  # fmt: skip


def _parameter(name: str, schema: Said, description: str) -> Said:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": description}


def _found(description: str, schema: str, **heads: Said) -> Said:
    headers = {name: {"schema": each} for name, each in {**heads, "Cache-Control": _TEXT}.items()}
    return {"description": description, "headers": headers,
            "content": {"application/json": {"schema": _ref(schema)}}}  # fmt: skip


def _refused(statuses: tuple[str, ...]) -> Said:
    content = {"application/problem+json": {"schema": _ref("Problem")}, "text/html": {}}
    return {status: {"description": PROBLEMS[status], "content": content} for status in statuses}


def _ref(name: str) -> Said:
    return {"$ref": f"#/components/schemas/{name}"}


def _schemas() -> Said:
    texts = dict.fromkeys(("time", "by", "note", "state", "year", "file", "form", "revises"), _TEXT)
    hashes = dict.fromkeys(("original", "statements", "withdraws", "rules", "previous", "hash"), _HASH)
    line = {"number": {"type": "integer"}, "act": {"enum": _ACTS}, "size": {"type": "integer"}, **texts, **hashes}
    required = list(line)
    standing = {"reportHash": _HASH, "standing": {"enum": ["", "counts", "superseded", "withdrawn"]}, "reason": _TEXT}
    whole = {"type": "object", "properties": line, "required": required}
    report = {
        "type": "object", "required": ["conforms", "files", "problems"],
        "properties": {"conforms": {"type": "boolean"}, "files": {"type": "array", "items": _TEXT},
                       "problems": {"type": "array", "items": {"type": "object"}}},
    }  # fmt: skip
    maybe = {"anyOf": [_ref("Report"), {"type": "null"}]}
    kept = {"type": "object", "properties": {**line, **standing}, "required": [*required, *standing]}
    return {
        "Line": whole,
        "Report": report,
        "Receipt": {"allOf": [_ref("Line")], "required": ["new", "report"],
                    "properties": {"new": {"type": "boolean"}, "report": maybe}},
        "Checked": {"type": "object", "required": ["state", "year", "form", "report"],
                    "properties": {"state": _TEXT, "year": _TEXT, "form": _TEXT, "report": _ref("Report")}},
        "Kept": kept,
        "Submission": {"allOf": [_ref("Kept")], "required": ["report"], "properties": {"report": maybe}},
        "Submissions": {"type": "object", "required": ["submissions"],
                        "properties": {"submissions": {"type": "array", "items": _ref("Kept")}}},
    }  # fmt: skip
