// How a text sounds in a conversation: what the running server says, with its sound.

import { ask, make } from "./edit-ask.js";
import { problem } from "./edit-field.js";

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

const play = async (clips, rows) => {
  stop();
  const mine = run;
  for (const [index, clip] of clips.entries()) {
    rows[index].classList.add("now");
    if (!(clip.url && (await played(clip.url))) && mine === run) await spoken(clip.text);
    rows[index].classList.remove("now");
    if (mine !== run) return;
  }
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
    return make("p", { className: "small", textContent: "Dit klinkt niet los, of pas na het opbouwen." });
  }
  const rows = answer.clips.map((clip) =>
    make(
      "li",
      {},
      clip.text,
      clip.url
        ? null
        : make("span", { className: "small", textContent: " (geen clip: de stem van het apparaat)" }),
    ),
  );
  const listen = make("button", { type: "button", textContent: "Luister" });
  const silence = make("button", { type: "button", textContent: "Stop" });
  listen.addEventListener("click", () => play(answer.clips, rows));
  silence.addEventListener("click", stop);
  return make(
    "div",
    { className: "edit-heard" },
    make("p", { textContent: "Zo klinkt het nu in een gesprek:" }),
    make("ol", {}, ...rows),
    make("div", { className: "edit-actions" }, listen, silence),
  );
};
