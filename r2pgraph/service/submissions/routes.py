"""The addresses at which submissions are taken in."""

from __future__ import annotations

from typing import Final

from starlette.routing import Route

from r2pgraph.service.submissions import browsing, interface
from r2pgraph.service.submissions.receipts import PLACE

ROUTES: Final = [
    Route(PLACE, interface.submissions, methods=["GET", "POST"]),
    Route(f"{PLACE}/{{number}}", interface.submission),
    Route(f"{PLACE}/{{number}}/withdrawal", interface.withdrawal, methods=["POST"]),
    Route("/submit", browsing.door, methods=["GET", "POST"]),
    Route("/submit/form", browsing.form, methods=["GET", "POST"]),
]
"""Where nobody may submit, each answers as a page that there is none of."""
