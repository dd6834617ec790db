// A new alarm: a form, and the two files that it becomes.

import { Refused, ask, make } from "./edit-ask.js";
import { labelled, list, problem, sentence } from "./edit-field.js";

const dialog = make("dialog", { className: "edit-alarm" });
dialog.setAttribute("aria-labelledby", "edit-alarm-title");
let fields = [];
let made = () => {};

const told = make("div", { className: "edit-told" });
told.setAttribute("role", "alert");

const filled = () =>
  Object.fromEntries(fields.map(({ name, input }) => [name, input.value]));

export const alarmIsBegun = () =>
  dialog.open && fields.some(({ input, before }) => input.value !== before);

const wrong = (missing) => {
  for (const { name, told: place, input } of fields) {
    const text = missing[name];
    place.replaceChildren(...(text ? [problem(text)] : []));
    input.setAttribute("aria-invalid", String(Boolean(text)));
  }
  fields.find(({ name }) => missing[name])?.input.focus();
};

const complain = (error) => {
  if (!(error instanceof Refused) || error.code !== "refused") {
    return told.replaceChildren(problem(error.message));
  }
  wrong(error.body.wrong ?? {});
  const findings = (error.body.findings ?? []).map(sentence);
  const title = "Niet gemaakt. Los dit eerst op:";
  return told.replaceChildren(list("edit-wrong", title, findings) ?? problem("Niet gemaakt: zie de velden."));
};

const save = async (event) => {
  event.preventDefault();
  told.replaceChildren();
  wrong({});
  try {
    const answer = await ask("alarm", filled());
    dialog.close();
    made(answer.item.replace("alarms/", "alarm_"));
  } catch (error) {
    complain(error);
  }
};

const fill = async () => {
  const form = make("form", { method: "dialog", noValidate: true });
  const { fields: wanted } = await ask("alarm");
  fields = wanted.map((field) => {
    const { input, told: place, element } = labelled(field);
    form.append(element);
    return { name: field.name, input, told: place, before: field.text };
  });
  const add = make("button", { className: "main", textContent: "Alarmteken maken" });
  const close = make("button", { type: "button", textContent: "Annuleren" });
  close.addEventListener("click", () => leave());
  form.append(told, make("div", { className: "edit-actions" }, add, close));
  form.addEventListener("submit", save);
  told.replaceChildren();
  dialog.replaceChildren(
    make("h2", { id: "edit-alarm-title", textContent: "Nieuw alarmteken" }),
    make("p", {
      className: "small",
      textContent:
        "Het wacht daarna op klinische goedkeuring. Een bron verzint u niet: weet u er geen, laat het veld dan leeg.",
    }),
    form,
  );
};

const leave = () => {
  if (!alarmIsBegun() || window.confirm("Wat u invulde gaat verloren. Toch sluiten?")) dialog.close();
};

dialog.addEventListener("cancel", (event) => {
  event.preventDefault();
  leave();
});

// A button that opens the form; `then` gets the id of what was made.
export const alarmButton = (then) => {
  const open = make("button", { type: "button", textContent: "Nieuw alarmteken" });
  made = then;
  document.body.append(dialog);
  open.addEventListener("click", async () => {
    try {
      await fill();
      dialog.showModal();
    } catch (error) {
      window.alert(error.message);
    }
  });
  return open;
};
