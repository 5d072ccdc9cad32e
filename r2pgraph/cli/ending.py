"""End a command that is told to, with what it began cleaned up."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator


class TerminatedError(BaseException):
    """Somebody told this process to end; whatever is open is closed on the way out."""


@contextmanager
def tidied() -> Iterator[None]:
    """Let SIGTERM end this process as it does, but not before what was begun here is cleaned up."""

    def leave(*_: object) -> None:
        raise TerminatedError

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    except TerminatedError:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.raise_signal(signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def on_record() -> Iterator[None]:
    """Tell somebody who stops a command that adds to the record where to see whether it came so far."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo("`r2pgraph log` tells whether it is on record; what is not there can be given again.", err=True)
        raise
