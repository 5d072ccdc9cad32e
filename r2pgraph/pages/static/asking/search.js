// Finds things by name, code or the beginning of a word, the closest first.
import { names, plain } from "./names.js";
import { made, problem } from "./showing.js";

const MOST = 100;
const TOP = new URL("../../", import.meta.url);
const box = document.getElementById("answer");
const wanted = new URLSearchParams(location.search).get("find") ?? "";

// 0 for the very name, 1 for its beginning, 2 where each word begins one of its words; anything else is not found.
function distance(name, text, words) {
  if (name === text) {
    return 0;
  }
  if (name.startsWith(`${text}`)) {
    return 1;
  }
  const parts = name.split(" ");
  return words.every((word) => parts.some((part) => part.startsWith(word))) ? 2 : Infinity;
}

function found(things, text) {
  const words = text.split(" ");
  return things
    .map((thing) => ({ thing, far: Math.min(...thing.names.map((name) => distance(plain(name), text, words))) }))
    .filter(({ far }) => far < Infinity)
    .sort((one, other) => one.far - other.far || one.thing.rank - other.thing.rank);
}

function line({ thing }) {
  const [path, fragment] = thing.path.split("#");
  const link = made("a", { href: new URL(`${path}.html${fragment ? `#${fragment}` : ""}`, TOP).href }, thing.names[0]);
  return made("li", {}, link, " ", made("span", { class: "count" }, thing.kind));
}

async function search() {
  const text = plain(wanted);
  if (!text) {
    return;
  }
  document.getElementById("wanted").value = wanted;
  const { things } = await names();
  const every = found(things, text);
  const more = every.length > MOST ? `, of which the first ${MOST} are shown` : "";
  const said = every.length
    ? `${every.length} ${every.length === 1 ? "thing" : "things"} for “${wanted}”${more}.`
    : `Nothing here is called “${wanted}”. Try fewer letters, a code such as TLS, or a symbol such as A/RES/75/277.`;
  box.replaceChildren(made("p", { role: "status" }, said), made("ul", { class: "index" }, ...every.slice(0, MOST).map(line)));
}

search().catch((error) => problem(box, error.message));
