"""Tokens: who may submit over the network, and for which states. ``HOME/tokens.json`` holds their hashes alone.

A token is 256 random bits, shown once. The file is read anew for each request, so a token that is revoked is refused
from the next request on.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import QueryError, StoreError, UnknownNameError
from r2pgraph.files import alone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FILE: Final = "tokens.json"
LOCK: Final = "tokens.lock"

SCOPES: Final = ("submit", "check")
"""What a token is for: to submit, check and withdraw, or to check alone. Either may read the record."""

USUAL_DAYS: Final = 365
MOST_DAYS: Final = 3650
BEGINNING: Final = "r2p_"
"""How a token begins, so that who finds one knows what it is."""

_LONGEST_NAME: Final = 100
_BYTES: Final = 32
_DAMAGED: Final = "Put a copy of it back, or delete it and make new tokens: `r2pgraph token add NAME`."


@dataclass(frozen=True)
class Token:
    """One token, without its secret.

    Attributes:
        name: whose it is; what they submit counts under this name.
        sha256: the hash of the secret, in hexadecimal.
        scope: one of ``SCOPES``.
        states: the codes of the states that it may submit for; all where there is none.
        made: when it was made, in UTC.
        expires: from when on it is refused, in UTC.
    """

    name: str
    sha256: str
    scope: str
    states: tuple[str, ...]
    made: str
    expires: str

    @property
    def has_expired(self) -> bool:
        """Return whether its time is over."""
        return datetime.fromisoformat(self.expires) <= datetime.now(UTC)


def add(home: Path, name: str, scope: str = "submit", states: Iterable[str] = (), days: int = USUAL_DAYS) -> str:
    """Make a token and return its secret, which is kept nowhere and cannot be shown again.

    Args:
        home: the folder of the store.
        name: whose it is.
        scope: one of ``SCOPES``.
        states: codes of the states that it may submit for; all where there is none.
        days: for how long it holds.

    Raises:
        QueryError: there is a token of this name already, or something will not do.
        UnknownNameError: there is no such state or scope.
        StoreError: the file is damaged or cannot be written.
    """
    secret = BEGINNING + secrets.token_urlsafe(_BYTES)
    now = datetime.now(UTC).replace(microsecond=0)
    token = Token(
        name=_name(name),
        sha256=_hash(secret),
        scope=_known("scope", scope, SCOPES),
        states=_states(states),
        made=now.isoformat(),
        expires=(now + timedelta(days=_days(days))).isoformat(),
    )
    with _alone(home):
        held = read(home)
        if any(one.name.casefold() == token.name.casefold() for one in held):
            remedy = f"Choose another name, or run `r2pgraph token revoke {token.name!r}` first."
            raise QueryError(f"There is a token of the name {token.name!r} already.", remedy)
        _write(home, (*held, token))
    return secret


def revoke(home: Path, name: str) -> Token:
    """Take a token away: from now on it is refused, by a service that runs too.

    Raises:
        UnknownNameError: there is no token of this name.
        StoreError: the file is damaged or cannot be written.
    """
    with _alone(home):
        held = read(home)
        found = next((one for one in held if one.name.casefold() == name.strip().casefold()), None)
        if found is None:
            remedy = "`r2pgraph token list` lists them."
            raise UnknownNameError.among("token", name, (one.name for one in held), remedy)
        _write(home, tuple(one for one in held if one is not found))
    return found


def read(home: Path) -> tuple[Token, ...]:
    """Return every token, in the order in which they were made; there need not be one.

    Raises:
        StoreError: the file is damaged or cannot be read.
    """
    path = home / FILE
    try:
        said = json.loads(path.read_bytes())
        found = [Token(**{**one, "states": tuple(one["states"])}) for one in said["tokens"]]
        if not all(_is_whole(one) for one in found):
            raise StoreError(f"The list of tokens is damaged: {path} is not as it was written.", _DAMAGED)
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise StoreError(
            f"The list of tokens cannot be read: {path}: {error.strerror}.", "Check permissions."
        ) from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise StoreError(f"The list of tokens is damaged: {path} is no list of tokens.", _DAMAGED) from error
    return tuple(found)


def holder(held: Iterable[Token], secret: str) -> Token | None:
    """Return the token of a secret, be it expired or not; None where there is none.

    Every token is compared, in a time that does not tell how much of a hash was right or which token it was.
    """
    given, found = _hash(secret), None
    for one in held:
        if hmac.compare_digest(given.encode(), one.sha256.encode()):
            found = one
    return found


def _is_whole(one: Token) -> bool:
    texts = (one.name, one.sha256, one.scope, one.made, one.expires, *one.states)
    is_known = all(isinstance(text, str) for text in texts) and one.scope in SCOPES
    return is_known and datetime.fromisoformat(one.expires).tzinfo is not None


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Let one process at a time change the tokens; raises StoreError where the home cannot be written."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock = alone(home / LOCK)
        lock.__enter__()
    except OSError as error:
        raise StoreError(f"No token can be written: {error}.", "Check the folder and its permissions.") from error
    try:
        yield
    finally:
        lock.__exit__(None, None, None)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _name(name: str) -> str:
    from r2pgraph.validation.report import visible

    words = " ".join(visible(name.encode("utf-8", "replace").decode()).split())
    if not words or len(words) > _LONGEST_NAME:
        remedy = 'Write who it is for, such as "Ana Example".'
        raise QueryError(f"A token needs a name of 1 to {_LONGEST_NAME} characters, and this has {len(words)}.", remedy)
    return words


def _days(days: int) -> int:
    if not 1 <= days <= MOST_DAYS:
        raise QueryError(f"A token cannot hold for {days} days.", f"Choose from 1 to {MOST_DAYS:,} days.")
    return days


def _states(states: Iterable[str]) -> tuple[str, ...]:
    from r2pgraph import sources

    asked = [code.strip().upper() for code in states if code.strip()]
    known = set(sources.tables()["states"]["iso3"]) if asked else set()
    return tuple(sorted({_known("state", code, known) for code in asked}))


def _known(kind: str, value: str, known: Iterable[str]) -> str:
    every = tuple(known)
    if value not in every:
        raise UnknownNameError.among(kind, value, every)
    return value


def _write(home: Path, tokens: Iterable[Token]) -> None:
    """Write the file so that it is there whole or not at all, readable by its owner alone."""
    from r2pgraph.submission.inbox import places

    said = {"tokens": [asdict(one) for one in tokens]}
    try:
        places.write(home / FILE, (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode(), 0o600)
    except OSError as error:
        raise StoreError(f"The list of tokens cannot be written: {error}.", "Check space and permissions.") from error
