// Editing on the review page: fills `.edit-tools` of the item that is shown.
//
// The page says which (`item-shown`, with the item and its element) and is told what changed
// (`item-changed`, with an id). What was typed is kept here while another item is looked at, and
// nowhere else: who leaves the page with something unsaved is warned.

import { alarmButton, alarmIsBegun } from "./edit-alarm.js";
import { Refused, ask, make } from "./edit-ask.js";
import { bar, refresh, whenBuilt } from "./edit-build.js";
import { Field, problem } from "./edit-field.js";
import { heard } from "./edit-heard.js";

const typed = new Map(); // item -> field -> { text, was }
const open = new Set(); // items whose form is open
let shown = null; // { id, tools }
let focus = null; // the field to go back to when the page shows its item anew

const draftsOf = (id) => {
  if (!typed.has(id)) typed.set(id, new Map());
  return typed.get(id);
};

const unsaved = () => [...typed.values()].some((drafts) => drafts.size) || alarmIsBegun();

const changed = (id) =>
  document.dispatchEvent(new CustomEvent("item-changed", { detail: { id } }));

const form = async (id, tools) => {
  const answer = await ask(`item/${id}`);
  const drafts = draftsOf(id);
  const fields = answer.fields.map(
    (field) =>
      new Field(answer.item, field, drafts, () => {
        focus = field.name;
        changed(id);
        refresh();
      }),
  );
  const place = make("p", { className: "small", textContent: `Bestand: ${answer.file}` });
  const sounds = make("div");
  const listen = make("button", { type: "button", textContent: "Hoe klinkt het nu?" });
  listen.addEventListener("click", async () => sounds.replaceChildren(await heard(id)));
  tools.replaceChildren(
    make("div", { className: "edit-form" }, ...fields.map((field) => field.element), place),
    make("div", { className: "edit-actions" }, listen),
    sounds,
  );
  const back = fields.find((field) => field.field.name === focus);
  focus = null;
  back?.input.focus({ preventScroll: true });
  shown = { id, sounds };
};

const fill = async (id, tools) => {
  const body = make("div", { hidden: !open.has(id) });
  const toggle = make("button", { type: "button", textContent: "Bewerken" });
  const show = async () => {
    body.hidden = !open.has(id);
    toggle.setAttribute("aria-expanded", String(open.has(id)));
    if (body.hidden || body.childElementCount) return;
    try {
      await form(id, body);
    } catch (error) {
      body.replaceChildren(problem(told(error)));
    }
  };
  toggle.addEventListener("click", () => {
    if (!open.delete(id)) open.add(id);
    show();
  });
  if (draftsOf(id).size) open.add(id);
  tools.replaceChildren(toggle, body);
  await show();
};

const told = (error) => {
  if (!(error instanceof Refused)) return error.message;
  const findings = (error.body.findings ?? []).map((one) => one.text);
  return findings.length ? `Dit bestand is stuk: ${findings.join(" ")}` : error.message;
};

const NOT_EDITED = /^(menu_|keys_|question_|voice$|digits$)/; // made of other texts, or not content

document.addEventListener("item-shown", ({ detail }) => {
  const id = detail.item?.id ?? detail.item;
  const tools = detail.element.querySelector(".edit-tools");
  shown = null;
  if (tools && typeof id === "string" && !NOT_EDITED.test(id)) fill(id, tools);
});

window.addEventListener("beforeunload", (event) => {
  if (unsaved()) event.preventDefault();
});

whenBuilt(async () => {
  const now = shown;
  if (now) {
    changed(now.id);
    const answer = await heard(now.id);
    (shown ?? now).sounds.replaceChildren(answer);
  }
});

bar.append(
  alarmButton((id) => {
    changed(id);
    refresh();
  }),
);
document.body.append(bar);
refresh();
