"""Tokens: long, shown once, kept as hashes, compared in constant time, and gone when they are revoked."""

from __future__ import annotations

import hashlib
import hmac
import json
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

from r2pgraph.cli import door
from r2pgraph.errors import QueryError, StoreError, UnknownNameError
from r2pgraph.service.submissions import tokens


def test_only_the_hash_is_kept_in_a_file_for_its_owner(tmp_path: Path) -> None:
    """256 bits are 43 signs; none of them stands in the file, which nobody else may read."""
    secret = tokens.add(tmp_path, "Ana Example", states=["tls", "FJI"], days=30)

    path = tmp_path / tokens.FILE
    kept = json.loads(path.read_bytes())["tokens"][0]
    assert 43 == len(secret.removeprefix("r2p_"))
    assert hashlib.sha256(secret.encode()).hexdigest() == kept["sha256"]
    assert secret[4:] not in path.read_text(encoding="utf-8")
    assert 0o600 == stat.S_IMODE(path.stat().st_mode)
    assert ["FJI", "TLS"] == kept["states"]
    assert secret != tokens.add(tmp_path, "Ben Example")


def test_every_token_is_compared_in_constant_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also those behind the one that is found."""
    secrets = [tokens.add(tmp_path, name) for name in ("a", "b", "c")]
    held, compared = tokens.read(tmp_path), []
    whole = hmac.compare_digest

    def watched(given: bytes, known: bytes) -> bool:
        compared.append(known)
        return whole(given, known)

    monkeypatch.setattr(tokens.hmac, "compare_digest", watched)
    found = tokens.holder(held, secrets[0])

    assert found == held[0]
    assert [one.sha256.encode() for one in held] == compared
    assert tokens.holder(held, secrets[0] + "x") is None
    assert tokens.holder(held, held[0].sha256) is None
    assert tokens.holder(held, "") is None


@pytest.mark.parametrize(
    ("arguments", "error", "told"),
    [
        (("ana  EXAMPLE",), QueryError, "already"),
        (("",), QueryError, "1 to 100"),
        (("x" * 101,), QueryError, "101"),
        (("Ben", "write"), UnknownNameError, "scope"),
        (("Ben", "submit", ["FJO"]), UnknownNameError, "FJI"),
        (("Ben", "submit", [], 0), QueryError, "0 days"),
        (("Ben", "submit", [], 9999), QueryError, "3,650"),
    ],
)
def test_what_cannot_be_a_token_is_told(
    arguments: tuple[object, ...], error: type[Exception], told: str, tmp_path: Path
) -> None:
    """With the remedy; the tokens that there are stay."""
    tokens.add(tmp_path, "Ana Example")
    before = (tmp_path / tokens.FILE).read_bytes()

    with pytest.raises(error, match=told):
        tokens.add(tmp_path, *arguments)  # type: ignore[arg-type]
    assert before == (tmp_path / tokens.FILE).read_bytes()


@pytest.mark.parametrize("data", [b"", b"{}", b'{"tokens": 1}', b'{"tokens": [{"name": "a"}]}', b"\xff", b"[" * 9999])
def test_a_damaged_list_lets_nobody_in(data: bytes, tmp_path: Path) -> None:
    """Nor is it written over."""
    (tmp_path / tokens.FILE).write_bytes(data)

    for change in (lambda: tokens.read(tmp_path), lambda: tokens.add(tmp_path, "Ana")):
        with pytest.raises(StoreError, match="damaged"):
            change()
    assert data == (tmp_path / tokens.FILE).read_bytes()


def test_the_command_makes_lists_and_revokes(tmp_path: Path) -> None:
    """The token stands alone on standard output, and in no list."""

    def run(*words: str) -> tuple[int, str, str]:
        outcome = CliRunner().invoke(door, ["--home", str(tmp_path), "token", *words])
        return outcome.exit_code, outcome.stdout, outcome.stderr

    none = run("list")
    made = run("add", "Ana Example", "--scope", "check", "--states", "FJI", "--days", "10")
    listed, wrong = run("list"), run("revoke", "Anna Exampel")
    gone, after = run("revoke", "Ana Example"), run("list")

    assert (0, "") == none[:2]
    assert tokens.holder((), made[1].strip()) is None
    assert made[1].startswith("r2p_")
    assert 1 == made[1].count("\n")
    assert "Ana Example; check; FJI" in listed[1]
    assert made[1].strip() not in listed[1]
    assert (2, True) == (wrong[0], "Ana Example" in wrong[2])
    assert (0, 0, "") == (gone[0], after[0], after[1])
