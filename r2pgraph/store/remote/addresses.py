"""Where an engine takes queries, updates and graphs, and who signs in there."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from r2pgraph.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping

UPDATE: Final = "R2PGRAPH_STORE_UPDATE"
GRAPHS: Final = "R2PGRAPH_STORE_GRAPHS"
USER: Final = "R2PGRAPH_STORE_USER"
PASSWORD: Final = "R2PGRAPH_STORE_PASSWORD"  # noqa: S105 - the name of a variable
TOKEN: Final = "R2PGRAPH_STORE_TOKEN"  # noqa: S105 - the name of a variable
SECONDS: Final = "R2PGRAPH_STORE_SECONDS"

_LONGEST: Final = 86_400
_USUAL: Final = 60.0

_ENGINES: Final = {
    "virtuoso": ("-auth", "-graph-crud-auth"),
    "oxigraph": ("/update", "/store"),
    "fuseki": ("/update", "/data"),
}
"""What an engine's server puts in the place of the end of its query address, for updates and for graphs."""


@dataclass(frozen=True)
class Addresses:
    """The addresses of an endpoint; an empty one is worked out from what the engine says it is.

    Attributes:
        query: where queries go.
        update: where updates go.
        graphs: where the Graph Store Protocol is spoken.
        user: who signs in, by Basic or Digest as the engine asks.
        password: theirs.
        token: a bearer token, which goes instead of user and password.
        seconds: wall time that one query may take.
    """

    query: str
    update: str = ""
    graphs: str = ""
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    seconds: float = _USUAL

    @property
    def shown(self) -> str:
        """Return the address as messages show it, without what stands after a question mark."""
        return self.query.partition("?")[0]

    def known(self, engine: str) -> Addresses:
        """Return the addresses with those filled in that an engine has which says ``engine`` in its ``Server`` line."""
        name = next((name for name in _ENGINES if name in engine.lower()), "")
        if not name:
            return replace(self, update=self.update or self.query)
        update, graphs = _ENGINES[name]
        base = self.query.removesuffix("/")
        if update.startswith("/"):
            base = base.removesuffix("/query").removesuffix("/sparql")
        return replace(self, update=self.update or base + update, graphs=self.graphs or base + graphs)


def addresses(query: str, environment: Mapping[str, str] | None = None) -> Addresses:
    """Return the addresses of an endpoint, with what the environment says of them.

    Args:
        query: where it takes queries.
        environment: the variables `UPDATE`, `GRAPHS`, `USER`, `PASSWORD`, `TOKEN` and `SECONDS`; the process's own.

    Raises:
        StoreError: an address is no web address or holds a password, or the time is no number of seconds.
    """
    said = os.environ if environment is None else environment
    given = {"update": said.get(UPDATE, ""), "graphs": said.get(GRAPHS, "")}
    for address in (query, *given.values()):
        if address:
            _refuse(address)
    if not query:
        raise StoreError("The address of the store is empty.", "Give one that begins with https://.")
    return Addresses(
        query, **given, user=said.get(USER, ""), password=said.get(PASSWORD, ""), token=said.get(TOKEN, ""),
        seconds=_seconds(said.get(SECONDS, "")),
    )  # fmt: skip


def _refuse(address: str) -> None:
    try:
        parts = urlsplit(address)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        parts, is_web = urlsplit(""), False
    if "@" in address.partition("?")[0]:
        remedy = f"Leave them out of it and set {USER} and {PASSWORD}, or {TOKEN}."
        raise StoreError("The address of the store holds a name or a password.", remedy)
    if not is_web or any(sign <= " " for sign in address):
        raise StoreError(f"{address!r} is no web address.", "Give one that begins with https:// or http://.")
    del parts


def _seconds(text: str) -> float:
    try:
        seconds = float(text) if text else _USUAL
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= _LONGEST:
        raise StoreError(f"{SECONDS} is {text!r}, and that is no time.", f"Give seconds, up to {_LONGEST}.")
    return seconds
