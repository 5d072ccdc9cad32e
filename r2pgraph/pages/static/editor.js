"use strict";

// Puts the editor that `make assets` fetched in the place of the plain form, with our endpoint, prefixes and terms.
(() => {
  const place = document.getElementById("yasgui");
  const form = document.getElementById("plain");
  if (!place || !form || typeof Yasgui === "undefined") {
    return;
  }
  const words = place.dataset.words.split(" ");
  const prefixes = JSON.parse(place.dataset.prefixes);
  const written = form.elements.query.value;
  const declared = Object.keys(prefixes)
    .filter((prefix) => new RegExp(`(^|[^\\w-])${prefix}:[^/]`).test(written))
    .filter((prefix) => !new RegExp(`prefix\\s+${prefix}:`, "i").test(written))
    .map((prefix) => `PREFIX ${prefix}: <${prefixes[prefix]}>\n`);
  Yasgui.Yasqe.registerAutocompleter({
    name: "r2pgraph",
    bulk: true,
    persistenceId: null,
    isValidCompletionPosition: (yasqe) => /^[a-z][\w-]*:?[\w-]*$/i.test(yasqe.getCompleteToken().string),
    get: () => words,
  });
  // Tab goes on to the next thing on the page, as everywhere: whoever has no mouse must get out of the editor again.
  place.addEventListener("keydown", (event) => event.key === "Tab" && event.stopPropagation(), true);
  const label = (field) => field.hasAttribute("aria-label") || field.setAttribute("aria-label", "SPARQL query");
  place.addEventListener("focusin", (event) => event.target.tagName === "TEXTAREA" && label(event.target));
  const editor = new Yasgui(place, {
    copyEndpointOnNewTab: true,
    endpointCatalogueOptions: { getData: () => [] },
    persistenceId: null,
    populateFromUrl: false,
    requestConfig: { endpoint: new URL(place.dataset.endpoint, location.href).href, method: "GET" },
    yasqe: {
      autocompleters: ["variables", "r2pgraph"],
      autofocus: false,
      persistenceId: null,
      prefixCcApi: "",
      value: declared.join("") + written,
    },
    yasr: { persistenceId: null, prefixes },
  });
  place.hidden = false; // only now: what is hidden cannot take the focus away from the top of the page
  editor.getTab().getYasqe().refresh();
  place.querySelectorAll("textarea").forEach(label);
  form.hidden = true;
})();
