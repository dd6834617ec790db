// The review page: a list and one item, which the address names (`/review#goed-tillen`).

import { get } from "./review-api.js";
import { remember, restore, setUp, shown, tell, tickAll } from "./review-approve.js";
import { count, make } from "./review-dom.js";
import { itemOf } from "./review-item.js";
import { beside, fill, itemOf as find, mark, place } from "./review-list.js";
import { stop } from "./review-sound.js";

const element = document.getElementById("item");
const findings = document.getElementById("findings");
const polite = document.getElementById("polite");
const search = document.getElementById("search");

let index = null;
let current = ""; // the id of the item on the screen
let listed = ""; // the list and the item as they were given
let given = "";
let asked = 0; // counts up, so that an answer that comes late is known

const problem = (error) => tell(error.message, true);

const overview = () => {
  const rows = Object.entries(index.kinds).map(([kind, title]) => {
    const inside = index.items.filter((item) => item.kind === kind);
    const open = inside.reduce((sum, item) => sum + item.open, 0);
    return make("li", {}, `${title}: ${count(inside.length, "onderdeel", "onderdelen")}, ${open} open`);
  });
  const { leaflet } = index;
  return [
    make("h2", { tabindex: "-1", id: "item-title" }, "Overzicht"),
    make("p", {}, make("strong", {}, `${index.open} van ${index.total} teksten staan open. `),
      leaflet?.trial ? "Zolang dat zo is, is alles een proef en hoort de luisteraar dat." : ""),
    make("ul", {}, rows),
    leaflet && make("dl", { class: "facts" },
      ...[["Herkomst", leaflet.source], ["Editie", leaflet.edition], ["Opnieuw nakijken vóór", leaflet.review_by],
        ["Versie van de inhoud", leaflet.fingerprint]].flatMap(([name, words]) => [make("dt", {}, name), make("dd", {}, words)])),
    make("h3", {}, "Zo werkt het"),
    make("p", {}, "Kies links een tekst. Lees hem, luister ernaar in beide tempo’s, vink aan wat goed is, kies uw functie en druk op ‘Keur goed’. ",
      "Uw naam wordt niet bewaard, wel uw functie en de datum."),
    make("label", {}, make("input", { type: "checkbox", id: "keys", checked: keysOn, onchange: (event) => { keysOn = event.target.checked; } }),
      " Sneltoetsen: ", make("kbd", {}, "j"), " volgende, ", make("kbd", {}, "k"), " vorige, ", make("kbd", {}, "p"), " luister, ",
      make("kbd", {}, "l"), " langzaam, ", make("kbd", {}, "v"), " vink alles aan, ", make("kbd", {}, "g"), " keur goed, ",
      make("kbd", {}, "/"), " zoek"),
  ].filter(Boolean);
};

const loadList = async () => {
  const found = await get("/review/items");
  if (listed === JSON.stringify(found)) return;
  index = found;
  listed = JSON.stringify(found);
  findings.hidden = index.findings.length === 0;
  findings.replaceChildren(make("p", {}, make("strong", {}, "Een bestand van de redactie klopt niet. Tot dat is hersteld kan hier niets worden goedgekeurd.")),
    make("ul", {}, index.findings.map((one) => make("li", {}, one))));
  fill(index);
};

const show = async (id, { focus = true, words = "", keep = new Map(), open = "" } = {}) => {
  const mine = ++asked;
  if (id !== current) {
    tell("");
    stop();
  }
  document.body.classList.toggle("chosen", id !== "");
  const chosen = id ? find(id) : null;
  current = chosen?.id ?? id;
  mark(current);
  if (!id) {
    element.replaceChildren(...overview());
    shown();
    document.title = document.title.replace(/^.*?– /, "Nakijken – ");
    return;
  }
  element.setAttribute("aria-busy", "true");
  try {
    const found = await get(`/review/items/${encodeURIComponent(current)}`);
    if (mine !== asked) return;
    given = JSON.stringify(found);
    const inside = element.contains(document.activeElement);
    element.replaceChildren(...itemOf(found, { changed, problem }));
    const lost = restore(keep);
    for (const { box, text } of lost) {
      box.closest(".line").querySelector(".text").after(make("p", { class: "was" }, "U las: ", make("del", {}, text)));
    }
    if (open) element.querySelector(`[data-studio="${CSS.escape(open)}"]`)?.setAttribute("open", "");
    const { at, of } = place();
    if (!words && focus) polite.textContent = `${found.title}, ${at} van ${of}`;
    if (words) tell(words, lost.length > 0);
    shown();
    if (inside && !focus) document.getElementById("item-title").focus({ preventScroll: true });
    if (focus) {
      document.getElementById("item-title").focus();
      element.closest(".desk").scrollTop = 0;
    }
    document.dispatchEvent(new CustomEvent("item-shown", { detail: { item: found, element } }));
  } catch (error) {
    if (mine !== asked) return;
    if (element.dataset.id !== current) element.replaceChildren(make("p", { class: "notice problem", role: "alert" }, error.message));
    tell(error.message, true);
    shown();
  } finally {
    if (mine === asked) {
      element.dataset.id = current;
      element.removeAttribute("aria-busy");
    }
  }
};

// After something was written: list and item anew, the ticks that still hold stay.
const changed = async (words = "", open = "") => {
  const keep = remember();
  try {
    await loadList();
    if (current) await show(current, { focus: false, words, keep, open });
  } catch (error) {
    problem(error);
  }
};

setUp({
  done: ({ approved, open, trial }) => changed(`${count(approved.length, "tekst", "teksten")} goedgekeurd. Nog ${open} open.`
    + (trial ? "" : " Alles is goedgekeurd: draai nu python -m skill compile.")),
  stale: () => changed("Intussen is een tekst op dit scherm gewijzigd. Er is niets goedgekeurd. Lees de nieuwe tekst; uw andere vinkjes staan er nog."),
});

document.addEventListener("item-changed", () => changed());
addEventListener("hashchange", () => show(decodeURIComponent(location.hash.slice(1))));

// Who comes back from another window sees what changed meanwhile; else nothing on the screen moves.
document.addEventListener("visibilitychange", async () => {
  if (document.hidden || !index) return;
  try {
    await loadList();
    if (!find(current)) return;
    const found = await get(`/review/items/${encodeURIComponent(current)}`);
    if (found.id === current && JSON.stringify(found) !== given) await changed();
  } catch (error) {
    problem(error);
  }
});
document.getElementById("back").addEventListener("click", (event) => {
  event.preventDefault();
  history.pushState(null, "", location.pathname);
  show("", { focus: false });
  document.querySelector(".rows a[aria-current]")?.focus();
});
document.getElementById("skip").addEventListener("click", (event) => {
  event.preventDefault();
  document.getElementById("item-title")?.focus();
});

let keysOn = true;
const KEYS = {
  j: () => { location.hash = beside(1); },
  k: () => { location.hash = beside(-1); },
  p: () => element.querySelector("[data-play]")?.click(),
  l: () => element.querySelector(".sounds [data-play]:nth-of-type(2)")?.click(),
  v: () => tickAll(),
  g: () => document.getElementById("approve-now").click(),
  "/": () => search.focus(),
};
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target === search) element.querySelector("h2")?.focus();
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  if (!keysOn || typing || event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
  event.preventDefault();
  KEYS[event.key]();
});

try {
  await loadList();
  await show(decodeURIComponent(location.hash.slice(1)), { focus: location.hash !== "" });
} catch (error) {
  document.getElementById("count").textContent = error.message;
}
