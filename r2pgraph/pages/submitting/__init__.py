"""The pages from which assessments are handed in: the door, the form, and what came of a file. None needs a store."""

from r2pgraph.pages.submitting.forms import Shown, form_page
from r2pgraph.pages.submitting.outcomes import door_page, outcome_page

__all__ = ["Shown", "door_page", "form_page", "outcome_page"]
