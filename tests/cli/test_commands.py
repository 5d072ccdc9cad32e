"""What each command answers to somebody who has never seen it."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from subprocess import CompletedProcess

import pytest
import rdflib
from click.testing import CliRunner

from r2pgraph.cli import COMMANDS, door

Run = Callable[..., CompletedProcess[str]]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_shows_an_example_in_its_help(command: str, run: Run) -> None:
    """A newcomer copies the last line of the help."""
    outcome = run(command, "--help")

    assert 0 == outcome.returncode
    assert "Example:" in outcome.stdout
    assert "r2pgraph" in outcome.stdout.split("Example:")[1]


def test_the_score_is_printed_as_the_agreed_object(run: Run) -> None:
    """91 of 144 points are 63.19 per cent, area by area."""
    outcome = run("score", "TLS", "2023", "--format", "json")

    score = json.loads(outcome.stdout)
    assert ["state", "year", "plan", "points", "maximum", "value", "areas", "change"] == list(score)
    assert ("TLS", "percent-0-4", 91, 144, 63.19) == (
        score["state"],
        score["plan"],
        score["points"],
        score["maximum"],
        score["value"],
    )
    assert [(10, 12), (6, 12), (20, 24), (22, 40), (17, 28), (16, 28)] == [
        (area["points"], area["maximum"]) for area in score["areas"]
    ]


def test_the_stated_rise_of_four_is_possible_with_two_points_a_step(run: Run) -> None:
    """182 of 288, from 2 to 16 points above the year before."""
    score = json.loads(run("score", "TLS", "2023", "--plan", "two-per-step", "--format", "json").stdout)

    assert (182, 288) == (score["points"], score["maximum"])
    assert {"stated": 4, "possible_min": 2, "possible_max": 16, "stated_is_possible": True} == score["change"]


@pytest.mark.parametrize("state", ["TLS", "tls", "Timor-Leste", "timor-leste", "TL"])
def test_a_state_is_named_by_code_or_by_name(state: str, run: Run) -> None:
    """Nobody needs to know which spelling we keep."""
    assert 0 == run("score", state, "2023").returncode


@pytest.mark.parametrize("form", ["table", "csv", "json", "ttl"])
def test_a_score_comes_in_every_form(form: str, run: Run) -> None:
    """People, spreadsheets, programs and graphs read the same number."""
    outcome = run("score", "TLS", "2023", "--format", form)

    assert 0 == outcome.returncode
    assert "63.19" in outcome.stdout


def test_a_score_as_turtle_is_a_graph(run: Run) -> None:
    """One index score and six area scores, each with the plan that made it."""
    graph = rdflib.Graph().parse(data=run("score", "TLS", "2023", "--format", "ttl").stdout, format="turtle")
    r2p = rdflib.Namespace("https://w3id.org/r2pgraph/ontology#")

    assert 7 == len(set(graph.subjects(r2p.byPlan, None)))


def test_an_explanation_leads_to_the_footnote_and_its_address(run: Run) -> None:
    """Indicator 11: 186 of 194, footnotes 10 and 11, each with a URL."""
    outcome = run("explain", "TLS", "2023", "11")

    assert "186 of 194" in outcome.stdout
    assert "https://www.ohchr.org/sites/default/files/documents/hrbodies/upr/" in outcome.stdout
    assert "LateReporting.aspx" in outcome.stdout


def test_the_explanation_of_the_index_lists_every_rating(run: Run) -> None:
    """36 ratings in six areas add up to the index."""
    outcome = run("explain", "TLS", "2023")

    assert "91 of 144" in outcome.stdout
    assert "Veto restraint" in outcome.stdout


@pytest.mark.parametrize(
    ("arguments", "nearest"),
    [
        (("score", "Timor-Lest", "2023"), "Timor-Leste"),
        (("score", "TLS", "2032"), "2023"),
        (("explain", "TLS", "2023", "rome-statue"), "rome-statute"),
        (("score", "TLS", "2023", "--plan", "percent-0-5"), "percent-0-4"),
        (("ask", "rating"), "ratings"),
        (("ask", "ratings", "sate=TLS"), "state"),
        (("scroe",), "score"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest_one(arguments: tuple[str, ...], nearest: str, run: Run) -> None:
    """Exit status 2, one sentence, no traceback."""
    outcome = run(*arguments)

    assert 2 == outcome.returncode
    assert nearest in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_a_saved_query_answers_as_csv_and_as_json(run: Run) -> None:
    """The counts of ratings by level are those of the report."""
    table = list(csv.DictReader(io.StringIO(run("ask", "ratings-by-level", "--format", "csv").stdout)))
    objects = json.loads(run("ask", "ratings-by-level", "--format", "json").stdout)

    assert {6, 15, 10, 2, 3} == {int(row["ratings"]) for row in table}
    assert {6, 15, 10, 2, 3} == {row["ratings"] for row in objects}


def test_a_query_of_ones_own_is_read_from_standard_input(run: Run) -> None:
    """The prefixes of the project need no declaration."""
    outcome = run("sparql", "-", "--format", "csv", stdin="SELECT (COUNT(*) AS ?n) WHERE { ?r a r2p:Rating }")

    assert ["n", "36"] == outcome.stdout.split()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("ASK { state:TLS a r2p:State }", "true"),
        ("CONSTRUCT { ?r r2p:level ?l } WHERE { ?r a r2p:Rating ; r2p:level ?l }", "r2p:level level:very-weak"),
        ("DESCRIBE assessment:TLS-2023", "r2p:statedChange 4"),
    ],
)
def test_a_query_of_any_reading_form_is_answered(query: str, said: str, run: Run) -> None:
    """ASK says true or false, CONSTRUCT and DESCRIBE give Turtle."""
    assert said in run("sparql", "-", stdin=query).stdout


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("publish", "-o", "full"), 1, "full is not empty: it holds mine."),
        (("publish", "-o", "out", "--edition", "2026"), 2, "'2026' is no name of an edition."),
        (("editions", "keep", "current"), 2, "'current' cannot be the name of an edition."),
        (("states", "--store", "http://127.0.0.1:1/sparql"), 1, "127.0.0.1:1"),
        (("states", "--store", " "), 2, "Give the address of a SPARQL endpoint."),
        (("ask", "ratings", "year=soon"), 2, "'soon' is no year"),
        (("ask", "ratings", "2023"), 2, "is not of the form name=value."),
    ],
)
def test_the_status_says_whether_the_call_is_wrong_or_what_it_was_given(
    arguments: tuple[str, ...], status: int, said: str, run: Run, tmp_path: Path
) -> None:
    """1 for a folder or an endpoint, 2 for an option, a name or a value; a sentence, and nothing is written."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").write_text("mine", encoding="utf-8")
    outcome = run(*arguments)

    assert (status, True) == (outcome.returncode, said in outcome.stderr), outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert ["full"] == [path.name for path in tmp_path.iterdir()]


def test_a_graph_does_not_come_as_a_table(run: Run) -> None:
    """The error says what to leave out."""
    outcome = run("sparql", "-", "--format", "csv", stdin="DESCRIBE state:TLS")

    assert 2 == outcome.returncode
    assert "ttl" in outcome.stderr


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "LOAD <http://127.0.0.1:9/x>",
        "DELETE WHERE { ?s ?p ?o }",
        "SELECT * WHERE {",
        "SELECT * WHERE " + "{" * 5000 + "}" * 5000,
        "",
    ],
)
def test_a_harmful_or_broken_query_is_refused_in_a_sentence(query: str, run: Run) -> None:
    """Exit status 1; nothing is fetched, changed or crashed."""
    outcome = run("sparql", "-", stdin=query)

    assert 1 == outcome.returncode
    assert outcome.stderr.startswith("Error: ")
    assert "Traceback" not in outcome.stderr


def test_a_report_is_written_where_it_is_asked_for(run: Run, tmp_path: Path) -> None:
    """Markdown to the terminal, HTML to a file, nothing else as an ending."""
    assert run("report", "TLS", "2023").stdout.startswith("# ")
    assert 0 == run("report", "TLS", "2023", "-o", "out/tls.html").returncode
    assert (tmp_path / "out/tls.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert 2 == run("report", "TLS", "2023", "-o", "tls.odt").returncode


def test_a_report_takes_the_place_of_an_older_one_whole(run: Run, tmp_path: Path) -> None:
    """Nothing of the older file stays, and no draft lies beside it."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out/tls.md").write_text("old " * 1_000_000, encoding="utf-8")
    run("report", "TLS", "2023", "-o", "out/tls.md")

    assert ["tls.md"] == [path.name for path in (tmp_path / "out").iterdir()]
    assert "old old" not in (tmp_path / "out/tls.md").read_text(encoding="utf-8")


def test_check_says_that_the_shipped_assessment_is_in_order(run: Run) -> None:
    """No file named: every shipped one."""
    outcome = run("check")

    assert 0 == outcome.returncode, outcome.stdout
    assert "in order" in outcome.stdout


def test_check_of_a_broken_file_names_file_line_and_reason(run: Run, tmp_path: Path) -> None:
    """Exit status 1, and no traceback."""
    (tmp_path / "broken.ttl").write_text("@prefix a: <http://e/> .\na:b a:c\n", encoding="utf-8")
    outcome = run("check", "broken.ttl")

    assert 1 == outcome.returncode
    assert "broken.ttl" in outcome.stdout
    assert "Traceback" not in outcome.stderr


def test_check_of_a_workbook_names_the_cell_and_marks_it_in_a_copy(run: Run, tmp_path: Path) -> None:
    """The original stays as it is; the copy begins with a list of the problems."""
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "Ratings"
    book.active.append(["Number", "Level", "Trend", "Rationale"])
    book.active.append(["1", "Stong", "Unchanged", "Why."])
    book.create_sheet("Assessment").append(["Field", "Value"])
    for row in (["State", "FJI"], ["Year", "2024"], ["Title", "Fiji"], ["Assessor", "APR2P"], ["Framework", "APR2P"]):
        book["Assessment"].append(row)
    book.save(tmp_path / "form.xlsx")
    before = (tmp_path / "form.xlsx").read_bytes()
    outcome = run("check", "form.xlsx", "--annotate", "marked.xlsx")

    assert (1, before) == (outcome.returncode, (tmp_path / "form.xlsx").read_bytes())
    assert "form.xlsx: sheet Ratings, row 2, column Level (B2): violation" in outcome.stdout
    marked = openpyxl.load_workbook(tmp_path / "marked.xlsx")
    assert ("Problems", "MUST BE MENDED") == (marked.sheetnames[0], marked["Ratings"]["B2"].comment.text[2:16])
    assert 2 == run("check", "form.xlsx", "--annotate", "form.xlsx").returncode


def test_check_of_a_file_that_is_not_there_is_a_usage_error(run: Run) -> None:
    """Exit status 2."""
    assert 2 == run("check", "nowhere.ttl").returncode


def test_a_missing_store_is_built_on_the_way(run: Run, tmp_path: Path) -> None:
    """A newcomer who never built asks and gets an answer, and is told why it took longer."""
    outcome = run("score", "TLS", "2023", home=tmp_path / "new")

    assert 0 == outcome.returncode
    assert "Building it first" in outcome.stderr


def test_a_store_of_another_version_is_built_again(run: Run, tmp_path: Path) -> None:
    """The store is disposable: a stale one is never read."""
    home = tmp_path / "old"
    run("build", home=home)
    manifest = home / "manifest.json"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace('"package": "', '"package": "0'), encoding="utf-8")

    assert "Building it first" in run("indicators", home=home).stderr


def test_building_twice_does_the_work_once(run: Run) -> None:
    """The second build sees that the files have not changed."""
    assert run("build").stdout.startswith("Up to date")


def test_a_folder_that_cannot_be_written_is_named(run: Run, tmp_path: Path) -> None:
    """Exit status 1 and the path, no traceback."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    outcome = run("build", home=tmp_path / "file" / "store")

    assert 1 == outcome.returncode
    assert "Traceback" not in outcome.stderr


@pytest.mark.parametrize("query", ["ratings", "findings-with-figures", "evidence-of-rating", "citations"])
def test_a_table_in_a_pipe_holds_every_cell_of_the_csv(query: str, run: Run) -> None:
    """Nothing is cut: what the CSV says, the table says."""
    shown = run("ask", query).stdout
    rows = list(csv.reader(io.StringIO(run("ask", query, "--format", "csv").stdout)))
    words = {cell for row in rows for cell in row if cell and not cell.startswith("https://w3id.org/")}

    assert [] == sorted(cell for cell in words if " ".join(cell.split()) not in shown)


def test_a_narrow_terminal_shows_one_block_a_row(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a table does not fit, no column is lost and no name is broken."""
    from r2pgraph.cli.show import show_blocks

    monkeypatch.setenv("COLUMNS", "40")
    show_blocks(("rating", "words"), [["rating:TLS-2023-" + "x" * 60, "one two three four five six seven eight"]])

    shown = capsys.readouterr().out
    assert "rating:TLS-2023-" + "x" * 60 in shown
    assert "eight" in shown


def test_a_terminal_that_speaks_latin_gets_a_score(store_home: Path) -> None:
    """What an encoding does not know is replaced, never a reason to stop; data stays UTF-8."""
    environment = {**os.environ, "R2PGRAPH_HOME": str(store_home), "PYTHONIOENCODING": "cp1252"}
    run = [sys.executable, "-m", "r2pgraph", "score", "TLS", "2023"]
    shown = subprocess.run(run, env=environment, capture_output=True, check=True).stdout
    report = [sys.executable, "-m", "r2pgraph", "report", "TLS", "2023"]
    written = subprocess.run(report, env=environment, capture_output=True, check=True).stdout

    assert b"63.19" in shown
    assert "→" in written.decode("utf-8")


@pytest.mark.parametrize("home", ["", "busy"])
def test_a_folder_that_is_no_store_is_left_alone(home: str, run: Run, tmp_path: Path) -> None:
    """An empty name or a folder with other files is refused before anything is written."""
    (tmp_path / "busy").mkdir()
    (tmp_path / "busy" / "thesis.docx").write_text("", encoding="utf-8")
    outcome = run("--home", home, "build")

    assert 2 == outcome.returncode
    assert ["thesis.docx"] == [path.name for path in (tmp_path / "busy").iterdir()]


def test_a_name_that_no_folder_can_bear_is_told_in_a_sentence(run: Run) -> None:
    """What the system says of it, and no traceback."""
    outcome = run("--home", "x" * 300, "build")

    assert 2 == outcome.returncode
    assert "cannot be read: File name too long." in outcome.stderr


def test_a_folder_that_cannot_be_listed_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the reader may not look into it; the administrator may, so the refusal is played."""

    def closed(folder: Path) -> Iterator[Path]:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(Path, "iterdir", closed)
    outcome = CliRunner().invoke(door, ["--home", str(tmp_path), "build"])

    assert 2 == outcome.exit_code
    assert "cannot be read: Permission denied." in outcome.output


def test_an_interrupt_ends_with_130_and_leaves_no_half_store(tmp_path: Path) -> None:
    """Ctrl-C during a build: a sentence, and the next command builds again."""
    run = [sys.executable, "-m", "r2pgraph", "--home", str(tmp_path / "home"), "build"]
    building = subprocess.Popen(run, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    with suppress(subprocess.TimeoutExpired):
        building.wait(1.5)
    building.send_signal(signal.SIGINT)
    _, said = building.communicate(timeout=60)

    assert 130 == building.returncode
    assert "Traceback" not in said
    assert not (tmp_path / "home" / "manifest.json").exists()
