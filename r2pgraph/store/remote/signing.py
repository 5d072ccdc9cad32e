"""Sign in at an endpoint, as it asks, and nowhere else."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any, Final
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    HTTPRedirectHandler,
    OpenerDirector,
    Request,
    build_opener,
    parse_http_list,
    parse_keqv_list,
)

if TYPE_CHECKING:
    from r2pgraph.store.remote.addresses import Addresses

_ASKS: Final = 401


class _Stay(HTTPRedirectHandler):
    """Follow no redirect: it would take the password to another place, and end on a page to sign in."""

    def redirect_request(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 - the base's own signature
        return None


def opener(addresses: Addresses) -> OpenerDirector:
    """Return what opens addresses: it stays where it is told, and signs in at the hosts of the endpoint alone."""
    handlers: list[Any] = [_Stay()]
    if addresses.user and not addresses.token:
        known = _passwords(addresses)
        handlers += [HTTPDigestAuthHandler(known), HTTPBasicAuthHandler(known)]
    return build_opener(*handlers)


def sign(request: Request, addresses: Addresses) -> None:
    """Put into a request with a large body what its endpoint would ask for, as it says to one without a body.

    A server that asks who one is may close the connection before it has read the body, which is then lost.

    Raises:
        OSError: nobody answers; HTTPError among them.
    """
    if addresses.token:
        request.add_unredirected_header("Authorization", f"Bearer {addresses.token}")
        return
    if not addresses.user:
        return
    empty = Request(request.full_url, b"", dict(request.headers), method=request.get_method())  # noqa: S310 - checked
    try:
        build_opener(_Stay()).open(empty, timeout=addresses.seconds).close()
    except HTTPError as error:
        with error:
            if error.code == _ASKS:
                request.add_unredirected_header("Authorization", _answer(request, addresses, error))


def _answer(request: Request, addresses: Addresses, error: HTTPError) -> str:
    """Return the line that answers what an endpoint asks; Digest goes before Basic, which shows the password."""
    asked = [line.partition(" ") for line in error.headers.get_all("WWW-Authenticate") or []]
    for scheme, _, rest in asked:
        if scheme.lower() == "digest":
            challenge = parse_keqv_list([part for part in parse_http_list(rest) if part])
            said = HTTPDigestAuthHandler(_passwords(addresses)).get_authorization(request, challenge)
            return f"Digest {said}"
    return "Basic " + b64encode(f"{addresses.user}:{addresses.password}".encode()).decode()


def _passwords(addresses: Addresses) -> HTTPPasswordMgrWithDefaultRealm:
    known = HTTPPasswordMgrWithDefaultRealm()
    for place in {addresses.query, addresses.update, addresses.graphs} - {""}:
        parts = urlsplit(place)
        known.add_password(None, f"{parts.scheme}://{parts.netloc}/", addresses.user, addresses.password)
    return known
