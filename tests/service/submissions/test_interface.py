"""Submissions by programs: success is on disk, refusal keeps what was there, and nobody gets in without a token."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from r2pgraph import receiving
from r2pgraph.service.submissions import tokens

Served = Any
Send = Callable[..., Any]
Change = Callable[[str], bytes]


def get(served: Served, path: str, secret: str) -> Any:  # noqa: ANN401 - a reply
    """Ask for something with a token."""
    return served.server.send("GET", path, Authorization=f"Bearer {secret}")


def test_a_submission_that_is_acknowledged_is_on_disk(served: Served, send: Send, changed: Change) -> None:
    """The receipt names the hashes, the record has the line under the token's name, and nothing is damaged.

    The same file again changes nothing: 200, with the number that it has.
    """
    reply = send(served, changed("fair"), served.ana, "?note=First%20reading.&name=timor-leste.ttl")

    said = reply.json
    entry = receiving.log(served.home)[said["number"] - 1].entry
    assert (201, f"/api/submissions/{said['number']}") == (reply.status, reply.headers["location"])
    assert ("accepted", "TLS", "2023", "Ana Example", "First reading.", "timor-leste.ttl") == (
        entry.act, entry.state, entry.year, entry.by, entry.note, entry.file,
    )  # fmt: skip
    assert (entry.hash, entry.original, entry.statements) == (said["hash"], said["original"], said["statements"])
    assert "no-store" == reply.headers["cache-control"]
    assert [] == receiving.verify(served.home)
    again = send(served, changed("fair"), served.ana)
    assert (200, False, said["number"]) == (again.status, again.json["new"], again.json["number"])


def test_a_refused_file_is_told_whole_and_kept(served: Served, send: Send, changed: Change) -> None:
    """Every problem is in the document; what counted before counts still."""
    counted = [one.entry.number for one in receiving.log(served.home) if one.standing == "counts"]
    reply = send(served, changed("nothing"), served.ana)

    assert (422, "application/problem+json") == (reply.status, reply.media_type)
    assert reply.json["type"].endswith("/problem/refused")
    assert any("level" in one["message"] for one in reply.json["report"]["problems"])
    last = receiving.log(served.home)[-1].entry
    assert ("refused", reply.json["number"]) == (last.act, last.number)
    assert counted == [one.entry.number for one in receiving.log(served.home) if one.standing == "counts"]
    assert b"/tmp" not in reply.content
    assert last.report == get(served, f"/api/submissions/{last.number}", served.ana).json["reportHash"]


def test_a_check_keeps_nothing(served: Served, send: Send, changed: Change) -> None:
    """A token that is to check alone will do; the record stays as it is."""
    before = receiving.log(served.home)
    good = send(served, changed("very-strong"), served.checker, "?check=true")
    bad = send(served, changed("nothing"), served.checker, "?check=true")

    assert (200, "TLS", "2023") == (good.status, good.json["state"], good.json["year"])
    assert (422, False) == (bad.status, "number" in bad.json)
    assert before == receiving.log(served.home)


@pytest.mark.parametrize(
    ("secret", "status", "told"),
    [
        ("", 401, 'Bearer realm="r2pgraph"'),
        ("Basic YTpi", 401, 'Bearer realm="r2pgraph"'),
        ("Bearer r2p_wrong", 401, 'error="invalid_token"'),
        ("Bearer " + "x" * 5000, 401, 'error="invalid_token"'),
        ("Bearer ü\x80", 401, 'error="invalid_token"'),
    ],
)
def test_nobody_gets_in_without_a_token(secret: str, status: int, told: str, served: Served, changed: Change) -> None:
    """For reading and writing; the answer says what is needed, and nothing is taken in."""
    before = receiving.log(served.home)
    head = {"Authorization": secret} if secret else {}
    wrote = served.server.send("POST", "/api/submissions", changed("fair"), Content_Type="text/turtle", **head)
    read = served.server.send("GET", "/api/submissions", **head)
    one = served.server.send("GET", "/api/submissions/1", **head)

    assert [status] * 3 == [wrote.status, read.status, one.status]
    assert told in wrote.headers["www-authenticate"]
    assert before == receiving.log(served.home)


def test_a_token_does_what_it_is_for_and_no_more(served: Served, send: Send, changed: Change) -> None:
    """One to check with does not submit; one for Fiji does not submit Timor-Leste, and its try is on record."""
    checks = send(served, changed("weak"), served.checker)
    fiji = send(served, changed("weak"), served.fiji)

    assert (403, 403) == (checks.status, fiji.status)
    assert 'error="insufficient_scope"' in checks.headers["www-authenticate"]
    assert "FJI alone" in fiji.json["detail"]
    last = receiving.log(served.home)[-1].entry
    assert ("refused", "Fay Example") == (last.act, last.by)


def test_a_file_that_counts_already_is_refused_to_who_may_not_submit_for_its_state(
    served: Served, send: Send, changed: Change
) -> None:
    """To them it is 403 as any other file of that state, and not the number that it has; to others it is the number."""
    first = send(served, changed("strong"), served.ana)
    theirs = send(served, changed("strong"), served.fiji)
    again = send(served, changed("strong"), served.ana)

    assert [201, 403, 200] == [first.status, theirs.status, again.status]
    assert theirs.json["number"] != first.json["number"] == again.json["number"]
    assert "hash" not in theirs.json
    last = receiving.log(served.home)[-1].entry
    assert ("refused", "Fay Example", theirs.json["number"]) == (last.act, last.by, last.number)


def test_a_revoked_or_expired_token_is_refused_at_once(served: Served) -> None:
    """The next request is refused, without a restart; the others go on."""
    secret = tokens.add(served.home, "Ben Example")
    assert 200 == get(served, "/api/submissions", secret).status
    tokens.revoke(served.home, "ben example")
    revoked = get(served, "/api/submissions", secret)
    late = tokens.add(served.home, "Late Example", days=1)
    path = served.home / tokens.FILE
    said = json.loads(path.read_bytes())
    said["tokens"][-1]["expires"] = "2020-01-01T00:00:00+00:00"
    path.write_text(json.dumps(said), encoding="utf-8")
    expired = get(served, "/api/submissions", late)
    tokens.revoke(served.home, "Late Example")

    assert (401, 401) == (revoked.status, expired.status)
    assert "time" in expired.json["detail"]
    assert 200 == get(served, "/api/submissions", served.ana).status


def test_a_submission_is_taken_back_with_a_reason(served: Served, send: Send, changed: Change) -> None:
    """By its number, where it counts; not by who may only check, not for another state, and not twice."""
    number = send(served, changed("very-weak"), served.ana).json["number"]
    place = f"/api/submissions/{number}/withdrawal"
    reason = json.dumps({"reason": "Two sources were mixed up."}).encode()

    def post(secret: str, body: bytes = reason) -> Any:  # noqa: ANN401 - a reply
        return served.server.send("POST", place, body, Authorization=f"Bearer {secret}")

    refused = [post(served.checker).status, post(served.fiji).status, post(served.ana, b"{}").status]
    done, again = post(served.ana), post(served.ana)

    assert [403, 403, 400] == refused
    assert (201, "withdrawn", "Ana Example") == (done.status, done.json["act"], done.json["by"])
    assert 409 == again.status
    shown = get(served, f"/api/submissions/{number}", served.ana).json
    assert ("withdrawn", "Two sources were mixed up.") == (shown["standing"], shown["reason"])


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("?name=a.exe", 415, "media-type"),
        ("", 415, "media-type"),
        ("?name=a.ttl&check=perhaps", 400, "form"),
        ("?name=a.ttl&nane=b", 400, "form"),
        ("?name=a.ttl&name=b.ttl", 400, "form"),
        ("?name=a.ttl&edition=x", 400, "form"),
        ("?name=a.ttl&note=%ff", 400, "encoding"),
        ("?name=a.ttl&check=true&note=" + "x" * 3000, 422, "refused"),
        ("?name=a.ttl&note=" + "x" * 3000, 400, "query"),
    ],
)
def test_what_is_wrong_with_a_request_is_told(path: str, status: int, kind: str, served: Served) -> None:
    """As a problem document of its kind."""
    reply = served.server.send("POST", f"/api/submissions{path}", b"<a> <b> .", Authorization=f"Bearer {served.ana}")

    assert (status, kind) == (reply.status, reply.json["type"].rpartition("/")[2])


@pytest.mark.parametrize("number", ["0", "-1", "x", "99999", "9" * 60, "%00", "1e3", "\u0661"])
def test_a_number_that_there_is_none_of_is_told(number: str, served: Served) -> None:
    """Whatever stands in its place."""
    from urllib.parse import quote

    reply = get(served, f"/api/submissions/{quote(number, safe='%')}", served.ana)

    assert 404 == reply.status


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.ttl", "..\\x.ttl", "/abs.ttl", ".ttl", "a\nb.ttl", "é" * 300 + ".ttl"]
)
def test_a_name_is_a_name_and_no_path(name: str, served: Served) -> None:
    """What is kept of it has no folder; a name that is only an ending takes its kind from the type."""
    from urllib.parse import quote

    reply = served.server.send(
        "POST", f"/api/submissions?check=true&name={quote(name)}", b"<a> <b> .",
        Authorization=f"Bearer {served.checker}", Content_Type="text/turtle",
    )  # fmt: skip

    assert 422 == reply.status
    assert not set("/\\\n") & set(reply.json["report"]["files"][0])


def test_without_tokens_there_is_no_such_page(start: Any, served_home: Any) -> None:  # noqa: ANN401 - fixtures above
    """Neither for programs nor for people."""
    server = start(served_home, workers=1)
    replies = [server.send(method, "/api/submissions", b"") for method in ("GET", "POST")]
    replies += [server.send("GET", path) for path in ("/api/submissions/1", "/submit", "/submit/form")]

    assert [404] * 5 == [reply.status for reply in replies]
    assert "/api/submissions" not in server.send("GET", "/openapi.json").json["paths"]
