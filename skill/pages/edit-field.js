// One field of a text: typing, what the checks say meanwhile, saving, and what came between.

import { Refused, ask } from "./edit-ask.js";
import { make, number } from "./review-dom.js";

const PAUSE = 400; // milliseconds without a key before the checks look

let count = 0;

const control = (field, id) => {
  if (!field.choices.length) {
    const rows = field.several ? Math.max(4, field.text.split("\n").length + 1) : Math.ceil((field.text.length + 1) / 60);
    return make("textarea", { id, rows, spellcheck: "true", lang: "nl" });
  }
  const options = field.choices.map((text) => make("option", { value: text }, text));
  if (!field.choices.includes(field.text)) {
    options.unshift(make("option", { value: field.text }, field.text || "Kies …"));
  }
  return make("select", { id }, options);
};

// What a finding is about: a row of this text, or another file.
export const sentence = ({ text, where, line, row }) => {
  if (where) return `${text} (${where}${line ? `, regel ${line}` : ""})`;
  return row ? `Regel ${row}: ${text}` : text;
};

const measured = ({ words, seconds, spoken }) => {
  const parts = [`${words} ${words === 1 ? "woord" : "woorden"}`];
  if (seconds) parts.push(`ongeveer ${number(seconds)} seconden`);
  return `${parts.join(", ")}.${spoken ? ` Wordt gezegd als: ${spoken}` : ""}`;
};

// A label with a control, its hint and a place for what is told, which screen readers read out.
export const labelled = (field) => {
  count += 1;
  const id = `edit-${field.name}-${count}`;
  const input = control(field, id);
  const told = make("div", { class: "edit-told", id: `${id}-told`, role: "status" });
  input.value = field.text;
  input.setAttribute("aria-describedby", `${id}-hint ${told.id}`);
  const label = make("label", { for: id }, field.label);
  const hint = make("p", { class: "small", id: `${id}-hint` }, field.hint);
  return { input, told, element: make("div", { class: "edit-field" }, label, hint, input, told) };
};

export const list = (kind, title, sentences) =>
  sentences.length > 0 &&
  make("div", { class: kind }, make("p", {}, title), make("ul", {}, [...new Set(sentences)].map((text) => make("li", {}, text))));

export const problem = (text) => make("p", { class: "edit-wrong" }, text);

const findings = (told, title) => [
  list("edit-wrong", title, told.findings.map(sentence)),
  list("edit-note", "Mag, maar let op:", told.warnings),
  list("edit-note", "Dit stond al niet goed:", told.stood.map(sentence)),
];

// `saved` is called once the file has been written.
export class Field {
  constructor(item, field, saved) {
    Object.assign(this, { item, field, saved, asked: 0, timer: 0 }, labelled(field));
    this.was = field.text; // what the file said when it was read
    this.save = make("button", { type: "button", class: "main", onclick: () => this.keep() }, "Bewaren");
    this.undo = make("button", { type: "button", onclick: () => this.forget() }, "Terug naar wat er stond");
    this.actions = make("div", { class: "edit-actions", hidden: true }, this.save, this.undo);
    this.element.append(this.actions);
    this.input.addEventListener("input", () => this.typed());
  }

  get dirty() {
    return this.input.value !== this.was;
  }

  // The file was read anew: what nobody is typing in follows it.
  read(text) {
    if (this.dirty) return;
    this.input.value = this.was = text;
  }

  tell(...parts) {
    this.told.replaceChildren(...parts.filter(Boolean));
  }

  typed() {
    clearTimeout(this.timer);
    this.asked += 1;
    this.actions.hidden = !this.dirty;
    if (this.dirty) this.timer = setTimeout(() => this.look(), PAUSE);
    else this.tell();
  }

  forget() {
    this.input.value = this.was;
    this.typed();
    this.input.focus();
  }

  request(more) {
    return { item: this.item, field: this.field.name, text: this.input.value, ...more };
  }

  async look() {
    const mine = (this.asked += 1);
    if (!this.told.childElementCount) this.tell(make("p", { class: "small" }, "Wordt nagekeken …"));
    try {
      const told = await ask("check", this.request());
      if (mine !== this.asked) return;
      const heard = this.field.several || told.seconds ? measured(told) : "";
      this.tell(...findings(told, "Zo kan het niet worden bewaard:"), heard && make("p", { class: "small" }, heard));
    } catch (error) {
      if (mine === this.asked) this.complain(error);
    }
  }

  async keep() {
    if (this.save.getAttribute("aria-disabled") === "true") return;
    clearTimeout(this.timer);
    this.asked += 1;
    const sent = this.input.value;
    this.save.setAttribute("aria-disabled", "true");
    try {
      const told = await ask("save", this.request({ was: this.was }));
      const more = this.input.value !== sent; // typed on meanwhile
      this.was = told.text;
      if (!more) this.input.value = told.text;
      if (!more && this.actions.contains(document.activeElement)) this.input.focus();
      this.actions.hidden = !more;
      this.tell(make("p", { class: "edit-saved" }, "Bewaard. In een gesprek geldt het na het opbouwen."), ...findings(told, ""));
      if (more) this.typed();
      this.saved(this);
    } catch (error) {
      this.complain(error);
    } finally {
      this.save.removeAttribute("aria-disabled");
    }
  }

  complain(error) {
    if (!(error instanceof Refused)) return this.tell(problem(error.message));
    if (error.code === "stale") return this.between(error.body.now);
    const title = error.code === "refused" ? "Niet bewaard. Los dit eerst op:" : error.message;
    return this.tell(list("edit-wrong", title, (error.body.findings ?? []).map(sentence)) || problem(title));
  }

  // Somebody else, or another tab, changed the field: both texts stand here.
  between(now) {
    const take = () => {
      this.was = now;
      this.forget();
    };
    const keep = () => {
      this.was = now;
      this.keep();
    };
    this.tell(
      make(
        "div",
        { class: "edit-wrong" },
        make("p", {}, "Niet bewaard: dit is intussen ergens anders veranderd. Er staat nu:"),
        make("blockquote", {}, now || "(niets)"),
        make("p", {}, "Uw eigen tekst staat hierboven nog."),
        make(
          "div",
          { class: "edit-actions" },
          make("button", { type: "button", onclick: take }, "Neem wat er nu staat"),
          make("button", { type: "button", onclick: keep }, "Bewaar toch mijn tekst"),
        ),
      ),
    );
  }
}
