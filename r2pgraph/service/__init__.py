"""The graph over the network: pages, data and a SPARQL endpoint that anyone may ask and that no query can take down.

Nothing heavy is imported here: `serve` brings the web server, and a worker process brings the engine alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from r2pgraph.service.limits import Limits

if TYPE_CHECKING:
    import socket
    from pathlib import Path
    from typing import TextIO

__all__ = ["Limits", "serve"]


def serve(home: Path, listener: socket.socket, limits: Limits | None = None, log: TextIO | None = None) -> None:
    """Answer queries on ``listener`` from the store in ``home`` until SIGTERM or Ctrl-C; what runs is answered first.

    Who is told to stop before the workers are up just stops.

    Args:
        home: the folder of a built store; when it is built anew, the new one is served without a pause.
        listener: a bound socket.
        limits: what one query and one client may take.
        log: what a line about each request is written to, as JSON.

    Raises:
        StoreError: there is no sound store in ``home``.
    """
    import socket

    import uvicorn

    from r2pgraph.service.application import application
    from r2pgraph.service.listening.connections import guarded
    from r2pgraph.service.listening.stoppable import Stoppable

    granted = limits or Limits()
    connections, protocol = guarded(granted)
    app = application(home, granted, connections, log)
    config = uvicorn.Config(
        app,
        lifespan="off",
        http=protocol,
        ws="none",
        access_log=False,
        log_level="error",
        server_header=False,
        timeout_graceful_shutdown=int(max(granted.seconds, granted.own_seconds) * 2) + 1,
    )
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    Stoppable(app, config).run(sockets=[listener])
