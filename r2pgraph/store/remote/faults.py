"""Say what went wrong with a call in a sentence with its remedy, and never with a password."""

from __future__ import annotations

import ssl
from http.client import HTTPException, IncompleteRead
from typing import TYPE_CHECKING, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from r2pgraph.errors import QueryError, R2PGraphError, StoreError
from r2pgraph.store.remote.addresses import PASSWORD, SECONDS, TOKEN, USER

if TYPE_CHECKING:
    from r2pgraph.store.remote.addresses import Addresses

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_READ_ONLY: Final = frozenset({403, 405, 501})
_WORDS: Final = 300
_FULL: Final = 507
_TOO_MUCH: Final = 413
_UNKNOWN: Final = 401
_SIGN_IN: Final = f"Set {USER} and {PASSWORD}, or {TOKEN}, to those of somebody who may."
_FORBIDDEN_SIGNS: Final = ("no permission", "not permitted", "read-only", "read only", "forbidden")
_FULL_SIGNS: Final = ("no space left", "disk full", "disk is full", "out of disk", "quota")


def refusal(error: HTTPError, addresses: Addresses, *, changes: bool) -> R2PGraphError:
    """Return what a status of failure means, for a query or for what ``changes`` the graph."""
    said, place = _told(spoken(error, addresses)), addresses.shown
    if changes and (found := _unchanged(error.code, said, place)):
        return found
    known = {
        401: (f"{place} asks who you are.", _SIGN_IN),
        403: (f"{place} does not let you read{said}.", _SIGN_IN),
        404: (f"There is nothing at {place} (404).", "Check the address of the endpoint."),
        410: (f"There is nothing any more at {place} (410).", "Check the address of the endpoint."),
        405: (f"{place} takes no queries (405).", "Check the address of the endpoint."),
        501: (f"{place} takes no queries (501).", "Check the address of the endpoint."),
        **dict.fromkeys((429, 502, 503, 504), (f"{place} is busy or down ({error.code}).", "Ask later.")),
    }
    if error.code in _REDIRECTS:
        return _redirect(error, place)
    if error.code in known:
        return StoreError(*known[error.code])
    if changes:
        return StoreError(f"{place} refuses the change ({error.code}){said}.", "See what the engine says.")
    return QueryError(f"The endpoint refuses the query ({error.code}){said}.", "Change the query.")


def _unchanged(code: int, said: str, place: str) -> StoreError | None:
    """Return why an endpoint takes no change of ours, None where it does not say."""
    lowered = said.lower()
    if code == _FULL or any(sign in lowered for sign in _FULL_SIGNS):
        return StoreError(f"{place} has no room left{said}.", "Give it more space, and build again.")
    if code in _READ_ONLY or (code != _UNKNOWN and any(sign in lowered for sign in _FORBIDDEN_SIGNS)):
        return StoreError(f"{place} is read-only for you{said}.", _SIGN_IN)
    if code == _TOO_MUCH:
        return StoreError(f"{place} takes no request that large.", "Let it take 8 MiB in one request.")
    return None


def unreachable(error: Exception, addresses: Addresses) -> StoreError:
    """Return why there is no answer at all, or no whole one."""
    place = addresses.shown
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, TimeoutError):
        remedy = f"Ask for less or later, or give it more seconds in {SECONDS}."
        return StoreError(f"{place} did not answer in time ({addresses.seconds:g} s a query).", remedy)
    if isinstance(reason, ssl.SSLError):
        return StoreError(f"{place} has no certificate that is trusted here.", "Check the address and its certificate.")
    if isinstance(reason, ValueError):
        return StoreError(f"{place} asks for a way to sign in that is not known here.", f"Try {TOKEN}.")
    if isinstance(reason, IncompleteRead):
        return StoreError(f"{place} broke its answer off.", "Ask again; if it does so each time, ask for less.")
    if isinstance(reason, HTTPException):
        return StoreError(f"{place} does not speak HTTP.", "Check the address of the endpoint.")
    said = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
    return StoreError(f"{place} does not answer: {said}.", "Check the address, or ask later.")


def spoken(error: HTTPError, addresses: Addresses) -> str:
    """Return the first words of an error's body on one line, with what is secret hidden; nothing of a web page."""
    try:
        said = error.read(4 * _WORDS).decode("utf-8", "replace")
    except (OSError, HTTPException, ValueError):
        return ""
    if "html" in _line(error, "Content-Type").lower() or said.lstrip().startswith("<"):
        return ""
    words = " ".join("".join(sign if sign.isprintable() else " " for sign in said).split())
    for secret in (addresses.password, addresses.token):
        if secret:
            words = words.replace(secret, "***")
    return words if len(words) <= _WORDS else f"{words[:_WORDS]}…"


def _told(said: str) -> str:
    return f": {said.rstrip('.')}" if said else ""


def _redirect(error: HTTPError, place: str) -> StoreError:
    """Return that the endpoint sends one elsewhere; of that address only host and path are told."""
    to = urlsplit(_line(error, "Location"))
    where = f"{to.scheme}://{to.hostname or ''}{to.path}" if to.scheme else to.path
    remedy = "Give that address if it is the endpoint; if it is a page to sign in, "
    remedy += _SIGN_IN[0].lower() + _SIGN_IN[1:]
    return StoreError(f"{place} sends you on to {where or 'another place'}, and no redirect is followed.", remedy)


def _line(error: HTTPError, name: str) -> str:
    return str(error.headers.get(name) or "") if error.headers else ""
