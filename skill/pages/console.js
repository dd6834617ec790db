// The console: sends turns, keeps the state (in this page only), and hands out the answers.

import { announce, showAnswer, showEvent, showNotice, showQuestion, showReasons } from "./bubbles.js";
import { play, stop } from "./player.js";
import { offerSpeech } from "./speech.js";

const PATIENCE = 10000; // milliseconds before the server counts as gone

const UNREACHABLE = "De server is niet bereikbaar. Draait Rugwijzer nog? Probeer het daarna opnieuw.";

const field = document.getElementById("question");
const controls = [...document.querySelectorAll("#send, [data-say], [data-event], [data-key]")];
const pace = document.getElementById("pace");

const MOMENT = 1000; // milliseconds that a telephone waits for a digit after a code

let state = null;
let busy = false;
let moment;

const channel = () => document.querySelector("input[name=channel]:checked").value;

const wait = (waiting) => {
  busy = waiting;
  for (const control of controls) control.setAttribute("aria-disabled", String(waiting));
};

const send = async (turn) => {
  const response = await fetch("/api/turn", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ state, channel: channel(), ...turn }),
    signal: AbortSignal.timeout(PATIENCE),
  });
  const body = await response.json();
  if (!response.ok) throw new Refused(body.error);
  return body;
};

class Refused extends Error {
  constructor({ code, message }) {
    super(`De server weigerde dit (${code}): ${message}`);
  }
}

const complain = (error) => {
  const text = error instanceof Refused ? error.message : UNREACHABLE;
  showNotice(text, true);
  document.getElementById("assertive").textContent = text;
};

const receive = (answer) => {
  state = answer.state;
  pace.dataset.say = answer.slow ? "sneller" : "langzamer";
  pace.textContent = answer.slow ? "Sneller" : "Langzamer";
  const lines = showAnswer(answer, (spoken) => play(answer, spoken));
  showReasons(answer);
  announce(answer);
  if (document.getElementById("sound").checked) play(answer, lines);
  if (answer.asks === "moment") moment = setTimeout(() => take({ event: "silence" }, () => {}), MOMENT);
};

// One turn; gives whether it was answered, so that an unanswered question can be put back.
const take = async (turn, show) => {
  if (busy) return false;
  wait(true);
  clearTimeout(moment);
  stop();
  show();
  try {
    receive(await send(turn));
    return true;
  } catch (error) {
    complain(error);
    return false;
  } finally {
    wait(false);
  }
};

const say = (text) => take({ text }, () => showQuestion(text));

const ask = async (text) => {
  if (!text || busy) return;
  field.value = "";
  if (!(await say(text)) && !field.value) field.value = text;
};

document.getElementById("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  ask(field.value.trim());
});

for (const button of document.querySelectorAll("[data-say]")) {
  button.addEventListener("click", () => say(button.dataset.say));
}
for (const button of document.querySelectorAll("[data-event]")) {
  const name = button.dataset.event;
  const shown = name === "launch" ? "Het gesprek begint" : "Stilte";
  button.addEventListener("click", () => {
    if (name === "launch" && !busy) state = null;
    take({ event: name }, () => showEvent(shown));
  });
}
const press = (key) => take({ event: "key", key }, () => showEvent(`Toets ${key}`));
const keypad = document.getElementById("keypad");
for (const button of keypad.querySelectorAll("[data-key]")) {
  button.addEventListener("click", () => press(button.dataset.key));
}
// Inside the keypad the keys of a keyboard are those of the telephone.
keypad.addEventListener("keydown", (event) => {
  const plain = !(event.ctrlKey || event.altKey || event.metaKey || event.repeat);
  if (plain && /^[0-9*#]$/.test(event.key)) press(event.key);
});

const showKeypad = () => {
  keypad.hidden = channel() !== "phone";
};
for (const choice of document.querySelectorAll("input[name=channel]")) {
  choice.addEventListener("change", showKeypad);
}
showKeypad(); // a browser keeps the choice when a page is loaded again

document.getElementById("silence-sound").addEventListener("click", stop);
document.getElementById("sound").addEventListener("change", (event) => {
  if (!event.target.checked) stop();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") stop();
});

offerSpeech(
  document.getElementById("speak"),
  document.getElementById("speak-note"),
  ask,
  (text) => showNotice(text, true),
);

// `/?vraag=...` asks on load, `&kanaal=phone` chooses where, `&toets=31` presses keys there: for
// links, pictures and tests.
const address = new URLSearchParams(window.location.search);
const wished = document.querySelector(`input[name=channel][value="${CSS.escape(address.get("kanaal") ?? "")}"]`);
if (wished) {
  wished.checked = true;
  showKeypad();
}
const questions = address.getAll("vraag").map((text) => text.trim());
const keys = wished?.value === "phone" ? (address.get("toets") ?? "").replace(/[^0-9*#]/g, "") : "";
if (window.location.search) window.history.replaceState(null, "", "/"); // out of sight and history
for (const text of questions) await ask(text);
for (const key of keys) await press(key);
