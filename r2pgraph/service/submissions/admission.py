"""Let in who shows a token; whoever shows none, or a wrong one, uses up what they may get wrong."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import StoreError
from r2pgraph.service.problems import ProblemError
from r2pgraph.service.reading import address
from r2pgraph.service.submissions import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request

    from r2pgraph.service.fairness import Fairness, Turn
    from r2pgraph.service.submissions.tokens import Token

_REALM: Final = 'Bearer realm="r2pgraph"'
_LONGEST: Final = 500
"""Characters of what is looked at as a token; ours have 47."""


def is_open(request: Request) -> bool:
    """Return whether anybody may submit here at all: whether there are tokens, or a list of them that is damaged."""
    try:
        return bool(tokens.read(request.app.state.home))
    except StoreError:
        return True


def refuse_closed(request: Request) -> None:
    """Raise ProblemError, as for any page that there is none of, where nobody may submit here."""
    if not is_open(request):
        raise ProblemError("unknown-page", 404, f"There is no page {request.url.path}.")


@contextmanager
def visit(request: Request) -> Iterator[Turn]:
    """Let a client try its luck in its turn: what it is refused counts as an error of fair use.

    Raises:
        ProblemError: nobody may submit here, or the client has got too much wrong lately or too much running.
    """
    refuse_closed(request)
    fairness: Fairness = request.app.state.admission
    with fairness.turn(address(request)) as turn:
        turn.failed = True
        yield turn
        turn.failed = False


def bearer(request: Request) -> str:
    """Return the token that stands in the head of a request; raises ProblemError where there is not one."""
    kind, _, secret = request.headers.get("authorization", "").strip().partition(" ")
    if kind.lower() != "bearer" or not secret.strip():
        raise refused("Send a token: Authorization: Bearer TOKEN. Whoever runs this service gives it out.")
    return secret.strip()


def holder(request: Request, secret: str, scope: str = "") -> Token:
    """Return the token of a secret, read anew from the disk, where it is good for what is asked.

    Args:
        request: the request.
        secret: what was sent as a token.
        scope: what it must be for; any token will do where it is empty.

    Raises:
        ProblemError: there is no such token, its time is over, or it is for something else.
    """
    try:
        held = tokens.read(request.app.state.home)
    except StoreError:
        raise ProblemError("not-ready", 503, "The list of tokens cannot be read; its keeper must mend it.") from None
    found = tokens.holder(held, secret) if len(secret) <= _LONGEST else None
    if found is None:
        raise refused("There is no such token: it was mistyped, or it was revoked.", "invalid_token")
    if found.has_expired:
        raise refused("The time of this token is over. Ask whoever runs this service for another.", "invalid_token")
    if scope and found.scope != scope:
        detail = f"This token is to {found.scope} with, and not to {scope}."
        problem = ProblemError("forbidden", 403, detail)
        problem.headers["WWW-Authenticate"] = f'{_REALM}, error="insufficient_scope", scope="{scope}"'
        raise problem
    return found


def refused(detail: str, error: str = "") -> ProblemError:
    """Return the problem of who is not let in."""
    problem = ProblemError("unauthorised", 401, detail)
    problem.headers["WWW-Authenticate"] = f'{_REALM}, error="{error}"' if error else _REALM
    return problem
