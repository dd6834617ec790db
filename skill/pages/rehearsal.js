// Saving the conversation as a test, and playing such a file step by step.

import { copy, post, problem, Refused } from "./server.js";
import { kept } from "./kept.js";
import { written } from "./written.js";

const byId = (id) => document.getElementById(id);
const panel = byId("rehearsal");
const status = byId("rehearsal-status");
const source = byId("rehearsal-source");
const which = byId("rehearsal-which");
const steps = [byId("rehearsal-step"), byId("rehearsal-all")];
const controls = byId("rehearsal-controls");

const LARGEST = 60000; // characters: the server takes 64 kB in one request

const tell = (text) => {
  status.textContent = text;
};

const turnsOf = (count) => (count === 1 ? "1 beurt" : `${count} beurten`);

const say = (value) => (Array.isArray(value) ? `[${value.join(", ")}]` : `‘${value}’`);

const SWITCH = { true: "ja", false: "nee" };

// The differences of one turn in words.
export const differs = (differences) =>
  differences.map(({ field, wanted, got }) => {
    const [hoped, came] = [wanted, got].map((value) => SWITCH[value] ?? say(value));
    return field === "hoort_niet"
      ? `hoort_niet: ${came} klonk toch`
      : `${field}: verwacht ${hoped}, nu ${came}`;
  });

// What is done in a turn, for a bubble.
export const doing = ({ does, value }) =>
  ({ zegt: value, toets: `Toets ${value}`, stilte: "Stilte", start: "Het gesprek begint" })[does] ??
  "Ophangen";

let playing = null; // { yaml, conversations, at, next, state, wrong }

const current = () => playing.conversations[playing.at];

const begin = () => {
  playing = { ...playing, at: Number(which.value), next: 0, state: null, wrong: 0 };
  tell(`‘${current().name}’: ${turnsOf(current().turns.length)}. Druk op ‘Volgende beurt’.`);
};

const read = async () => {
  const yaml = source.value;
  controls.hidden = true;
  playing = null;
  if (!yaml.trim()) return tell("Plak eerst een toets, of kies een bestand.");
  if (yaml.length > LARGEST) return tell("Dit is te lang om na te spelen. Neem er een deel van.");
  try {
    const { conversations } = await post("/api/rehearsal", { yaml });
    playing = { yaml, conversations };
    which.replaceChildren(...conversations.map(({ name }, index) => new Option(name, String(index))));
    controls.hidden = false;
    begin();
  } catch (error) {
    const wrong = error instanceof Refused && error.code === "bad_rehearsal";
    tell(wrong ? `Dit is geen toets die ik kan naspelen: ${error.reason}` : problem(error));
  }
};

const finished = () => {
  const { turns, name } = current();
  const right = turns.length - playing.wrong;
  return playing.wrong
    ? `‘${name}’ is klaar: van ${turnsOf(turns.length)} ${right === 1 ? "klopt" : "kloppen"} er ${right}.`
    : `‘${name}’ is klaar: alles klopt (${turnsOf(turns.length)}).`;
};

// Plays the next turn; gives whether there is one behind it. `shown(entry)` gets what came of it.
const step = async (shown, stale) => {
  if (playing.next >= current().turns.length) begin();
  const { yaml, at, next, state } = playing;
  const { answer, differences } = await post("/api/rehearsal/turn", {
    yaml,
    conversation: at,
    turn: next,
    state,
  });
  if (stale()) return false;
  const { turns, name } = current();
  playing.state = answer.state;
  playing.next += 1;
  playing.wrong += differences.length ? 1 : 0;
  shown({ first: next === 0, name, cue: turns[next], answer, differences });
  const more = playing.next < turns.length;
  const came = differences.length ? "anders dan de toets" : "klopt";
  tell(more ? `Beurt ${playing.next} van ${turns.length}: ${came}.` : finished());
  return more;
};

// `exclusive(work)` runs work while nothing else asks the server, and tells it whether the conversation
// was wiped since; `shown(entry, quiet)` draws a turn.
export const offerRehearsal = ({ exclusive, shown }) => {
  const { trial, version } = panel.dataset;
  const save = () =>
    written(kept(), {
      name: byId("rehearsal-name").value.trim() || "gesprek uit de console",
      trial: trial === "ja",
      version,
    });
  const saved = byId("rehearsal-saved");
  const show = () => {
    saved.textContent = save() || "Er is nog geen gesprek.";
  };
  panel.addEventListener("toggle", show);
  byId("rehearsal-name").addEventListener("input", show);

  byId("rehearsal-copy").addEventListener("click", () => {
    show();
    const text = save();
    if (!text) return tell("Er is nog geen gesprek om te kopiëren.");
    copy(text, saved, tell);
  });
  byId("rehearsal-download").addEventListener("click", () => {
    show();
    const text = save();
    if (!text) return tell("Er is nog geen gesprek om te bewaren.");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
    link.download = "gesprek.yaml";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    tell("Bewaard als gesprek.yaml, bij uw downloads.");
  });
  byId("rehearsal-again").addEventListener("click", () => {
    const text = save();
    if (!text) return tell("Er is nog geen gesprek om na te spelen.");
    source.value = text;
    read();
  });

  byId("rehearsal-read").addEventListener("click", read);
  byId("rehearsal-file").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    if (file.size > LARGEST) return tell("Dit bestand is te groot om na te spelen.");
    source.value = await file.text();
    event.target.value = ""; // the same file can be chosen again after it was mended
    read();
  });
  which.addEventListener("change", begin);
  steps[0].addEventListener("click", () => exclusive((stale) => step((entry) => shown(entry, false), stale)));
  steps[1].addEventListener("click", () =>
    exclusive(async (stale) => {
      while (await step((entry) => shown(entry, true), stale));
    }),
  );
  return { show };
};
