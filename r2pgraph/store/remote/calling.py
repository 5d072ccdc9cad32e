"""Call an endpoint: SPARQLWrapper writes the request, and what comes back is whole or an error."""

from __future__ import annotations

import time
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import TYPE_CHECKING, Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import OpenerDirector, Request

from SPARQLWrapper import POST, SPARQLWrapper

from r2pgraph import __version__
from r2pgraph.errors import StoreError
from r2pgraph.store.remote.faults import refusal, unreachable
from r2pgraph.store.remote.reply import Reply
from r2pgraph.store.remote.signing import opener, sign

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from r2pgraph.store.remote.addresses import Addresses

TRIES: Final = 5
"""How often a call is made at most."""

_BUSY: Final = frozenset({429, 502, 503})
_UNDONE: Final = frozenset({429, 503})
_FIRST: Final = 0.25
_LONGEST_PAUSE: Final = 20.0
_AGENT: Final = f"r2pgraph/{__version__}"
_CHANGING: Final = 20.0
"""How many times as long as a query a change may take."""


class _Call(SPARQLWrapper):
    """SPARQLWrapper through an opener of ours."""

    opener: OpenerDirector

    def _query(self) -> tuple[Any, str]:
        return self.opener.open(self._createRequest(), timeout=self.timeout), self.returnFormat


class Caller:
    """What makes calls at the addresses of one endpoint.

    Args:
        addresses: where they go.
        pause: waits for some seconds before a call is made again.

    Attributes:
        engine: what the server said it is when it answered last.
    """

    def __init__(self, addresses: Addresses, pause: Callable[[float], None] = time.sleep) -> None:
        self.addresses = addresses
        self._pause = pause
        self.engine = ""
        self._opener = opener(addresses)

    @contextmanager
    def query(self, text: str, form: str, wanted: Sequence[str], graphs: Sequence[str] = ()) -> Iterator[Reply]:
        """Send a query and yield its answer, which is read as it comes.

        Args:
            text: the query.
            form: select, ask, construct or describe.
            wanted: the media types that the answer may have, the best first.
            graphs: the graphs to ask, their union as the default graph; all where there are none.

        Raises:
            QueryError: the endpoint refuses the query, or gives a part of the answer.
            StoreError: nobody answers, or what answers is no SPARQL endpoint.
        """
        call = self._call(text, form.upper(), ",".join(wanted))
        for name in ("default-graph-uri", "named-graph-uri"):
            for graph in graphs:
                call.addParameter(name, graph)
        seconds = self.addresses.seconds
        call.setTimeout(max(1, round(seconds)))
        with self._sent(lambda: call.query().response, again=True, seconds=seconds) as reply:
            reply.refuse_other_than(wanted)
            yield reply

    def update(self, text: str) -> None:
        """Send an update; it is sent again only where the endpoint says that it did nothing; raises StoreError."""
        call = self._call(text, "INSERT", "*/*")
        call.setTimeout(max(1, round(self.addresses.seconds * _CHANGING)))
        self._changed(lambda: call.query().response, again=False)

    def put(self, graph: str, triples: bytes, *, beside: bool = False) -> None:
        """Put N-Triples in the place of a graph, or ``beside`` what it holds, by the Graph Store Protocol.

        Raises:
            StoreError: it could not be done.
        """
        place = self.addresses.graphs
        if not place:
            remedy = "Set R2PGRAPH_STORE_GRAPHS to the address where it speaks the Graph Store Protocol."
            raise StoreError(f"Where {self.addresses.shown} takes graphs is not known.", remedy)
        address = f"{place}{'&' if '?' in place else '?'}graph={quote(graph, safe='')}"
        seconds = self.addresses.seconds * _CHANGING

        def send() -> Any:  # noqa: ANN401 - urllib's own
            request = Request(address, triples, method="POST" if beside else "PUT")  # noqa: S310 - checked
            # N-Triples are Turtle, which every engine reads here; Virtuoso does not know them by their own name
            request.add_header("Content-Type", "text/turtle; charset=utf-8")
            request.add_header("User-Agent", _AGENT)
            sign(request, self.addresses)
            return self._opener.open(request, timeout=seconds)

        self._changed(send, again=True)

    def _changed(self, send: Callable[[], Any], *, again: bool) -> None:
        with self._sent(send, again=again, seconds=self.addresses.seconds * _CHANGING, changes=True) as reply:
            reply.refuse_part()
            while reply.read(1 << 16):
                pass

    def _call(self, text: str, form: str, accept: str) -> _Call:
        call = _Call(self.addresses.query, self.addresses.update or None, agent=_AGENT)
        call.opener = self._opener
        call.setMethod(POST)
        call.setOnlyConneg(True)
        call.addCustomHttpHeader("Accept", accept)
        if self.addresses.token:
            call.addCustomHttpHeader("Authorization", f"Bearer {self.addresses.token}")
        call.queryString, call.queryType = text, form
        return call

    @contextmanager
    def _sent(self, send: Callable[[], Any], *, again: bool, seconds: float, changes: bool = False) -> Iterator[Reply]:
        """Yield the answer to a call; make it ``again`` with longer and longer pauses where that may help."""
        until = time.monotonic() + seconds
        response = self._answered(send, again=again, changes=changes)
        with response:
            reply = Reply(response, self.addresses, until)
            self.engine = reply.server or self.engine
            yield reply

    def _answered(self, send: Callable[[], Any], *, again: bool, changes: bool) -> Any:  # noqa: ANN401 - urllib's own
        for tried in range(1, TRIES + 1):
            try:
                return send()
            except HTTPError as error:
                may_help = error.code in (_BUSY if again else _UNDONE)
                if not may_help or tried == TRIES:
                    with error:
                        raise refusal(error, self.addresses, changes=changes) from None
                pause = _asked_pause(error) or _FIRST * 2**tried
                error.close()
            except (URLError, OSError, HTTPException, ValueError) as error:
                if tried == TRIES or not _is_worth_another(error, again=again):
                    raise unreachable(error, self.addresses) from None
                pause = _FIRST * 2**tried
            self._pause(min(pause, _LONGEST_PAUSE))
        raise AssertionError  # the last try returns or raises


def _is_worth_another(error: Exception, *, again: bool) -> bool:
    """Say whether a call may be made again: not where the engine was slow, nor where it may have done a change."""
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, (TimeoutError, ValueError)):
        return False
    return isinstance(reason, ConnectionRefusedError) or (again and isinstance(reason, (OSError, HTTPException)))


def _asked_pause(error: HTTPError) -> float:
    """Return the seconds that the endpoint asks to wait; 0 where it does not say."""
    said = str(error.headers.get("Retry-After") or "") if error.headers else ""
    if said.isdecimal():
        return float(said)
    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - time.time())
    except (ValueError, TypeError):
        return 0.0
