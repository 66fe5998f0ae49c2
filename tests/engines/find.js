// Finds what a person would point at by its name, also inside open shadow roots; `arguments` are kind and name.
const KINDS = {
  button: "button, summary, a[href], label, [role=button]",
  field: "input, textarea, select",
  heading: "h1, h2, h3",
  link: "a[href]",
};
const [kind, name] = arguments;
const plain = (text) => text.replace(/\s+/g, " ").trim();

function nameOf(element) {
  const label = element.getAttribute("aria-label");
  if (label !== null) return plain(label);
  const by = element.getAttribute("aria-labelledby");
  if (by) return plain(by.split(" ").map((id) => element.getRootNode().getElementById(id)?.textContent ?? "").join(" "));
  const labels = [...(element.labels ?? [])];
  return plain(labels.length ? labels.map((one) => one.textContent).join(" ") : element.textContent);
}

function* within(root) {
  for (const element of root.querySelectorAll("*")) {
    if (element.matches(KINDS[kind])) yield element;
    if (element.shadowRoot) yield* within(element.shadowRoot);
  }
}

const shown = [...within(document)].filter((one) => one.checkVisibility({ visibilityProperty: true }));
// A row to tap says in a second line what it does: its first line is name enough.
const hasLine = (element) => [...element.querySelectorAll("span")].some((line) => plain(line.textContent) === name);
const found = shown.find((one) => nameOf(one) === name) ?? shown.find(hasLine) ?? null;
found?.scrollIntoView({ block: "center" });
return found;
