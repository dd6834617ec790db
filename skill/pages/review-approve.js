// Approving what is on the screen: ticks, the name of a role, and what came of it.

import { post } from "./review-api.js";
import { count } from "./review-dom.js";

const form = document.getElementById("approve");
const ticked = document.getElementById("ticked");
const role = document.getElementById("role");
const all = document.getElementById("tick-all");
const told = document.getElementById("told");
const item = document.getElementById("item");

export const boxes = () => [...item.querySelectorAll('input[name="line"]')];

export const tell = (words, problem = false) => {
  told.textContent = words;
  told.classList.toggle("problem", problem);
};

const may = (box) => !role.value || box.dataset.roles.split("|").includes(role.value);

const show = () => {
  const found = boxes();
  form.hidden = found.length === 0 && !told.textContent;
  const on = found.filter((box) => box.checked).length;
  ticked.textContent = found.length ? `${on} van ${count(found.length, "open tekst", "open teksten")} aangevinkt` : "Hier staat niets open";
  all.hidden = found.length === 0;
  const chosen = found.filter(may);
  all.textContent = chosen.length > 0 && chosen.every((box) => box.checked) ? "Haal de vinkjes weg" : "Vink alles op dit scherm aan";
};

// What the ticks were, by line id: the hash and the words that were read.
export const remember = () => new Map(boxes().filter((box) => box.checked).map((box) =>
  [box.value, { hash: box.dataset.hash, text: box.closest(".line").querySelector(".text").textContent }]));

// Sets the ticks again on lines that still say what was read; gives the others.
export const restore = (before) => {
  const lost = [];
  for (const box of boxes()) {
    const known = before.get(box.value);
    if (known?.hash === box.dataset.hash) box.checked = true;
    else if (known) lost.push({ box, text: known.text });
  }
  show();
  return lost;
};

export const tickAll = () => {
  const found = boxes().filter(may);
  const on = !found.every((box) => box.checked);
  for (const box of found) box.checked = on;
  show();
};

// `done(result)` after it was written; `stale()` when a text is no longer what was read.
export const setUp = ({ done, stale }) => {
  let busy = false;
  item.addEventListener("change", (event) => {
    if (event.target.name === "line") {
      tell("");
      show();
    }
  });
  role.addEventListener("change", () => {
    tell("");
    show();
  });
  all.addEventListener("click", tickAll);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    const chosen = boxes().filter((box) => box.checked);
    if (!chosen.length) return tell("Vink eerst aan wat goed is.", true);
    if (!role.value) {
      tell("Kies eerst uw functie. Uw vinkjes staan er nog.", true);
      return role.focus();
    }
    const barred = chosen.filter((box) => !may(box));
    if (barred.length) {
      const names = barred.map((box) => box.closest(".line").querySelector("h4").firstChild.textContent.trim());
      return tell(`De ${role.value} mag dit niet goedkeuren: ${names.join(", ")}. Haal dat vinkje weg, of kies een andere functie.`, true);
    }
    busy = true;
    try {
      const lines = Object.fromEntries(chosen.map((box) => [box.value, box.dataset.hash]));
      done(await post("/review/approve", { role: role.value, lines }));
    } catch (error) {
      if (error.code === "stale_text") stale();
      else tell(error.message, true);
    } finally {
      busy = false;
    }
    return null;
  });
};

export const shown = show;
