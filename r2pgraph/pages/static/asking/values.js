// Turns the value of a field into one SPARQL term, so that no value can be anything else.
import { ask } from "./engine.js";
import { names, plain } from "./names.js";

const ESCAPES = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };

const fits = (pattern, value) => new RegExp(`^(?:${pattern})$`).test(value);

function literal(type, value, known) {
  const [pattern, word, example] = known.written[type];
  if (!fits(pattern, value)) {
    throw new Error(`'${value}' is no ${word}; write it as ${example}.`);
  }
  if (type === "xsd:date") {
    refuseNoDay(value);
  }
  return `"${value.replace(/[\\"\n\r\t]/g, (found) => ESCAPES[found])}"^^<${known.prefixes.xsd}${type.slice(4)}>`;
}

function refuseNoDay(date) {
  const [day, month, year] = date.split("-").reverse().map(Number);
  const last = new Date(0);
  last.setUTCFullYear(year, month, 0);
  if (day > last.getUTCDate()) {
    throw new Error(`'${date}' is no date. That month has ${last.getUTCDate()} days.`);
  }
}

function written(type, value, known) {
  if (fits(known.written.key, value) && type !== "rdfs:Resource") {
    return `${known.base}${type}/${value}`;
  }
  const [prefix, ...rest] = value.split(":");
  const iri = rest.length && prefix in known.prefixes ? known.prefixes[prefix] + rest.join(":") : value.replace(/^<|>$/g, "");
  return fits(known.written.iri, iri) ? iri : "";
}

const isKnown = async (iri) => JSON.parse(await ask(`ASK { <${iri}> ?relation ?value }`, "json")).boolean;

export async function term(type, value) {
  const known = await names();
  if (type.startsWith("xsd:")) {
    return literal(type, value, known);
  }
  const iri = written(type, value, known);
  if (type === "rdfs:Resource") {
    if (!iri) {
      throw new Error(`'${value}' is no IRI; give one, or a prefixed name such as state:TLS.`);
    }
    return `<${iri}>`;
  }
  if (iri && (await isKnown(iri))) {
    return `<${iri}>`;
  }
  const space = `${known.base}${type}/`;
  const things = known.things.filter((thing) => `${known.base}${thing.path}`.startsWith(space));
  const meant = things.filter((thing) => thing.names.some((name) => plain(name) === plain(value)));
  if (meant.length === 1) {
    return `<${known.base}${meant[0].path}>`;
  }
  const near = (meant.length ? meant : things.filter((thing) => thing.names.some((name) => plain(name).startsWith(plain(value)))))
    .slice(0, 5)
    .map((thing) => thing.names[0]);
  throw new Error(`There is no ${type} '${value}'.${near.length ? ` Perhaps: ${near.join(", ")}.` : ""}`);
}
