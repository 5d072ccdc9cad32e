// A saved query: the values of its form, or of the address, in the place of those that stand in its text.
import { show, tables, takeAway } from "./asked.js";
import { away, busy, problem } from "./showing.js";
import { term } from "./values.js";

const form = document.getElementById("asking");
const box = document.getElementById("answer");
const shown = document.querySelector("#sparql code");
const title = document.querySelector("h1").textContent;
const id = location.pathname.split("/").pop().replace(/\.html$/, "");
const printed = shown.textContent;

const fields = () => (form ? [...form.elements].filter((field) => field.name) : []);
const isOpen = (value) => !value || value === "any";

function filled(text, name, chosen) {
  const line = new RegExp(`^(\\s*VALUES \\?${name} \\{ )[^\\n]* \\}$`, "gm");
  return text.replace(line, (_, before) => `${before}${chosen} }`);
}

async function asked() {
  let text = printed;
  for (const field of fields()) {
    const value = field.value.trim();
    if (isOpen(value) && field.required) {
      throw new Error(`${id} needs a value for ${field.name}.`);
    }
    text = filled(text, field.name, isOpen(value) ? "UNDEF" : await term(field.dataset.type, value));
  }
  return text;
}

async function answer() {
  try {
    busy(box, "Reading the values", () => location.assign(location.pathname));
    const text = await asked();
    shown.textContent = text;
    const told = fields().map((field) => `${field.name} ${field.value.trim() || "any"}`);
    await show(box, text, [title, told.join("; ")].filter(Boolean).join(": "), id);
  } catch (error) {
    problem(box, error.message);
  }
}

// A prefixed name of a thing of the field's kind is shown as its key, as the lists have it.
function taken(value, field) {
  const [prefix, key] = value.split(":");
  return key && prefix === field.dataset.type ? key : value;
}

function chosen() {
  const given = new URLSearchParams(location.search);
  const known = fields().filter((field) => given.has(field.name));
  known.forEach((field) => {
    const value = taken(given.get(field.name), field);
    field.value = isOpen(value) && field.tagName === "INPUT" ? "" : value;
  });
  return known.length > 0;
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  const values = fields().map((field) => [field.name, field.value.trim() || "any"]);
  history.pushState(null, "", `?${new URLSearchParams(values)}`);
  answer();
});
addEventListener("popstate", () => (chosen() ? answer() : location.reload()));

const offered = document.getElementById("taking");
const fetched = (format) => takeAway(printed, format, id).catch((error) => problem(box, error.message));
offered?.replaceChildren("Take all away as ", ...away(tables, fetched), ".");
if (chosen()) {
  answer();
}
