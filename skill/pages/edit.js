// Editing on the review page: fills `.edit-tools` of the item that is shown.
//
// The page says which (`item-shown`, with the item and its element) and is told what changed
// (`item-changed`, with an id). What somebody typed stays in its field, also while another item is
// looked at, and is stored nowhere: who leaves the page with something unsaved is warned.

import { alarmButton, alarmIsBegun } from "./edit-alarm.js";
import { Refused, ask } from "./edit-ask.js";
import { bar, refresh, whenBuilt } from "./edit-build.js";
import { Field, problem } from "./edit-field.js";
import { heard } from "./edit-heard.js";
import { make } from "./review-dom.js";

const NOT_EDITED = /^(menu_|keys_|question|voice$|digits$)/; // made of other texts, or no text that sounds

const desks = new Map(); // item -> its form
let shown = null; // the form on the screen
let focus = null; // the control that had the focus before the page showed its item anew

const changed = (id) => {
  document.dispatchEvent(new CustomEvent("item-changed", { detail: { id } }));
  refresh(true);
};

const told = (error) => {
  if (!(error instanceof Refused)) return error.message;
  const findings = (error.body.findings ?? []).map((one) => one.text);
  return findings.length ? `Dit bestand is stuk. ${findings.join(" ")}` : error.message;
};

class Desk {
  constructor(id) {
    this.id = id;
    this.fields = [];
    this.form = make("div", { class: "edit-form" });
    this.trouble = make("div", { role: "alert" });
    this.sounds = make("div");
    this.listen = make("button", { type: "button", onclick: () => this.hear() }, "Hoe klinkt het nu?");
    this.body = make("div", { class: "edit-body", hidden: true }, this.trouble, this.form);
    this.toggle = make("button", { type: "button", "aria-expanded": "false", onclick: () => this.flip() }, "Bewerken");
    this.unsaved = make("strong", { class: "edit-unsaved", hidden: true }, "Niet bewaard");
    const top = make("div", { class: "edit-actions" }, this.toggle, this.listen, this.unsaved);
    this.element = make("div", {}, top, this.sounds, this.body);
    this.element.addEventListener("focusin", (event) => {
      focus = event.target;
    });
    this.element.addEventListener("input", () => this.count());
    this.element.addEventListener("click", () => this.count());
  }

  get dirty() {
    return this.fields.some((field) => field.dirty);
  }

  count() {
    this.unsaved.hidden = !this.dirty;
  }

  flip() {
    this.body.hidden = !this.body.hidden;
    this.toggle.setAttribute("aria-expanded", String(!this.body.hidden));
    this.read();
  }

  // The fields as the file has them; what somebody typed stays.
  async read() {
    if (this.body.hidden) return;
    try {
      const answer = await ask(`item/${this.id}`);
      this.trouble.replaceChildren();
      if (this.fields.length) {
        this.fields.forEach((field, index) => field.read(answer.fields[index].text));
        return;
      }
      this.fields = answer.fields.map((field) => new Field(answer.item, field, () => this.saved()));
      const file = make("p", { class: "small" }, `Bestand: ${answer.file}`);
      this.form.replaceChildren(...this.fields.map((field) => field.element), file);
    } catch (error) {
      this.trouble.replaceChildren(problem(told(error)));
    }
  }

  saved() {
    this.count();
    changed(this.id);
  }

  async hear() {
    this.sounds.replaceChildren(await heard(this.id));
    this.sounds.scrollIntoView({ block: "nearest" });
  }

  // Into the place that the page has for it; a page that shows the same item anew loses no focus.
  show(tools) {
    tools.replaceChildren(this.element);
    shown = this;
    const nowhere = [document.body, document.getElementById("item-title")].includes(document.activeElement);
    if (nowhere && this.element.contains(focus)) {
      focus.focus({ preventScroll: true });
    }
    this.read();
  }
}

document.addEventListener("item-shown", ({ detail }) => {
  const { id } = detail.item;
  const tools = detail.element.querySelector(".edit-tools");
  if (shown?.id !== id) focus = null;
  shown = null;
  if (!tools || NOT_EDITED.test(id)) return;
  if (!desks.has(id)) desks.set(id, new Desk(id));
  desks.get(id).show(tools);
  refresh(); // a recording that became a clip waits to be heard too
});

document.addEventListener("focusin", (event) => {
  // The page itself goes to the title when it shows an item anew.
  if (!event.target.closest(".edit-tools, #item-title")) focus = null;
});

window.addEventListener("beforeunload", (event) => {
  if ([...desks.values()].some((desk) => desk.dirty) || alarmIsBegun()) event.preventDefault();
});

whenBuilt(() => {
  document.dispatchEvent(new CustomEvent("item-changed", { detail: { id: shown?.id ?? "" } }));
  shown?.hear();
});

const made = (id) => {
  changed(id);
  location.hash = id;
};

document.head.append(make("link", { rel: "stylesheet", href: "/pages/edit.css" }));
bar.append(alarmButton(made));
document.body.append(bar);
refresh();
