// Turns the value of a field into one SPARQL term, so that no value can be anything else.
import { ask } from "./engine.js";
import { names, plain } from "./names.js";

const XSD = "http://www.w3.org/2001/XMLSchema#";
const WRITTEN = {
  string: [/^[^\0]*$/, "text", "recommendations"],
  integer: [/^[+-]?[0-9]+$/, "whole number", "11"],
  decimal: [/^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)$/, "number", "63.19"],
  boolean: [/^(?:true|false|0|1)$/, "truth value", "true"],
  gYear: [/^-?[0-9]{4,9}$/, "year", "2023"],
  date: [/^-?[0-9]{4,9}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$/, "date", "2023-12-31"],
};
const KEY = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;
const IRI = /^[A-Za-z][A-Za-z0-9+.-]*:[^\0-\x20<>"{}|^`\\\x7f]+$/;
const ESCAPES = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function literal(type, value) {
  const [pattern, word, example] = WRITTEN[type] ?? WRITTEN.string;
  if (!pattern.test(value)) {
    throw new Error(`'${value}' is no ${word}; write it as ${example}.`);
  }
  return `"${value.replace(/[\\"\n\r\t]/g, (found) => ESCAPES[found])}"^^<${XSD}${type}>`;
}

function written(type, value, known) {
  if (KEY.test(value) && type !== "rdfs:Resource") {
    return `${known.base}${type}/${value}`;
  }
  const [prefix, ...rest] = value.split(":");
  const iri = rest.length && prefix in known.prefixes ? known.prefixes[prefix] + rest.join(":") : value.replace(/^<|>$/g, "");
  return IRI.test(iri) ? iri : "";
}

const isKnown = async (iri) => JSON.parse(await ask(`ASK { <${iri}> ?relation ?value }`, "json")).boolean;

export async function term(type, value) {
  if (type.startsWith("xsd:")) {
    return literal(type.slice(4), value);
  }
  const known = await names();
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
