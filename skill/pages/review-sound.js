// One player for the whole page: what begins stops what was playing. Its bar can be wound.

import { make } from "./review-dom.js";

const bar = document.getElementById("player");
const name = document.getElementById("playing-name");
const sound = document.getElementById("sound");
let button = null;

const release = () => {
  button?.classList.remove("now");
  button?.setAttribute("aria-pressed", "false");
  button = null;
};

export const stop = () => {
  sound.pause();
  release();
};

// Plays, or stops what this very button had begun.
export const play = (url, words, from) => {
  if (button === from && !sound.paused) return stop();
  release();
  button = from;
  button?.classList.add("now");
  button?.setAttribute("aria-pressed", "true");
  bar.hidden = false;
  name.textContent = words;
  sound.src = url;
  return sound.play().catch((error) => {
    // What begins breaks off what was loading: that says so late, and is not about this button.
    if (button !== from) return;
    release();
    if (error.name !== "AbortError") name.textContent = `${words}: dit geluid kon niet worden afgespeeld.`;
  });
};

export const playButton = (url, words, name) => {
  const button = make("button", { type: "button", class: "play", "aria-pressed": "false", "data-play": url },
    make("span", { "aria-hidden": "true" }, "▶ "), words);
  button.setAttribute("aria-label", `Speel af: ${name}, ${words}`);
  button.addEventListener("click", () => play(url, `${name}, ${words}`, button));
  return button;
};

sound.addEventListener("ended", release);
document.getElementById("player-close").addEventListener("click", () => {
  stop();
  bar.hidden = true;
});
