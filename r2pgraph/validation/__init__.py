"""Say what is wrong with data, where, and what would be right: the shapes of ``shapes/``, in plain words."""

from r2pgraph.validation.checking import Document, check, judge
from r2pgraph.validation.report import Problem, Report, Severity

__all__ = ["Document", "Problem", "Report", "Severity", "check", "judge"]
