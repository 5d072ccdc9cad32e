"""The inbox: every file that was submitted, as it came, and a journal of what was made of it.

``HOME/inbox/journal.jsonl`` is the truth, ``originals``, ``statements`` and ``reports`` hold the files that it names.
"""

from r2pgraph.submission.inbox.journal import SHIPPED, Entry, Journal, counting, marks, read, withdrawals
from r2pgraph.submission.inbox.keeping import together, unjudged
from r2pgraph.submission.inbox.provenance import GRAPH, graphs
from r2pgraph.submission.inbox.restoring import Restored, restore
from r2pgraph.submission.inbox.verifying import Fault, verify

__all__ = [
    "GRAPH",
    "SHIPPED",
    "Entry",
    "Fault",
    "Journal",
    "Restored",
    "counting",
    "graphs",
    "marks",
    "read",
    "restore",
    "together",
    "unjudged",
    "verify",
    "withdrawals",
]
