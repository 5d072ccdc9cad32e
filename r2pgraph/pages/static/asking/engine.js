// Asks the engine in its worker: one that takes too long is ended, and another begins.
const LONGEST = 60_000; // milliseconds that a query may take once the statements are read
const OPENING = 180_000; // milliseconds that fetching and reading them may take

let worker = null;
let isOpen = false;
let number = 0;
const waiting = new Map();

function end(problem) {
  worker?.terminate();
  worker = null;
  isOpen = false;
  for (const each of waiting.values()) {
    clearTimeout(each.clock);
    each.reject(new Error(problem));
  }
  waiting.clear();
}

function late() {
  end(
    isOpen
      ? `No answer within ${LONGEST / 1000} seconds; the query was stopped. Ask for less: bind a variable, or add a LIMIT.`
      : "The statements could not be read in time. Try once more, or take them to an engine of your own.",
  );
}

function heard({ data }) {
  if ("step" in data) {
    waiting.forEach((each) => each.tell(data.step));
    if (!data.step) {
      isOpen = true;
      waiting.forEach((each) => {
        clearTimeout(each.clock);
        each.clock = setTimeout(late, LONGEST);
      });
    }
    return;
  }
  const each = waiting.get(data.id);
  if (each) {
    waiting.delete(data.id);
    clearTimeout(each.clock);
    "problem" in data ? each.reject(new Error(data.problem)) : each.resolve(data.answer);
  }
}

function begin() {
  worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
  worker.addEventListener("message", heard);
  worker.addEventListener("error", () =>
    end("The engine does not start. Queries need pages that are served by HTTP, and a browser with WebAssembly."),
  );
}

// What is no IRI, string or comment of a query: where its keywords are looked for.
const bare = (query) =>
  query.replace(/<[^<>"{}|^`\\\s]*>|("""|''')[^]*?\1|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*/g, " ");

export const form = (query) => bare(query).match(/(?<![?$:\w-])(SELECT|ASK|CONSTRUCT|DESCRIBE)\b/i)?.[1].toUpperCase() ?? "";

export function declared(query, prefixes) {
  const text = bare(query);
  const known = new Set([...text.matchAll(/\bPREFIX\s+([\w-]*):/gi)].map((found) => found[1]));
  const used = new Set([...text.matchAll(/(?<![\w-])([\w-]+):/g)].map((found) => found[1]));
  return [...used]
    .filter((prefix) => prefix in prefixes && !known.has(prefix))
    .map((prefix) => `PREFIX ${prefix}: <${prefixes[prefix]}> `)
    .concat("\t", query)
    .join("");
}

export function ask(query, format, tell = () => {}) {
  if (!worker) {
    begin();
  }
  const id = ++number;
  const union = !/(?<![?$:\w-])FROM\b/i.test(bare(query));
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject, tell, clock: setTimeout(late, isOpen ? LONGEST : OPENING) });
    worker.postMessage({ id, query, format, union });
  });
}

export const stop = () => end("Stopped.");
