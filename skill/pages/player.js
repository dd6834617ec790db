// Playing an answer: its clips in order, and the browser's own Dutch voice for a line without one.

import { toConversation } from "./bubbles.js";

const bar = document.getElementById("player");
const label = document.getElementById("playing");
const tempo = document.getElementById("tempo");
const button = document.getElementById("silence-sound");

let run = 0; // counts up, so that what was started earlier knows that it is over
let sound = null;
let current = null;

const mark = (line) => {
  current?.classList.remove("now");
  current = line ?? null;
  current?.classList.add("now");
};

// What the bar says: a sentence that is being heard, or why there is nothing to hear.
const tell = (text, playing) => {
  label.textContent = text;
  bar.classList.toggle("quiet", !playing);
  button.textContent = playing ? "Stop geluid" : "Sluit";
};

const hide = () => {
  if (bar.contains(document.activeElement)) toConversation();
  bar.hidden = true;
};

export const stop = () => {
  run += 1;
  sound?.pause();
  sound = null;
  window.speechSynthesis?.cancel();
  mark(null);
  hide();
};

const playClip = (url) =>
  new Promise((done) => {
    sound = new Audio(url);
    sound.addEventListener("ended", () => done("played"));
    sound.addEventListener("error", () => done("failed"));
    // A browser also says "pause" just before "ended".
    sound.addEventListener("pause", (event) => event.target.ended || done("paused"));
    sound.play().catch((error) => done(error.name === "NotAllowedError" ? "waiting" : "failed"));
  });

// Only a voice inside this machine: the others send the text to their maker.
const dutchVoice = () =>
  window.speechSynthesis
    ?.getVoices()
    .find((voice) => voice.lang.toLowerCase().startsWith("nl") && voice.localService);

const speak = (text, slow) =>
  new Promise((done) => {
    const voice = dutchVoice();
    if (!voice) return done("failed");
    const words = new SpeechSynthesisUtterance(text);
    words.voice = voice;
    words.lang = voice.lang;
    words.rate = slow ? 0.75 : 1;
    words.addEventListener("end", () => done("played"));
    words.addEventListener("error", () => done("failed"));
    window.speechSynthesis.speak(words);
  });

// Gives true when everything was heard; false when it was stopped or there was no sound.
export const play = async (answer, lines) => {
  stop();
  const mine = run;
  bar.hidden = false;
  tempo.hidden = !answer.slow;
  let heard = 0;
  for (const [index, clip] of answer.clips.entries()) {
    mark(lines[index]);
    tell(`Te horen: ${clip.text}`, true);
    let how = clip.url ? await playClip(clip.url) : "failed";
    if (mine !== run) return false;
    if (how === "waiting") {
      tell("Uw browser wacht op een klik. Druk op ‘Luister’ bij het antwoord.", false);
      mark(null);
      return false;
    }
    if (how === "failed") how = await speak(clip.text, answer.slow);
    if (mine !== run) return false;
    if (how === "played") heard += 1;
  }
  mark(null);
  if (heard === answer.clips.length) {
    hide();
    return true;
  }
  const none = "Hiervan is geen opname, en deze browser heeft geen Nederlandse stem.";
  tell(heard ? "Van een deel van dit antwoord is geen opname." : none, false);
  return false;
};
