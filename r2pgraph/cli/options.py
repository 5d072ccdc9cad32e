"""Options and arguments that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

if TYPE_CHECKING:
    from collections.abc import Callable

    from r2pgraph.store.remote.addresses import Addresses

Function = TypeVar("Function", bound="Callable[..., Any]")

FORMATS = ("table", "csv", "json", "ttl")


OURS = (
    "manifest.json",
    "building.lock",
    "assessments",
    "imports",
    "plans",
    "editions",
    "inbox",
    "submitting.lock",
    "tokens.",
    ".draft-",
    "generation-",
)
"""What may stand in the folder of a store: nothing else is ever deleted or written beside."""


def remember_home(ctx: click.Context, parameter: click.Parameter, value: str | None) -> None:
    """Keep the folder for the whole call; an option wins over the variable, and the later one over the first."""
    told = ctx.get_parameter_source(str(parameter.name))
    if value is None or (told is ParameterSource.ENVIRONMENT and ctx.find_root().obj is not None):
        return
    path = Path(value)
    if not value.strip():
        raise click.BadParameter("is empty. Name a folder for the built store.", ctx, parameter)
    try:
        is_file = path.exists() and not path.is_dir()
        foreign = [each.name for each in path.iterdir() if not each.name.startswith(OURS)] if path.is_dir() else []
    except OSError as error:
        message = f"{value} cannot be read: {error.strerror}. Name a folder that you may read and write."
        raise click.BadParameter(message, ctx, parameter) from error
    if is_file:
        raise click.BadParameter(f"{value} is a file. Name a folder for the built store.", ctx, parameter)
    if foreign:
        message = f"{value} holds other files ({min(foreign)}). Name an empty folder or that of a store."
        raise click.BadParameter(message, ctx, parameter)
    ctx.find_root().obj = path


def home_option(function: Function) -> Function:
    """Add ``--home``, on the program and on each command alike."""
    return click.option(
        "--home",
        metavar="DIR",
        envvar="R2PGRAPH_HOME",
        callback=remember_home,
        expose_value=False,
        is_eager=True,
        help="Folder of the built store, of own plans, assessments and imports (or set R2PGRAPH_HOME).",
    )(function)


STORE = "r2pgraph.store"
"""Where a call keeps the address of the endpoint that it was given."""


def remember_store(ctx: click.Context, parameter: click.Parameter, value: str | None) -> None:
    """Keep the address of an endpoint for the whole call; an option wins over the variable."""
    told, meta = ctx.get_parameter_source(str(parameter.name)), ctx.find_root().meta
    if value is None or (told is ParameterSource.ENVIRONMENT and meta.get(STORE)):
        return
    if not value.strip():
        if told is ParameterSource.ENVIRONMENT:
            return
        raise click.BadParameter("is empty. Give the address of a SPARQL endpoint.", ctx, parameter)
    meta[STORE] = value.strip()


def store_option(function: Function) -> Function:
    """Add ``--store`` to a command that also runs on an engine elsewhere."""
    return click.option(
        "--store",
        metavar="URL",
        envvar="R2PGRAPH_STORE",
        callback=remember_store,
        expose_value=False,
        help="SPARQL endpoint to use in the place of the folder (or set R2PGRAPH_STORE).",
    )(function)


def endpoint() -> Addresses | None:
    """Return the endpoint that this call uses, None where it uses the folder; raises StoreError for a bad address."""
    chosen: str | None = click.get_current_context().find_root().meta.get(STORE)
    if chosen is None:
        return None
    from r2pgraph.store.remote.addresses import addresses

    return addresses(chosen)


def format_option(*formats: str) -> Callable[[Function], Function]:
    """Add ``--format`` with the given choices, the first as default."""
    return click.option("--format", "form", type=click.Choice(formats), default=formats[0], show_default=True)


def home() -> Path:
    """Return the folder of the built store that this call uses."""
    chosen: Path | None = click.get_current_context().find_root().obj
    if chosen is not None:
        return chosen
    from platformdirs import user_data_path

    return user_data_path("r2pgraph", appauthor=False)
