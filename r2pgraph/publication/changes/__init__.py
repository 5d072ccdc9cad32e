"""What one edition has otherwise than another, told from the graphs themselves, and a patch that leads over."""

from r2pgraph.publication.changes.comparing import Changes, changes
from r2pgraph.publication.changes.graphs import GraphChange
from r2pgraph.publication.changes.patch import patch
from r2pgraph.publication.changes.prose import prose
from r2pgraph.publication.changes.ratings import RatingChange, Reason
from r2pgraph.publication.changes.scores import ScoreChange
from r2pgraph.publication.changes.things import Difference, ThingChange, VoteChange

__all__ = [
    "Changes",
    "Difference",
    "GraphChange",
    "RatingChange",
    "Reason",
    "ScoreChange",
    "ThingChange",
    "VoteChange",
    "changes",
    "patch",
    "prose",
]
