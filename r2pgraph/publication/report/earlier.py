"""Say where an index may have stood before, in exact fractions, and how often the stated change is among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from r2pgraph.publication.report.contents import Earlier
from r2pgraph.scores.change import reachable
from r2pgraph.scores.plans import plan_of, ratings_of
from r2pgraph.scores.recount import rounded, worth

if TYPE_CHECKING:
    from r2pgraph.publication.report.asking import Asker
    from r2pgraph.scores.report import Change


def earlier(asker: Asker, plan: str, change: Change) -> Earlier | None:
    """Return where the index may have stood before; rounded only at the end, so that the last digit is right.

    Args:
        asker: the assessment.
        plan: the IRI of the plan, in angle brackets.
        change: what the marks allow under this plan.

    Returns:
        The figures; ``None`` where a mark is missing, or where there are more states than can be followed.
    """
    counts, rated = plan_of(asker.store, plan), ratings_of(asker.store, asker.about["state"], asker.about["year"])
    changes = None if change.possible_min is None else reachable(rated, counts)
    if not changes:
        return None
    now = worth(rated, counts, lambda rating: counts.points[rating.level])
    exact, about, states = change.cases or (0, 0, 0)
    return Earlier(
        least=rounded(now - max(changes)),
        greatest=rounded(now - min(changes)),
        states=states,
        exact=exact,
        about=about,
        is_single_step=change.is_single_step,
    )
