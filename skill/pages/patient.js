// The patient page: one question, one large answer. Nothing is kept outside this page.

import { announce, banner, element, tell } from "./bubbles.js";
import { play, stop } from "./player.js";

const PATIENCE = 10000; // milliseconds before the server counts as gone

const TROUBLE = {
  limited:
    "Er zijn veel vragen achter elkaar gesteld, door u of door iemand op hetzelfde netwerk. " +
    "Wacht een minuut en stel uw vraag dan opnieuw.",
  refused: "Deze vraag kan Rugwijzer niet aan. Stel hem korter of in andere woorden.",
  away: "Rugwijzer is nu niet te bereiken. Kijk of u internet hebt en probeer het straks opnieuw.",
};

// What a tap may answer, by what is awaited; anything else is typed.
const YES_OR_NO = ["Ja", "Nee"];
const CHOICES = {
  offer: YES_OR_NO,
  check: YES_OR_NO,
  verder: YES_OR_NO,
  herhalen: YES_OR_NO,
  clarify: ["De eerste", "De tweede"],
};
// "Ging het niet over u?" is the last that is read: yes and no would answer the question before it.
const NOT_ME = ["Het ging niet over mij"];

const choicesFor = ({ asks, clips, ends }) => {
  if (ends) return [];
  return clips.at(-1)?.id === "prompt_alarm-release" ? NOT_ME : (CHOICES[asks] ?? []);
};

const at = (id) => document.getElementById(id);
const field = at("question");
const sound = at("sound");
const pace = at("pace");

let state = null;
let busy = false;
let heard = null; // plays the answer that stands there

class Trouble extends Error {}

const send = async (text) => {
  const response = await fetch("/api/turn", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ state, channel: "web", text }),
    signal: AbortSignal.timeout(PATIENCE),
  });
  // A proxy in front may refuse in its own words, or in none.
  if (response.status === 429 || response.status === 503) throw new Trouble("limited");
  if (response.status >= 500) throw new Trouble("away");
  if (!response.ok) throw new Trouble("refused");
  return response.json();
};

const soundIsOn = () => sound.dataset.on === "true";

// All of it where that fits, else its beginning.
const bringIntoView = (part) => {
  const fits = part.getBoundingClientRect().height < window.innerHeight;
  part.scrollIntoView({ block: fits ? "nearest" : "start" });
};

// On a telephone a tap calls; which number that is, the alarm says.
const callOf = ({ level, label }) => {
  const number = label === "emergency" ? "112" : level;
  if (!/^11[23]$/.test(number ?? "")) return [];
  const call = element("a", "call", `Bel ${number}`);
  call.href = `tel:${number}`;
  return [call];
};

// The answer that stands there stays: an alarm is not wiped out by what fails after it.
const complain = (error) => {
  const why = TROUBLE[error instanceof Trouble ? error.message : "away"];
  const help = at("help");
  at("why-not").textContent = why;
  at("trouble").hidden = false;
  tell(`${why} ${help.textContent}`, true);
  bringIntoView(at("trouble"));
  if (!soundIsOn() || !help.dataset.clip) return;
  play({ slow: false, clips: [{ text: help.textContent, url: help.dataset.clip }] }, [help]);
};

const showChoices = (answer) => {
  const buttons = choicesFor(answer).map((text) => {
    const button = element("button", "main", text);
    button.type = "button";
    button.addEventListener("click", () => ask(text));
    return button;
  });
  at("choices").replaceChildren(...buttons);
  at("choices").hidden = buttons.length === 0;
};

const receive = (answer, asked) => {
  state = answer.state;
  const above = banner(answer);
  const lines = answer.clips.map(({ id, text }) =>
    element("p", id.startsWith("title_") ? "spoken title" : "spoken", text),
  );
  at("trouble").hidden = true;
  at("asked").textContent = `U vroeg: ${asked}`;
  at("level").textContent = above;
  at("level").hidden = !above;
  at("said").replaceChildren(...lines, ...callOf(answer));
  showChoices(answer);
  pace.dataset.say = answer.slow ? "sneller" : "langzamer";
  pace.textContent = answer.slow ? "Sneller" : "Langzamer";
  const section = at("conversation");
  section.classList.toggle("alarm", Boolean(above));
  section.dataset.outcome = answer.outcome;
  section.hidden = false;
  bringIntoView(section);
  announce(answer);
  heard = () => play(answer, lines);
  if (soundIsOn()) heard();
};

const wait = (waiting) => {
  busy = waiting;
  for (const button of document.querySelectorAll("#send, #pace, [data-ask], #choices button")) {
    button.setAttribute("aria-disabled", String(waiting));
  }
};

const ask = async (text) => {
  if (!text || busy) return;
  const typed = field.value.trim() === text;
  wait(true);
  stop();
  try {
    receive(await send(text), text);
    if (typed) field.value = "";
    // On a telephone the keyboard would cover the answer.
    if (window.matchMedia("(pointer: coarse)").matches) field.blur();
  } catch (error) {
    complain(error);
  } finally {
    wait(false);
  }
};

at("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  ask(field.value.trim());
});
for (const button of document.querySelectorAll("[data-ask]")) {
  button.addEventListener("click", () => ask(button.dataset.ask));
}
pace.addEventListener("click", () => ask(pace.dataset.say));
at("again").addEventListener("click", () => heard?.());
at("stop").addEventListener("click", stop);
at("silence-sound").addEventListener("click", stop);
sound.addEventListener("click", () => {
  const on = !soundIsOn();
  sound.dataset.on = String(on);
  sound.textContent = on ? "Geluid: aan" : "Geluid: uit";
  if (!on) stop();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") stop();
});

at("without").remove();
at("talk").hidden = false;
