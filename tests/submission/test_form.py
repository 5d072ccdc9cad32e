"""The form, what it says as statements, and the templates made of it."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import to_canonical_graph

from r2pgraph import ontology, pipeline, sources
from r2pgraph.graph.reading import read
from r2pgraph.publication.canonical import nquads, ntriples
from r2pgraph.submission import templates
from r2pgraph.submission.form import READ_ME, Sheet, form
from r2pgraph.submission.lifting import lift
from r2pgraph.submission.lowering import InexpressibleError, lower, rows
from r2pgraph.submission.tables import Filled
from r2pgraph.submission.templates import folder, jsonld
from r2pgraph.submission.templates.workbook import workbook
from r2pgraph.vocab import R2P, expand, iri

if TYPE_CHECKING:
    from r2pgraph.store import Store

TLS = Path(__file__).parents[2] / "data" / "assessments" / "TLS" / "2023.ttl"
RATING = ox.NamedNode(iri("rating", "FJI-2024-upr"))
FINDING = ox.NamedNode(iri("finding", "FJI-2024-upr"))


@pytest.fixture(scope="module")
def shipped() -> list[ox.Quad]:
    """Return the statements of the shipped assessment."""
    return read(TLS)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Return a store of the shipped data."""
    home = tmp_path_factory.mktemp("home")
    pipeline.build(home)
    return pipeline.open_built(home)


def filled(sheet: str, *texts: dict[str, str]) -> Filled:
    """Return a form for Fiji in 2024 with some rows of one sheet."""
    whole = rows(form().sheet("Assessment"), [{"State": "FJI", "Year": "2024"}])
    return Filled({"Assessment": whole, sheet: rows(form().sheet(sheet), texts)})


def test_every_declared_property_of_ours_is_a_term() -> None:
    """A column cannot say what the ontology does not define."""
    known = {quad.subject.value for quad in ontology.load("module") if isinstance(quad.subject, ox.NamedNode)}
    used = {expand(row["property"]) for row in sources.template("assessment") if row["property"]}
    assert set() == {name for name in used if name.startswith(R2P)} - known


def test_every_column_that_is_filled_in_says_what_to_write() -> None:
    """The help is what an analyst reads as the remedy."""
    assert [] == [f"{sheet.name}.{one.title}" for sheet in form().sheets for one in sheet.fields if not one.help]


def test_titles_stand_once_on_a_sheet() -> None:
    """A column is found by its title."""

    def doubled(sheet: Sheet) -> list[str]:
        return [title for title in sheet.titles if sheet.titles.count(title) > 1]

    assert [] == [title for sheet in form().sheets for title in doubled(sheet)]


def test_the_shipped_assessment_goes_through_the_form_on_oxigraph(shipped: list[ox.Quad]) -> None:
    """Nothing is lost and nothing is added, in canonical N-Triples."""
    assert ntriples(shipped) == ntriples(lift(lower(shipped, "TLS", "2023")).quads)


def test_the_shipped_assessment_goes_through_the_form_on_rdflib(shipped: list[ox.Quad]) -> None:
    """A second engine finds the two graphs equal."""
    back = rdflib.Graph().parse(data=ntriples(lift(lower(shipped, "TLS", "2023")).quads), format="nt")
    assert set(to_canonical_graph(rdflib.Graph().parse(TLS))) == set(to_canonical_graph(back))


def test_a_filled_form_comes_back_from_its_statements(shipped: list[ox.Quad]) -> None:
    """The cells are the same, each in its place."""
    form_of_tls = lower(shipped, "TLS", "2023")
    assert form_of_tls == lower(lift(form_of_tls).quads, "TLS", "2023")


def test_what_the_form_cannot_say_is_refused_by_name(shipped: list[ox.Quad]) -> None:
    """A statement without a column is told, not dropped."""
    extra = ox.Quad(RATING, ox.NamedNode(R2P + "claim"), ox.Literal("a stray"))
    with pytest.raises(InexpressibleError, match="rating:FJI-2024-upr r2p:claim"):
        lower([*shipped, extra], "TLS", "2023")


def test_what_the_form_would_add_is_refused_by_name(shipped: list[ox.Quad]) -> None:
    """A rating that lacks what all ratings say cannot be written into the form."""
    kept = [quad for quad in shipped if not quad.predicate.value.endswith("#obsStatus")]
    with pytest.raises(InexpressibleError, match="would add: rating:TLS-2023-"):
        lower(kept, "TLS", "2023")


def test_claim_and_footnotes_beside_a_rating_are_a_finding_that_it_rests_on() -> None:
    """The short way says the same as a row of Findings."""
    said = lift(filled("Ratings", {"Number": "11", "Claim": "A claim.", "Footnotes": "13a; 14"})).quads
    assert ox.Quad(RATING, ox.NamedNode(R2P + "restsOn"), FINDING) in said
    cited = {quad.object.value for quad in said if quad.predicate.value == R2P + "hasCitation"}
    assert {iri("citation", "FJI-2024-13a"), iri("citation", "FJI-2024-14")} == cited


def test_a_rating_without_a_claim_beside_it_has_no_finding_of_its_own() -> None:
    """An empty pair of cells says nothing."""
    said = lift(filled("Ratings", {"Number": "11", "Level": "Fair"})).quads
    assert FINDING not in {quad.subject for quad in said}


@pytest.mark.parametrize(
    ("written", "meant"),
    [("Very Strong", "very-strong"), ("very strong", "very-strong"), ("level:fair", "fair"), ("Storng", "storng")],
)
def test_a_level_is_a_name_even_where_nobody_knows_it(written: str, meant: str) -> None:
    """Shapes judge a level that is not on the list; lifting keeps it."""
    said = lift(filled("Ratings", {"Number": "11", "Level": written})).quads
    assert [iri("level", meant)] == [quad.object.value for quad in said if quad.predicate.value == R2P + "level"]


def test_each_statement_knows_its_cell() -> None:
    """A problem can be shown where it stands."""
    lifted = lift(filled("Ratings", {"Number": "11", "Level": "Fair"}))
    (place,) = [cell for quad, cell in lifted.places.items() if quad.predicate.value == R2P + "level"]
    assert "sheet Ratings, row 2, column Level (F2)" == place.place


def test_a_key_that_stands_twice_is_told() -> None:
    """Two rows of one name would be taken for one thing."""
    lifted = lift(filled("Findings", {"Key": "a", "Claim": "One."}, {"Key": "a", "Claim": "Two."}))
    assert [3] == [cell.row for cell in lifted.doubled]


def test_a_template_of_an_assessed_year_holds_the_assessment(store: Store, shipped: list[ox.Quad]) -> None:
    """A revision is one edit away."""
    contents = templates.gather(store, "Timor-Leste", "2023")
    assert (True, ntriples(shipped)) == (contents.is_revision, ntriples(lift(contents.filled).quads))


def test_a_template_shows_the_year_before(store: Store) -> None:
    """Last year's level stands beside the rating, and this year's is empty."""
    row = templates.gather(store, "TLS", "2024").filled.sheets["Ratings"].rows[10]
    assert ("11", "Strong", "") == tuple(row[title].text for title in ("Number", "Earlier level", "Level"))


def test_a_template_without_an_earlier_assessment_has_a_row_for_each_indicator(store: Store) -> None:
    """Every indicator is there to be rated."""
    contents = templates.gather(store, "FJI", "2024")
    ratings = contents.filled.sheets["Ratings"].rows
    assert (36, False, "") == (len(ratings), contents.is_revision, contents.earlier)


def test_the_json_ld_template_says_what_the_form_says(store: Store) -> None:
    """The ordinary reader takes it, nulls and patterns aside."""
    contents = templates.gather(store, "FJI", "2024")
    document = jsonld.document(contents)
    assert nquads(lift(contents.filled).quads) == nquads(read(document, name="form.jsonld"))
    assert {sheet.name for sheet in form().sheets} <= set(json.loads(document)[jsonld.PATTERNS])


def test_the_same_contents_are_the_same_bytes(store: Store) -> None:
    """A template can be compared with another by its digest."""
    contents = templates.gather(store, "FJI", "2024")
    assert (workbook(contents), folder.archive(contents)) == (workbook(contents), folder.archive(contents))


def test_the_workbook_has_the_sheets_in_order_and_no_formula(store: Store) -> None:
    """The lists are hidden, and what looks like a formula is a text."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(templates.gather(store, "TLS", "2023"))))
    assert [READ_ME, *form().names, "Known", "Lists"] == book.sheetnames
    assert "hidden" == book["Lists"].sheet_state
    assert {"s"} == {cell.data_type for page in book for row in page.iter_rows() for cell in row if cell.value}


def test_a_text_that_looks_like_a_formula_stays_one(store: Store) -> None:
    """In the workbook it is a quoted text, in CSV it is guarded."""
    contents = templates.gather(store, "FJI", "2024")
    cells = filled("Summary", {"Number": "1", "Statement": "=1+1"}).sheets["Summary"]
    sheets = {**contents.filled.sheets, "Summary": cells}
    changed = templates.Contents(
        "FJI", "Fiji", "2024", Filled(sheets), is_revision=False, earlier="", known=(), reaches=""
    )
    cell = openpyxl.load_workbook(io.BytesIO(workbook(changed)))["Summary"]["B2"]
    assert ("=1+1", "s", True) == (cell.value, cell.data_type, cell.quotePrefix)
    assert b"1,'=1+1," in folder.files(changed)["Summary.csv"]
