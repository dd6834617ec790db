// One field of a text: typing, what the checks say meanwhile, saving, and what came between.

import { Refused, ask, make } from "./edit-ask.js";

const PAUSE = 400; // milliseconds without a key before the checks look

let count = 0;

const control = (field, id) => {
  if (field.choices.length) {
    const options = field.choices.map((text) => make("option", { value: text, textContent: text }));
    if (!field.choices.includes(field.text)) {
      options.unshift(make("option", { value: field.text, textContent: field.text || "Kies …" }));
    }
    return make("select", { id }, ...options);
  }
  const rows = field.several ? Math.max(4, field.text.split("\n").length + 1) : 2;
  return make("textarea", { id, rows, spellcheck: true, lang: "nl" });
};

// What a finding is about: a row of this text, or another file.
export const sentence = ({ text, where, line, row }) => {
  if (where) return `${text} (${where}${line ? `, regel ${line}` : ""})`;
  return row ? `Regel ${row}: ${text}` : text;
};

const seconds = (number) => String(number).replace(".", ",");

const measured = ({ words, seconds: long, spoken }) => {
  const parts = [`${words} ${words === 1 ? "woord" : "woorden"}`];
  if (long) parts.push(`ongeveer ${seconds(long)} seconden`);
  return `${parts.join(", ")}.${spoken ? ` Wordt gezegd als: ${spoken}` : ""}`;
};

// A label with a control, its hint and a place for what is told. `told` is for screen readers too.
export const labelled = (field) => {
  count += 1;
  const id = `edit-${field.name}-${count}`;
  const input = control(field, id);
  const hint = field.hint ? make("span", { className: "small", textContent: ` ${field.hint}` }) : null;
  const told = make("div", { className: "edit-told", id: `${id}-told` });
  told.setAttribute("role", "status");
  input.value = field.text;
  input.setAttribute("aria-describedby", told.id);
  const label = make("label", { htmlFor: id }, make("strong", { textContent: field.label }), hint);
  return { input, told, element: make("div", { className: "edit-field" }, label, input, told) };
};

export const list = (className, title, sentences) =>
  sentences.length
    ? make(
        "div",
        { className },
        make("p", { textContent: title }),
        make("ul", {}, ...sentences.map((text) => make("li", { textContent: text }))),
      )
    : null;

const findings = (told, title) => [
  list("edit-wrong", title, told.findings.map(sentence)),
  list("edit-note", "Mag, maar let op:", told.warnings ?? []),
  list("edit-note", "Dit stond al niet goed:", (told.stood ?? []).map(sentence)),
];

// `drafts` keeps what was typed, also while another text is shown: field -> { text, was }.
export class Field {
  constructor(item, field, drafts, saved) {
    Object.assign(this, { item, field, drafts, saved, asked: 0, timer: 0 });
    const { input, told, element } = labelled(field);
    Object.assign(this, { input, told, element });
    this.draft = drafts.get(field.name);
    if (this.draft) input.value = this.draft.text;
    this.save = make("button", { type: "button", className: "main", textContent: "Bewaren" });
    this.undo = make("button", { type: "button", textContent: "Terug naar wat er stond" });
    this.actions = make("div", { className: "edit-actions" }, this.save, this.undo);
    element.append(this.actions);
    input.addEventListener("input", () => this.typed());
    this.save.addEventListener("click", () => this.keep());
    this.undo.addEventListener("click", () => this.forget());
    this.actions.hidden = !this.draft;
    if (this.draft) this.look();
  }

  // What the file said when this field was filled.
  get was() {
    return this.draft?.was ?? this.field.text;
  }

  tell(...parts) {
    this.told.replaceChildren(...parts.filter((part) => part !== null));
  }

  typed() {
    if (this.input.value === this.was) return this.forget();
    this.draft = { text: this.input.value, was: this.was };
    this.drafts.set(this.field.name, this.draft);
    this.actions.hidden = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), PAUSE);
  }

  forget() {
    const focused = this.actions.contains(document.activeElement);
    this.drafts.delete(this.field.name);
    this.input.value = this.was;
    this.draft = undefined;
    this.asked += 1;
    clearTimeout(this.timer);
    this.tell();
    this.actions.hidden = true;
    if (focused) this.input.focus();
  }

  request(more) {
    return { item: this.item, field: this.field.name, text: this.input.value, ...more };
  }

  async look() {
    const mine = (this.asked += 1);
    try {
      const told = await ask("check", this.request());
      if (mine !== this.asked) return;
      const heard = told.spoken || told.seconds || this.field.several ? measured(told) : "";
      this.tell(
        ...findings(told, "Zo kan het niet worden bewaard:"),
        heard ? make("p", { className: "small", textContent: heard }) : null,
      );
    } catch (error) {
      if (mine === this.asked) this.complain(error);
    }
  }

  async keep() {
    if (this.save.getAttribute("aria-disabled") === "true") return;
    clearTimeout(this.timer);
    const mine = (this.asked += 1);
    const sent = this.input.value;
    this.save.setAttribute("aria-disabled", "true");
    try {
      const told = await ask("save", this.request({ was: this.was }));
      this.field.text = told.text;
      this.drafts.delete(this.field.name);
      this.draft = undefined;
      if (this.input.value === sent) this.input.value = told.text;
      this.actions.hidden = true;
      this.tell(
        make("p", { className: "edit-saved", textContent: "Bewaard. Het klinkt na het opbouwen." }),
        ...findings(told, ""),
      );
      if (this.input.value !== told.text) this.typed(); // typed on meanwhile
      this.saved(this, told);
    } catch (error) {
      if (mine === this.asked) this.complain(error);
    } finally {
      this.save.removeAttribute("aria-disabled");
    }
  }

  complain(error) {
    if (!(error instanceof Refused)) return this.tell(problem(error.message));
    if (error.code === "stale") return this.between(error.body.now);
    const told = error.body.findings ?? [];
    const title = error.code === "refused" ? "Niet bewaard. Los dit eerst op:" : error.message;
    return this.tell(told.length ? list("edit-wrong", title, told.map(sentence)) : problem(title));
  }

  // Somebody else, or another tab, changed the field: both texts stand here.
  between(now) {
    const take = make("button", { type: "button", textContent: "Neem wat er nu staat" });
    const keep = make("button", { type: "button", textContent: "Bewaar toch mijn tekst" });
    take.addEventListener("click", () => {
      this.draft = undefined;
      this.field.text = now;
      this.forget();
    });
    keep.addEventListener("click", () => {
      this.draft = { text: this.input.value, was: now };
      this.drafts.set(this.field.name, this.draft);
      this.keep();
    });
    this.tell(
      make(
        "div",
        { className: "edit-wrong" },
        make("p", { textContent: "Niet bewaard: dit is intussen ergens anders veranderd. Er staat nu:" }),
        make("blockquote", { textContent: now || "(niets)" }),
        make("p", { textContent: "Uw eigen tekst staat hierboven nog." }),
        make("div", { className: "edit-actions" }, take, keep),
      ),
    );
  }
}

export const problem = (text) => make("p", { className: "edit-wrong", textContent: text });
