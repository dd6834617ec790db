// The console: sends turns, keeps the state (in this tab only), and hands out the answers.

import {
  announce, clear, element, showAnswer, showEvent, showNotice, showQuestion, tell, toConversation,
} from "./bubbles.js";
import { showEnvelope, showPanel } from "./envelope.js";
import { forget, keep, kept, restore } from "./kept.js";
import { play, stop } from "./player.js";
import { showReasons } from "./reasons.js";
import { differs, doing, offerRehearsal } from "./rehearsal.js";
import { post, problem } from "./server.js";
import { offerSpeaking } from "./speak.js";

const MOMENT = 1000; // milliseconds that a telephone waits for a digit after a code

const field = document.getElementById("question");
const controls = [
  ...document.querySelectorAll("#send, [data-say], [data-event], [data-key], [data-example], [data-step]"),
];
const pace = document.getElementById("pace");

let state = null;
let busy = false;
let moment;
let warned = false;
let wiped = 0; // counts up, so that an answer that was under way does not come into the next conversation

const channel = () => document.querySelector("input[name=channel]:checked").value;

const today = () => {
  const now = new Date();
  return new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
};

const complain = (text) => {
  showNotice(text, true);
  tell(text, true);
};

const remember = (entry) => {
  if (keep(entry) || warned) return;
  warned = true;
  showNotice("Uw browser heeft geen plaats meer: na herladen is het einde van dit gesprek weg.", true);
};

// Runs `work` while nothing else asks the server; gives whether it came to its end. `work` is given
// a function that tells whether the conversation was wiped since.
const exclusive = async (work) => {
  if (busy) return false;
  busy = true;
  for (const control of controls) control.setAttribute("aria-disabled", "true");
  clearTimeout(moment);
  stop();
  const begun = wiped;
  try {
    await work(() => begun !== wiped);
    return true;
  } catch (error) {
    complain(problem(error));
    return false;
  } finally {
    busy = false;
    for (const control of controls) control.setAttribute("aria-disabled", "false");
    rehearsal.show();
  }
};

const setPace = (slow) => {
  pace.dataset.say = slow ? "sneller" : "langzamer";
  pace.textContent = slow ? "Sneller" : "Langzamer";
};

// An answer in its bubble, with its reasons; gives its lines.
const draw = (answer) => {
  setPace(answer.slow);
  showReasons(answer);
  return showAnswer(answer, (spoken) => play(answer, spoken));
};

const sound = (answer, lines) => {
  if (document.getElementById("sound").checked) play(answer, lines);
};

const SHOWN = { launch: "Het gesprek begint", silence: "Stilte" };

const showTurn = ({ text, event, key }) => {
  if (text !== undefined) showQuestion(text);
  else if (event === "key") showEvent(`Toets ${key}`);
  else showEvent(SHOWN[event] ?? event);
};

const receive = (entry) => {
  const { answer } = entry;
  state = answer.state;
  const lines = draw(answer);
  remember(entry);
  announce(answer);
  showEnvelope(entry);
  sound(answer, lines);
  awaitMoment(answer);
};

// Silence behind a code comes by itself.
const awaitMoment = ({ asks }) => {
  if (asks === "moment") moment = setTimeout(() => take({ event: "silence" }, false), MOMENT);
};

// One turn; gives whether it was answered, so that an unanswered question can be put back.
const take = (turn, shown = true) =>
  exclusive(async (stale) => {
    if (turn.event === "launch") state = null;
    const entry = { kind: "turn", turn, shown, channel: channel(), before: state, date: today() };
    if (shown) showTurn(turn);
    entry.answer = await post("/api/turn", { state, channel: entry.channel, ...turn });
    if (!stale()) receive(entry);
  });

// `sure` (0..1) is how sure an ear is of the text; what is typed is not doubted.
const ask = async (text, sure) => {
  if (!text || busy) return;
  field.value = "";
  const turn = sure === undefined ? { text } : { text, sure };
  if (!(await take(turn)) && !field.value) field.value = text;
};

// A turn of a rehearsal: what was played, and where it differs from what was written.
const showReplayed = ({ name, cue, answer, differences, first }) => {
  if (first) showEvent(`Naspelen: ${name}`);
  if (cue.does === "zegt") showQuestion(cue.value);
  else showEvent(doing(cue));
  const lines = draw(answer);
  if (!differences.length) showNotice("Klopt met de toets.");
  else {
    const list = element("ul");
    list.append(...differs(differences).map((text) => element("li", "", text)));
    showNotice("Anders dan de toets:", true, list);
  }
  return lines;
};

const rehearsal = offerRehearsal({
  exclusive,
  shown: (played, quiet) => {
    state = null; // what is asked by hand afterwards is a conversation of its own
    const lines = showReplayed(played);
    remember({ kind: "replay", played, answer: played.answer });
    showEnvelope(null);
    if (quiet) return;
    announce(played.answer);
    sound(played.answer, lines);
  },
});

document.getElementById("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  ask(field.value.trim());
});
for (const button of document.querySelectorAll("[data-say]")) {
  button.addEventListener("click", () => take({ text: button.dataset.say }));
}
for (const button of document.querySelectorAll("[data-example]")) {
  button.addEventListener("click", () => {
    toConversation(); // the button goes when the conversation begins
    ask(button.dataset.example);
  });
}
for (const button of document.querySelectorAll("[data-event]")) {
  button.addEventListener("click", () => take({ event: button.dataset.event }));
}
const press = (key) => take({ event: "key", key });
const keypad = document.getElementById("keypad");
for (const button of keypad.querySelectorAll("[data-key]")) {
  button.addEventListener("click", () => press(button.dataset.key));
}
// Inside the keypad the keys of a keyboard are those of the telephone.
keypad.addEventListener("keydown", (event) => {
  const plain = !(event.ctrlKey || event.altKey || event.metaKey || event.repeat);
  if (plain && /^[0-9*#]$/.test(event.key)) press(event.key);
});

const showChannel = () => {
  keypad.hidden = channel() !== "phone";
  showPanel(channel() === "speaker");
};
for (const choice of document.querySelectorAll("input[name=channel]")) {
  choice.addEventListener("change", showChannel);
}

document.getElementById("silence-sound").addEventListener("click", stop);
document.getElementById("sound").addEventListener("change", (event) => {
  if (!event.target.checked) stop();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") stop();
});
document.getElementById("forget").addEventListener("click", () => {
  wiped += 1;
  clearTimeout(moment);
  stop();
  forget();
  state = null;
  clear();
  setPace(false);
  showReasons(null);
  showEnvelope(null);
  rehearsal.show();
  tell("Het gesprek is gewist.");
  field.focus();
});

offerSpeaking({
  button: document.getElementById("speak"),
  note: document.getElementById("speak-note"),
  consent: document.getElementById("consent"),
  own: document.body.dataset.ear !== undefined,
  begin: stop,
  heard: (text, sure) => {
    if (busy) field.value = text; // an answer is awaited, and no word is lost
    else ask(text, sure);
  },
  failed: complain,
});

// What was said before the page was loaded again.
for (const entry of restore()) {
  if (entry.kind === "replay") showReplayed(entry.played);
  else {
    if (entry.shown) showTurn(entry.turn);
    draw(entry.answer);
  }
}
const last = kept().at(-1);
if (last?.kind === "turn") {
  state = last.answer.state;
  document.querySelector(`input[name=channel][value="${CSS.escape(last.channel)}"]`).checked = true;
  showEnvelope(last);
  awaitMoment(last.answer);
}

// `/?vraag=...` asks on load, `&kanaal=phone` chooses where, `&toets=31` presses keys there: for
// links, pictures and tests.
const address = new URLSearchParams(window.location.search);
const wished = document.querySelector(`input[name=channel][value="${CSS.escape(address.get("kanaal") ?? "")}"]`);
if (wished) wished.checked = true;
showChannel(); // a browser keeps the choice when a page is loaded again
const questions = address.getAll("vraag").map((text) => text.trim());
const keys = wished?.value === "phone" ? (address.get("toets") ?? "").replace(/[^0-9*#]/g, "") : "";
if (window.location.search) window.history.replaceState(null, "", "/"); // out of sight and history
for (const text of questions) await ask(text);
for (const key of keys) await press(key);
