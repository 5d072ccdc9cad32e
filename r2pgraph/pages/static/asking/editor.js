// A query of the reader's own.
import { show } from "./asked.js";

const form = document.getElementById("asking");
const box = document.getElementById("answer");
const field = form.elements.query;
const given = new URLSearchParams(location.search).get("query");

form.addEventListener("submit", (event) => {
  event.preventDefault();
  history.replaceState(null, "", `?${new URLSearchParams({ query: field.value })}`);
  show(box, field.value, "Answer", "answer");
});
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit();
  }
});
if (given) {
  field.value = given;
  show(box, given, "Answer", "answer");
}
