// Puts an answer, what is being done, or why there is no answer, into the page; every text stays text.
import { compact, names, place } from "./names.js";

const SHOWN = 200;

export function made(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  element.append(...children);
  return element;
}

export function problem(box, text) {
  box.replaceChildren(made("p", { class: "doubt", role: "alert" }, made("b", {}, "No answer."), ` ${text}`));
}

export function busy(box, text, stop) {
  const button = made("button", { type: "button" }, "Stop");
  button.addEventListener("click", stop);
  box.replaceChildren(made("p", { class: "ask", role: "status" }, `${text}… `, button));
}

export function takeAway(text, type, name) {
  const link = made("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

export function away(forms, fetched) {
  const links = Object.entries(forms).map(([format, name]) => {
    const button = made("button", { type: "button", class: "link" }, name);
    button.addEventListener("click", () => fetched(format));
    return button;
  });
  return links.flatMap((link, at) => (at ? [", ", link] : [link]));
}

function cell(term, column, known) {
  if (!term) {
    return made("td", { role: "cell", "data-label": column });
  }
  if (term.type === "uri") {
    const to = place(term.value, known);
    const short = compact(term.value, known.prefixes);
    const name = known.named.get(term.value) ?? short;
    const shown = to ? made("a", { href: to, title: short }, name) : name;
    return made("td", { role: "cell", "data-label": column }, shown);
  }
  const isNumber = /#(?:integer|decimal|double|float|int|long)$/.test(term.datatype ?? "");
  const text = term.type === "triple" ? JSON.stringify(term.value) : term.value;
  const kind = isNumber ? "n" : /^\d{4}-\d\d-\d\d$/.test(text) ? "day" : "";
  return made("td", { role: "cell", "data-label": column, ...(kind ? { class: kind } : {}) }, text);
}

export async function rows(box, caption, answer, forms, fetched) {
  const known = await names();
  const found = answer.results.bindings;
  const columns = answer.head.vars;
  const more = found.length > SHOWN ? `, of which the first ${SHOWN} are shown` : "";
  const count = `${found.length.toLocaleString("en")} ${found.length === 1 ? "row" : "rows"}${more}. Take all away as `;
  const said = made("p", {}, count, ...away(forms, fetched), ".");
  if (!found.length) {
    box.replaceChildren(said, made("p", {}, "No row answers it. That is an answer: nothing of the kind is on record."));
    return;
  }
  const head = columns.map((column) => made("th", { role: "columnheader", scope: "col" }, column));
  const lines = found
    .slice(0, SHOWN)
    .map((row) => made("tr", { role: "row" }, ...columns.map((column) => cell(row[column], column, known))));
  const table = made(
    "table",
    { class: "result", role: "table" },
    made("caption", {}, caption),
    made("thead", { role: "rowgroup" }, made("tr", { role: "row" }, ...head)),
    made("tbody", { role: "rowgroup" }, ...lines),
  );
  const label = { class: "tablebox wide", role: "region", "aria-label": "Rows of the answer", tabindex: "0" };
  box.replaceChildren(said, made("div", label, table));
}

export function text(box, answer, forms, fetched) {
  const said = made("p", {}, "Take it away as ", ...away(forms, fetched), ".");
  const shown = made("pre", { class: "sparql", tabindex: "0" }, answer.slice(0, 100_000));
  box.replaceChildren(said, shown);
}
