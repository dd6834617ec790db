// The bar below: what was saved and does not sound yet, the button that builds it, and how far it is.

import { ask, make } from "./edit-ask.js";
import { list, problem, sentence } from "./edit-field.js";

const AGAIN = 700; // milliseconds between two looks at a build

const STATES = {
  todo: "nog niet begonnen",
  running: "bezig …",
  done: "klaar",
  skipped: "niet nodig",
  failed: "mislukt",
};

const button = make("button", { type: "button", className: "main", textContent: "Opbouwen en luisteren" });
const told = make("div", { className: "edit-told" });
const steps = make("ol", { className: "edit-steps", hidden: true });
told.setAttribute("role", "status");
export const bar = make("section", { className: "edit-bar" }, told, steps, button);
bar.setAttribute("aria-label", "Bewerken");

let busy = false;
let built = () => {};

export const whenBuilt = (then) => {
  built = then;
};

const clips = (job) => (job.of ? ` (${job.made} van ${job.of})` : "");

const show = (job) => {
  steps.hidden = job.state === "idle" || (job.state !== "running" && !busy);
  steps.replaceChildren(
    ...job.steps.map((step) => {
      const how = step.told && step.state === "skipped" ? step.told : STATES[step.state];
      const more = step.name === "clips" && step.state === "running" ? clips(job) : "";
      const row = make("li", { textContent: `${step.label}: ${how}${more}` });
      row.dataset.state = step.state;
      return row;
    }),
  );
};

const waiting = (job) => {
  button.hidden = !job.waits;
  told.replaceChildren(
    make("p", {
      textContent: job.waits
        ? "Er is iets bewaard dat nog niet klinkt."
        : "Alles wat bewaard is, klinkt.",
    }),
  );
};

const ended = (job) => {
  const silent = job.silent.length;
  if (job.state === "failed") {
    told.replaceChildren(
      problem(job.message),
      list("edit-wrong", "Los dit eerst op:", job.findings.map(sentence)) ?? "",
    );
    button.hidden = false;
    return;
  }
  const device = `Klaar. ${silent === 1 ? "Eén regel klinkt" : `${silent} regels klinken`} met de stem van het apparaat.`;
  told.replaceChildren(make("p", { textContent: silent ? device : "Klaar: het klinkt." }));
  button.hidden = !job.waits;
};

// Looks at the build until it is over; gives how it stands then.
const follow = async () => {
  for (;;) {
    const job = await ask("job");
    show(job);
    if (job.state !== "running") return job;
    await new Promise((done) => setTimeout(done, AGAIN));
  }
};

const build = async () => {
  if (busy) return;
  busy = true;
  button.setAttribute("aria-disabled", "true");
  told.replaceChildren(make("p", { textContent: "Bezig met opbouwen. U kunt doorwerken." }));
  try {
    show(await ask("job", {}));
    const job = await follow();
    ended(job);
    if (job.state === "done") built();
  } catch (error) {
    told.replaceChildren(problem(error.message));
  } finally {
    busy = false;
    button.removeAttribute("aria-disabled");
  }
};

// What waits, asked anew: after a save, and when the page opens.
export const refresh = async () => {
  if (busy) return;
  try {
    const job = await ask("job");
    if (job.state === "running") build();
    else waiting(job);
  } catch (error) {
    told.replaceChildren(problem(error.message));
  }
};

button.addEventListener("click", build);
