// A new alarm: a form, and the two files that it becomes.

import { Refused, ask } from "./edit-ask.js";
import { labelled, list, problem, sentence } from "./edit-field.js";
import { make } from "./review-dom.js";

const dialog = make("dialog", { class: "edit-alarm", "aria-labelledby": "edit-alarm-title" });
const told = make("div", { class: "edit-told", role: "alert" });
let fields = [];

export const alarmIsBegun = () => dialog.open && fields.some(({ input, before }) => input.value !== before);

const wrong = (missing) => {
  for (const { name, told: place, input } of fields) {
    place.replaceChildren(...(missing[name] ? [problem(missing[name])] : []));
    input.setAttribute("aria-invalid", String(Boolean(missing[name])));
  }
  fields.find(({ name }) => missing[name])?.input.focus();
};

const complain = (error) => {
  const refused = error instanceof Refused && error.code === "refused";
  if (!refused) return told.replaceChildren(problem(error.message));
  wrong(error.body.wrong ?? {});
  const findings = list("edit-wrong", "Niet gemaakt. Los dit eerst op:", error.body.findings.map(sentence));
  return told.replaceChildren(findings || problem("Niet gemaakt: zie de velden hierboven."));
};

const leave = () => {
  if (!alarmIsBegun() || window.confirm("Wat u invulde gaat verloren. Toch sluiten?")) dialog.close();
};

const fill = async (made) => {
  const { fields: wanted } = await ask("alarm");
  const save = async (event) => {
    event.preventDefault();
    told.replaceChildren();
    wrong({});
    try {
      const answers = Object.fromEntries(fields.map(({ name, input }) => [name, input.value]));
      const answer = await ask("alarm", answers);
      dialog.close();
      made(answer.item.replace("alarms/", "alarm_"));
    } catch (error) {
      complain(error);
    }
  };
  fields = wanted.map((field) => ({ name: field.name, before: field.text, ...labelled(field) }));
  told.replaceChildren();
  dialog.replaceChildren(
    make("h2", { id: "edit-alarm-title" }, "Nieuw alarmteken"),
    make(
      "p",
      { class: "small" },
      "Het wacht daarna op klinische goedkeuring. Een bron verzint u niet: weet u er geen, laat het veld dan leeg.",
    ),
    make(
      "form",
      { novalidate: true, onsubmit: save },
      fields.map(({ element }) => element),
      told,
      make(
        "div",
        { class: "edit-actions" },
        make("button", { class: "main" }, "Alarmteken maken"),
        make("button", { type: "button", onclick: leave }, "Annuleren"),
      ),
    ),
  );
};

// The page behind it has keys of its own, which approve.
dialog.addEventListener("keydown", (event) => event.stopPropagation());

dialog.addEventListener("cancel", (event) => {
  event.preventDefault();
  leave();
});

// A button that opens the form; `made` gets the id of what was made.
export const alarmButton = (made) => {
  document.body.append(dialog);
  const open = async () => {
    try {
      await fill(made);
      dialog.showModal();
    } catch (error) {
      window.alert(error.message);
    }
  };
  return make("button", { type: "button", onclick: open }, "Nieuw alarmteken");
};
