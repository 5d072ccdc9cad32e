"""What structured facts say of a state: evidence for each indicator, the level they suggest, and a profile."""

from r2pgraph.evidence.comparing import EvidenceReport, Gap, IndicatorEvidence, evidence, levels
from r2pgraph.evidence.contradicting import Contradicted, contradicted
from r2pgraph.evidence.profiling import Agreement, Profile, Session, Tied, Without, profile
from r2pgraph.evidence.statements import Statement, Subject, Suggestion, statements, subject, suggestion

__all__ = [
    "Agreement",
    "Contradicted",
    "EvidenceReport",
    "Gap",
    "IndicatorEvidence",
    "Profile",
    "Session",
    "Statement",
    "Subject",
    "Suggestion",
    "Tied",
    "Without",
    "contradicted",
    "evidence",
    "levels",
    "profile",
    "statements",
    "subject",
    "suggestion",
]
