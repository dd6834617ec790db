// The bar below: what was saved and does not sound yet, the button that builds it, and how far it is.

import { ask } from "./edit-ask.js";
import { list, problem, sentence } from "./edit-field.js";
import { make } from "./review-dom.js";

const AGAIN = 700; // milliseconds between two looks at a build

const STATES = {
  todo: "nog niet begonnen",
  running: "bezig …",
  done: "klaar",
  skipped: "niet nodig",
  failed: "mislukt",
};

const button = make("button", { type: "button", class: "main", hidden: true }, "Opbouwen en luisteren");
const told = make("div", { class: "edit-told", role: "status" });
const steps = make("ol", { class: "edit-steps", hidden: true });
export const bar = make("section", { class: "edit-bar", "aria-label": "Bewerken" }, told, button, steps);

let busy = false;
let outcome = ""; // how the last build of this page ended; what it told stays until something is saved
let builds = 0; // an answer from before a build says nothing of what came of it
let built = () => {};

export const whenBuilt = (then) => {
  built = then;
};

const tell = (...parts) => told.replaceChildren(...parts.filter(Boolean));

const show = (job) => {
  steps.hidden = false;
  const rows = job.steps.map((step) => {
    const how = step.told || STATES[step.state];
    const made = step.name === "clips" && step.state === "running" && job.of;
    const row = make("li", { "data-state": step.state }, `${step.label}: ${how}${made ? ` ${job.made} van ${job.of}` : ""}`);
    return row;
  });
  steps.replaceChildren(...rows);
};

const waiting = (job) => {
  button.hidden = !job.waits;
  steps.hidden = true;
  const text = job.waits ? "Er is iets bewaard dat nog niet klinkt." : "Alles wat bewaard is, is opgebouwd.";
  tell(make("p", {}, text));
};

const ended = (job) => {
  button.hidden = job.state !== "failed" && !job.waits;
  if (job.state === "failed") {
    const findings = list("edit-wrong", "Los dit eerst op:", job.findings.map(sentence));
    return tell(problem(job.message), findings);
  }
  const silent = job.silent.length;
  const lines = silent === 1 ? "Eén regel klinkt" : `${silent} regels klinken`;
  const why = silent && job.steps.find(({ name }) => name === "clips").told;
  steps.hidden = true;
  return tell(
    make("p", {}, silent ? `Klaar. ${lines} met de stem van het apparaat.` : "Klaar: het klinkt."),
    why && make("p", { class: "small" }, why),
  );
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
  builds += 1;
  button.setAttribute("aria-disabled", "true");
  tell(make("p", {}, "Bezig met opbouwen. U kunt doorwerken."));
  try {
    show(await ask("job", {}));
    const job = await follow();
    outcome = job.state;
    ended(job);
    if (job.state === "done") built();
  } catch (error) {
    tell(problem(error.message));
  } finally {
    busy = false;
    button.removeAttribute("aria-disabled");
  }
};

// What waits, asked anew: after a save, when the page opens, and when it shows an item.
export const refresh = async (saved = false) => {
  if (busy) return;
  if (saved) outcome = "";
  const before = builds;
  try {
    const job = await ask("job");
    if (builds !== before) return;
    if (job.state === "running") build();
    else if (!outcome || (outcome === "done" && job.waits)) waiting(job);
  } catch (error) {
    if (builds === before) tell(problem(error.message));
  }
};

button.addEventListener("click", build);
