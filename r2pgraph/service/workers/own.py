"""A process that answers jobs of our own code: pages, saved queries, whatever `KINDS` names.

It is apart from the processes that answer strangers' queries, so that none of these can hold it up.
"""

from __future__ import annotations

import traceback
from importlib import import_module
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import R2PGraphError, UnknownNameError
from r2pgraph.service.workers import page
from r2pgraph.service.workers.attending import attend

if TYPE_CHECKING:
    from r2pgraph.service.workers.attending import Answering, Head, Job
    from r2pgraph.store import EmbeddedStore

KINDS: Final = {
    "page": "r2pgraph.service.workers.page",
    "places": "r2pgraph.service.workers.places",
    "saved": "r2pgraph.service.api.saved",
    "listing": "r2pgraph.service.api.listing",
    "description": "r2pgraph.service.api.describing",
    "form": "r2pgraph.service.submissions.forming",
    "match": "r2pgraph.service.reconciliation.matching",
}
"""The module whose ``answer(store, job)`` does the jobs of a kind; it returns the head and the content.

The head says ``{"outcome": "answer", "media_type": ...}`` or what else its asker understands. An error of the library
becomes ``unknown-name`` or ``query`` with a ``detail``, any other becomes ``failed``.
"""


def prepare(store: EmbeddedStore) -> Answering:
    """Import what does the jobs, warm up, and return what hands a job to the module of its kind."""
    kinds: dict[str, Answering] = {kind: import_module(name).answer for kind, name in KINDS.items()}
    page.warm(store)

    def answer(store: EmbeddedStore, job: Job) -> tuple[Head, bytes]:
        try:
            return kinds[job["kind"]](store, job)
        except UnknownNameError as error:
            return {"outcome": "unknown-name", "detail": str(error)}, b""
        except R2PGraphError as error:
            return {"outcome": "query", "detail": str(error)}, b""
        except MemoryError:
            return {"outcome": "memory"}, b""
        except Exception:  # noqa: BLE001 - a fault of ours: its trace goes to the log, and the worker goes on
            traceback.print_exc()
            return {"outcome": "failed"}, b""

    return answer


if __name__ == "__main__":
    attend(prepare, is_ours=True)
