"""Write the answer of a query as a page with a table, for who asks by a form in a browser."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import pyoxigraph as ox

from r2pgraph.vocab import BASE, compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from r2pgraph.service.workers.spooling import Spool

ROW: Final = b'<tr role="row" class="row-of-answer">'
"""What begins a row and stands nowhere else: a quotation mark of a text is escaped."""

_HEAD: Final = (
    '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><meta name="robots" content="noindex">'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><title>Answer · r2pgraph</title>'
    '<link rel="stylesheet" href="{sheet}"><link rel="icon" href="/static/icon.svg" type="image/svg+xml"></head>'
    '<body><header class="site"><a class="home" href="/">r2pgraph</a>'
    '</header><main><h1>Answer</h1><p><a href="/editor?query={asked}{edition}">Change the query</a> · '
    'as <a href="/sparql?query={asked}&amp;format=text%2Fcsv{edition}">CSV</a></p>'
)
_TABLE: Final = (
    '<div class="tablebox wide" role="region" aria-label="Rows of the answer" tabindex="0">'
    '<table class="result" role="table"><caption>What the query gives, row by row</caption>'
    '<thead role="rowgroup"><tr role="row">'
)


def write(result: Any, query: str, sheet: str, spool: Spool, edition: str = "") -> None:  # noqa: ANN401 - of three
    """Write a whole page: a table of rows or triples, or the word yes or no.

    Args:
        result: what the engine gave.
        query: the query as it was asked.
        sheet: the address of the style sheet.
        spool: what takes the bytes; it raises TooLargeError.
        edition: the kept edition that answers, to which links lead on; empty where it is the store that counts.
    """
    within = f"edition={quote(edition, safe='')}" if edition else ""
    asked = _HEAD.format(sheet=escape(sheet), asked=quote(query), edition=f"&amp;{within}" if within else "")
    spool.write(asked.encode())
    if isinstance(result, ox.QueryBoolean):
        spool.write(f'<p class="lead"><b>{"Yes" if result else "No"}</b></p>'.encode())
    else:
        for piece in _table(result, within):
            spool.write(piece)
    spool.write(b"</main></body></html>\n")


def _table(result: Any, within: str) -> Iterator[bytes]:  # noqa: ANN401 - as write
    is_graph = isinstance(result, ox.QueryTriples)
    names = ("subject", "predicate", "object") if is_graph else tuple(each.value for each in result.variables)
    heads = "".join(f'<th role="columnheader" scope="col">{escape(name)}</th>' for name in names)
    yield f'{_TABLE}{heads}</tr></thead><tbody role="rowgroup">'.encode()
    count = 0
    for row in result:
        cells = (row.subject, row.predicate, row.object) if is_graph else row
        yield ROW + "".join(_cells(names, cells, within)).encode() + b"</tr>\n"
        count += 1
    yield f"</tbody></table></div><p>{count:,} {'row' if count == 1 else 'rows'}.</p>".encode()


def _cells(names: Iterable[str], terms: Iterable[object], within: str) -> Iterator[str]:
    for name, term in zip(names, terms, strict=True):
        yield f'<td role="cell" data-label="{escape(name)}">{_shown(term, within)}</td>'


def _shown(term: object, within: str) -> str:
    """Return a term as HTML: a link for what is ours or on the web, and text for all else."""
    match term:
        case None:
            return ""
        case ox.NamedNode(value=iri):
            link = _within("/" + iri.removeprefix(BASE), within) if iri.startswith(BASE) else iri
            is_safe = link.startswith(("/", "http://", "https://")) and not link.startswith("//")
            name = escape(compact(iri))
            return f'<a href="{escape(link)}" rel="noopener noreferrer">{name}</a>' if is_safe else name
        case ox.Literal(value=text):
            return escape(text)
        case _:
            return escape(str(term))


def _within(path: str, within: str) -> str:
    """Return a path of ours that leads on within an edition."""
    before, mark, fragment = path.partition("#")
    return f"{before}?{within}{mark}{fragment}" if within else path
