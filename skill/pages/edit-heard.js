// How a text sounds in a conversation: what the running server says, with its sound.

import { ask } from "./edit-ask.js";
import { problem } from "./edit-field.js";
import { make } from "./review-dom.js";

let run = 0; // counts up, so that what was started earlier knows that it is over
let sound = null;

const stop = () => {
  run += 1;
  sound?.pause();
  sound = null;
  window.speechSynthesis?.cancel();
};

const played = (url) =>
  new Promise((done) => {
    sound = new Audio(url);
    sound.addEventListener("ended", () => done(true));
    sound.addEventListener("error", () => done(false));
    sound.addEventListener("pause", (event) => event.target.ended || done(false));
    sound.play().catch(() => done(false));
  });

// Only a voice inside this machine: the others send the text to their maker.
const spoken = (text) =>
  new Promise((done) => {
    const voices = window.speechSynthesis?.getVoices() ?? [];
    const voice = voices.find((one) => one.lang.toLowerCase().startsWith("nl") && one.localService);
    if (!voice) return done(false);
    const words = new SpeechSynthesisUtterance(text);
    Object.assign(words, { voice, lang: voice.lang });
    words.addEventListener("end", () => done(true));
    words.addEventListener("error", () => done(false));
    window.speechSynthesis.speak(words);
  });

const NONE = "Hiervan is geen clip, en deze browser heeft geen Nederlandse stem.";

const play = async (clips, rows, told) => {
  stop();
  const mine = run;
  told.textContent = "";
  for (const [index, clip] of clips.entries()) {
    rows[index].classList.add("now");
    let well = clip.url ? await played(clip.url) : false;
    if (!well && mine === run) well = await spoken(clip.text);
    rows[index].classList.remove("now");
    if (mine !== run) return;
    if (!well) told.textContent = NONE;
  }
};

const row = (clip) => {
  const none = !clip.url && make("span", { class: "small" }, " (geen clip: de stem van het apparaat)");
  return make("li", {}, clip.text, none);
};

// The answer to an item, as a conversation would give it.
export const heard = async (item) => {
  let answer;
  try {
    answer = await ask(`heard/${item}`);
  } catch (error) {
    return problem(error.message);
  }
  if (!answer.clips.length) {
    return make("p", { class: "small" }, "Dit klinkt niet los, of pas na het opbouwen.");
  }
  const rows = answer.clips.map(row);
  const told = make("p", { class: "small", role: "status" });
  return make(
    "div",
    { class: "edit-heard" },
    make("p", {}, "Zo klinkt het nu in een gesprek:"),
    make("ol", {}, rows),
    make(
      "div",
      { class: "edit-actions" },
      make("button", { type: "button", onclick: () => play(answer.clips, rows, told) }, "Luister naar het gesprek"),
      make("button", { type: "button", onclick: stop }, "Stop"),
    ),
    told,
  );
};
