// Holds the statements of the edition in the engine, away from the page, and answers one query after another.
import start, { Store } from "../vendor/oxigraph/web.js";

const STATEMENTS = new URL("../../data/r2pgraph.nq.gz", import.meta.url);

const told = (step) => postMessage({ step });

async function statements() {
  const answer = await fetch(STATEMENTS);
  if (!answer.ok) {
    throw new Error(`The statements cannot be fetched: status ${answer.status}.`);
  }
  const packed = new Uint8Array(await answer.arrayBuffer());
  // A host may unpack a file by itself: two bytes tell whether it did.
  if (packed[0] !== 0x1f || packed[1] !== 0x8b) {
    return packed;
  }
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function opened() {
  told("Fetching the engine and the statements");
  const [, lines] = await Promise.all([start(), statements()]);
  told("Reading the statements");
  const store = new Store();
  store.load(lines, { format: "application/n-quads", unchecked: true, no_transaction: true });
  told("");
  return store;
}

const store = opened();
store.catch(() => {}); // whoever asks is told

addEventListener("message", async ({ data }) => {
  const { id, query, format, union } = data;
  try {
    const options = { results_format: format, use_default_graph_as_union: union };
    postMessage({ id, answer: (await store).query(query, options) });
  } catch (error) {
    postMessage({ id, problem: error.message || String(error) });
  }
});
