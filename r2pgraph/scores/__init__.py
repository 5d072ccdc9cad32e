"""What ratings are worth under a plan: scores, what stands behind them, and a second count."""

from r2pgraph.scores.choosing import refuse_any
from r2pgraph.scores.explaining import explain
from r2pgraph.scores.explanation import IndexExplanation, IndicatorExplanation
from r2pgraph.scores.materialise import materialise, triples
from r2pgraph.scores.recount import recount
from r2pgraph.scores.report import ScoreReport
from r2pgraph.scores.scoring import DEFAULT_PLAN, score

__all__ = [
    "DEFAULT_PLAN",
    "IndexExplanation",
    "IndicatorExplanation",
    "ScoreReport",
    "explain",
    "materialise",
    "recount",
    "refuse_any",
    "score",
    "triples",
]
