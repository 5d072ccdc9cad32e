// What things are called, and which file stands for an IRI: fetched once, when somebody asks.
const TOP = new URL("../../", import.meta.url);

let fetched = null;

export function names() {
  fetched ??= fetch(new URL("data/names.json", TOP)).then((answer) => {
    if (!answer.ok) {
      throw new Error(`The names cannot be fetched: status ${answer.status}.`);
    }
    return answer.json().then((known) => ({
      ...known,
      named: new Map(known.things.map((thing) => [known.base + thing.path, thing.names[0]])),
    }));
  });
  return fetched;
}

export const plain = (text) =>
  text
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

export function compact(iri, prefixes) {
  const fits = Object.keys(prefixes).filter((prefix) => iri.startsWith(prefixes[prefix]));
  const longest = fits.sort((one, other) => prefixes[other].length - prefixes[one].length)[0];
  return longest === undefined ? iri : `${longest}:${iri.slice(prefixes[longest].length)}`;
}

export function place(iri, known) {
  if (!iri.startsWith(known.base)) {
    return /^https?:/.test(iri) ? iri : "";
  }
  const [path, fragment] = iri.slice(known.base.length).split("#");
  const [segment, ...key] = path.split("/");
  const voted = segment === "vote" ? path.match(/^vote\/(.+)-[A-Z]{3}$/) : null;
  if (voted) {
    return new URL(`resolution/${voted[1]}.html`, TOP).href;
  }
  if (!known.segments.includes(segment)) {
    return iri;
  }
  return new URL(`${[segment, ...key].join("/")}.html${fragment ? `#${fragment}` : ""}`, TOP).href;
}
