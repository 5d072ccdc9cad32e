"""The command line: one file a command, loaded only when that command is called."""

from __future__ import annotations

import atexit
import gc
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, Final

import click

from r2pgraph import __version__
from r2pgraph.cli.options import home_option
from r2pgraph.errors import R2PGraphError, UnknownNameError, WrongValueError

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS: Final = {
    "build": "publish.build",
    "check": "check",
    "states": "study.states",
    "indicators": "study.indicators",
    "score": "study.score",
    "explain": "study.explain",
    "evidence": "study.evidence",
    "audit": "study.audit",
    "profile": "study.profile",
    "report": "study.report",
    "diff": "study.diff",
    "ask": "study.ask",
    "queries": "study.queries",
    "sparql": "study.sparql",
    "link": "study.link",
    "template": "submit.template",
    "import": "submit.importing",
    "sources": "submit.sources",
    "submit": "submit.submitting",
    "log": "submit.log",
    "withdraw": "submit.withdraw",
    "verify": "submit.verify",
    "restore": "submit.restore",
    "token": "submit.token",
    "export": "publish.export",
    "publish": "publish.publish",
    "editions": "publish.editions",
    "serve": "publish.serve",
}
"""Every command, in the order in which a newcomer meets them, and the module that holds it."""

REFUSED: Final = 1
"""The exit status of a command that refuses what it was given: a file, a folder, an edition, a store, an endpoint."""

MISCALLED: Final = 2
"""The exit status of a call that is wrong itself: an option, a name that is not known, a value of another form."""

INTERRUPTED: Final = 130
"""The exit status of a command that Ctrl-C ended."""


class DoorError(click.ClickException):
    """An error of the library as the user sees it: one sentence, and the status that says what is to be mended."""

    exit_code = REFUSED


class CallError(DoorError):
    """The same where the call is to be mended, and not what it was given."""

    exit_code = MISCALLED


class Door(click.Group):
    """Load a command by its name; turn what the library raises into a sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which a newcomer meets them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of ``cmd_name`` and return its command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"r2pgraph.cli.{COMMANDS[cmd_name]}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or name the nearest ones."""
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            raise UnknownNameError.among("command", args[0], COMMANDS, "Run `r2pgraph --help`.")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run the command; what the library or the disk refuses ends with a sentence."""
        try:
            return super().invoke(ctx)
        except (UnknownNameError, WrongValueError) as error:
            raise CallError(str(error)) from error
        except R2PGraphError as error:
            raise DoorError(str(error)) from error
        except KeyboardInterrupt:
            sys.unraisablehook = _silence
            click.echo("Stopped. No file is half-written, and the store is the one before or the new one.", err=True)
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            raise
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            message = f"{place}{error.strerror or error}."
            raise DoorError(message) from error


def _silence(_: object) -> None:
    """Say nothing of what an interrupted constructor leaves for the end of the process."""


@click.group(
    cls=Door,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with: r2pgraph score TLS 2023, then r2pgraph explain TLS 2023 11.",
)
@click.version_option(__version__, prog_name="r2pgraph")
@home_option
def door() -> None:
    """The Responsibility to Protect in the Asia-Pacific as linked data.

    Ratings, the evidence behind them and the scores made from them. States are named by
    their ISO 3166 code or by name. The built store is disposable: the files are the truth.
    """


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line and leave the process with its exit status.

    What a terminal's encoding does not know becomes a question mark; files and data are UTF-8 always.
    """
    atexit.register(gc.freeze)  # what an ending process holds need not be searched for cycles
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    door.main(args=list(args) if args is not None else None, prog_name="r2pgraph")
