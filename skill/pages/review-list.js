// The list: every item in one row, found by words and filters. Rows are made once and then hidden.

import { count, make, tag } from "./review-dom.js";

const rows = document.getElementById("rows");
const told = document.getElementById("count");
const search = document.getElementById("search");
const kind = document.getElementById("kind");
const filters = [...document.querySelectorAll("[data-filter]")];

let entries = []; // {item, words, row}
let groups = []; // {section, entries}
let current = "";

const plain = (text) => text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase();

const HOLDS = {
  open: (item) => item.open > 0,
  changed: (item) => item.changed > 0,
  without_source: (item) => item.without_source,
  risk: (item) => item.risk !== "",
  misheard: (item) => item.misheard,
  questions: (item) => item.questions.length > 0,
  recorded: (item) => item.recorded,
};

const rowOf = (item) => {
  const state = item.changed ? tag("gewijzigd", "changed")
    : item.open ? tag(`${item.open} open`, "waits")
    : item.approved ? tag("goedgekeurd", "fine") : null;
  return make("li", { "data-row": item.id },
    make("a", { href: `#${item.id}` },
      make("span", { class: "name" }, item.title),
      make("span", { class: "tags" },
        item.withdrawn && tag("ingetrokken", "missing"), item.level && tag(item.level, "alarm"), item.risk && tag(item.risk, "alarm"),
        item.without_source && tag(item.kind === "passage" ? "eigen zin" : "geen bron", "missing"), item.misheard && tag("anders verstaan", "waits"), state)));
};

export const fill = (index) => {
  const chosen = kind.value;
  kind.replaceChildren(make("option", { value: "" }, "Alles"),
    ...Object.entries(index.kinds).map(([value, words]) => make("option", { value }, words)));
  kind.value = chosen;
  entries = index.items.map((item) => ({ item, words: plain(item.words), row: rowOf(item) }));
  const byPart = new Map();
  for (const entry of entries) {
    const key = `${entry.item.kind} ${entry.item.part}`;
    if (!byPart.has(key)) byPart.set(key, []);
    byPart.get(key).push(entry);
  }
  groups = [...byPart.values()].map((inside) => {
    const { part, kind: group } = inside[0].item;
    const heading = group === "passage" ? index.parts[part] : index.kinds[group];
    const section = make("section", {}, make("h2", {}, heading), make("ul", {}, inside.map((one) => one.row)));
    return { section, entries: inside };
  });
  rows.replaceChildren(...groups.map((group) => group.section));
  mark(current);
  narrow();
};

const narrow = () => {
  const words = plain(search.value).split(/\s+/).filter(Boolean);
  const wanted = filters.filter((one) => one.getAttribute("aria-pressed") === "true").map((one) => HOLDS[one.dataset.filter]);
  let shown = 0, lines = 0, open = 0;
  for (const group of groups) {
    let any = false;
    for (const { item, words: own, row } of group.entries) {
      const fits = (!kind.value || item.kind === kind.value)
        && words.every((word) => own.includes(word)) && wanted.every((holds) => holds(item));
      row.hidden = !fits;
      if (!fits) continue;
      any = true;
      shown += 1;
      lines += item.lines.length;
      open += item.open;
    }
    group.section.hidden = !any;
  }
  told.textContent = shown
    ? `${count(shown, "onderdeel", "onderdelen")}, ${count(lines, "tekst", "teksten")}, ${open} open`
    : "Niets gevonden. Gebruik minder woorden of zet een filter uit.";
};

export const mark = (id) => {
  current = id;
  for (const { item, row } of entries) {
    const link = row.firstChild;
    if (item.id === id) {
      link.setAttribute("aria-current", "true");
      // Only the list itself moves: on a narrow screen it is not there.
      if (row.offsetParent) rows.scrollTop += row.getBoundingClientRect().top - rows.getBoundingClientRect().top - 80;
    } else link.removeAttribute("aria-current");
  }
};

// The item of a line or item id; an id of a line leads to where it stands.
export const itemOf = (id) =>
  entries.find(({ item }) => item.id === id)?.item ?? entries.find(({ item }) => item.lines.includes(id))?.item;

// The next item that is shown (or the one before, with -1); the first when none is chosen.
export const beside = (step) => {
  const shown = entries.filter(({ row }) => !row.hidden).map(({ item }) => item.id);
  const place = shown.indexOf(current);
  if (place < 0) return shown[step > 0 ? 0 : shown.length - 1] ?? "";
  return shown[place + step] ?? current;
};

export const place = () => {
  const shown = entries.filter(({ row }) => !row.hidden).map(({ item }) => item.id);
  return { at: shown.indexOf(current) + 1, of: shown.length };
};

search.addEventListener("input", narrow);
kind.addEventListener("change", narrow);
for (const filter of filters) {
  filter.addEventListener("click", () => {
    filter.setAttribute("aria-pressed", String(filter.getAttribute("aria-pressed") !== "true"));
    narrow();
  });
}
document.getElementById("find").addEventListener("submit", (event) => {
  event.preventDefault();
  const first = beside(1);
  if (first) location.hash = first;
});
