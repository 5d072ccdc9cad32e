"""An assessment as people publish it: the Word document and the PDF that ``r2pgraph report`` writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from r2pgraph.errors import MissingToolError, UnknownNameError
from r2pgraph.pages import missing
from r2pgraph.pages.subjects.assessments import audited

if TYPE_CHECKING:
    from r2pgraph.pages.addresses import Address
    from r2pgraph.pages.site import Site


def document(site: Site, address: Address, form: str) -> bytes:
    """Return the report on the assessment of an address.

    Args:
        site: the store that is shown.
        address: the address of an assessment.
        form: ``docx`` or ``pdf``.

    Raises:
        UnknownNameError: there is no such assessment, or this machine cannot make the form.
    """
    from r2pgraph.publication.report import document as written

    which = next((each for each in audited.all_of(site) if each.iri == address.iri), None)
    if which is None:
        raise missing.error(site, address.path)
    try:
        return written(site.store, which.asked["state"], which.year, form)
    except MissingToolError as error:
        raise UnknownNameError("form on this machine", form, (address.of_form("docx"),)) from error
