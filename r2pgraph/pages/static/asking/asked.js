// Asks a query and shows its answer, whatever its form.
import { ask, declared, form, stop } from "./engine.js";
import { names } from "./names.js";
import * as showing from "./showing.js";

const TABLES = { csv: "CSV", json: "JSON" };
const GRAPHS = { ttl: "Turtle", nt: "N-Triples" };
const TYPES = { csv: "text/csv", json: "application/sparql-results+json", ttl: "text/turtle", nt: "application/n-triples" };

export async function takeAway(query, format, name) {
  const { prefixes } = await names();
  showing.takeAway(await ask(declared(query, prefixes), format), TYPES[format], `${name}.${format}`);
}

export const tables = TABLES;

let turn = 0;

export async function show(box, query, caption, name) {
  const mine = ++turn;
  const isMine = () => mine === turn;
  const halt = () => {
    turn += 1;
    stop();
    showing.problem(box, "Stopped.");
  };
  try {
    showing.busy(box, "Asking", halt);
    const { prefixes } = await names();
    if (!isMine()) {
      return;
    }
    const kind = form(query);
    const isGraph = kind === "CONSTRUCT" || kind === "DESCRIBE";
    const tell = (step) => isMine() && showing.busy(box, step || "Asking", halt);
    const answer = await ask(declared(query, prefixes), isGraph ? "ttl" : "json", tell);
    const fetched = (format) => takeAway(query, format, name).catch((error) => showing.problem(box, error.message));
    if (!isMine()) {
      return;
    }
    if (isGraph) {
      showing.text(box, answer, GRAPHS, fetched);
    } else if (kind === "ASK") {
      box.replaceChildren(showing.made("p", { class: "lead" }, JSON.parse(answer).boolean ? "Yes." : "No."));
    } else {
      await showing.rows(box, caption, JSON.parse(answer), TABLES, fetched);
    }
  } catch (error) {
    if (isMine()) {
      showing.problem(box, error.message);
    }
  }
}
