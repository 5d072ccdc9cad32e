"""Write the table of all rules, so that the documentation says what the shapes say."""

from __future__ import annotations

from itertools import groupby

from r2pgraph.validation import shapes


def chapter() -> str:
    """Return one Markdown table a subject: thing and field, what is asked, what is said when it is missing."""
    rules = sorted(shapes.load().rules.values(), key=lambda rule: (rule.subject, rule.thing, rule.iri))
    parts = []
    for subject, members in groupby(rules, key=lambda rule: rule.subject):
        rows = [
            f"| {rule.thing} | {rule.name} | {_cell(rule.remedy)} | {_cell(rule.message)} | {rule.severity} |"
            for rule in members
        ]
        head = ["| thing | field | what to write | what a report says | severity |", "| --- | --- | --- | --- | --- |"]
        parts.append("\n".join([f"### {subject.capitalize()} ({len(rows)})", "", *head, *rows]))
    return "\n\n".join(parts) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("{?", "(").replace("}", ")").replace("<", "\\<")
