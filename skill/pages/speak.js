// The button to speak: recorded here and understood by the server, or by the browser after a yes.

import { record } from "./record.js";
import { browserSpeech, why } from "./speech.js";

const PATIENCE = 60000; // milliseconds; a model that is loaded for the first time takes long
const TRIES = 3; // while others are being listened to

const pause = (seconds) => new Promise((done) => setTimeout(done, 1000 * seconds));

// What the server makes of a sound: { text, sure }, or { failed: why }, where `no_ear` says that it
// cannot listen.
const understood = async (sound) => {
  for (let left = TRIES; left; left -= 1) {
    const response = await fetch("/api/listen", {
      method: "POST",
      headers: { "Content-Type": "audio/wav" },
      body: sound,
      signal: AbortSignal.timeout(PATIENCE),
    });
    const answer = await response.json();
    if (response.ok) return answer;
    if (response.status !== 503) return { failed: answer.error.code };
    await pause(Number(response.headers.get("Retry-After")) || 1);
  }
  return { failed: "busy" };
};

// The browser's words for a microphone that cannot be had
// (https://w3c.github.io/mediacapture-main/#dom-mediadevices-getusermedia) -> ours.
const MICROPHONE = {
  NotAllowedError: "not-allowed",
  SecurityError: "not-allowed",
  NotFoundError: "audio-capture",
  NotReadableError: "in-use",
};

// `own` is whether the server has an ear. `consent` is the dialog that says what the browser's
// recogniser means. `begin` is called first: what sounds must be silent by then. `heard(text, sure)`
// is given what was said, `failed(text)` what went wrong.
export const offerSpeaking = ({ button, note, consent, own, begin, heard, failed }) => {
  let recording = null;
  let working = false;
  let agreed = false;
  let quiet = note.textContent;

  const show = (label, text = quiet, pressed = false) => {
    button.textContent = label;
    button.setAttribute("aria-pressed", String(pressed));
    note.textContent = text;
  };
  const rest = () => show("Spreek");
  const listening = () => show("Klaar", "Ik luister. Druk op ‘Klaar’ als u uitgesproken bent.", true);

  const browser = browserSpeech({ listening, rest, heard, failed });

  // The browser's recogniser, where there is one, after a yes that holds until the page is left.
  const otherwise = async () => {
    if (!browser) return failed(why("unsupported"));
    if (!agreed) {
      consent.returnValue = "";
      consent.showModal();
      await new Promise((closed) => consent.addEventListener("close", closed, { once: true }));
      agreed = consent.returnValue === "ja";
      if (!agreed) return button.focus();
      quiet = "Bij ‘Spreek’ luistert uw browser. Die stuurt het geluid meestal naar zijn maker.";
    }
    begin();
    return browser.listen();
  };

  const ours = async () => {
    recording = record(listening);
    let sound;
    try {
      sound = await recording.sound;
    } catch (error) {
      return failed(why(MICROPHONE[error.name] ?? "unknown"));
    } finally {
      recording = null;
      rest();
    }
    if (!sound) return null;
    working = true;
    button.setAttribute("aria-disabled", "true");
    show("Spreek", "Ik maak er tekst van …");
    let answer;
    try {
      answer = await understood(sound);
    } catch {
      answer = { failed: "network" };
    } finally {
      working = false;
      button.setAttribute("aria-disabled", "false");
      rest();
    }
    if (answer.failed === "no_ear") {
      own = false;
      quiet = "";
      rest();
      return otherwise();
    }
    if (answer.failed) return failed(why(answer.failed === "network" ? "server" : answer.failed));
    return answer.text ? heard(answer.text, answer.sure) : failed(why("no-speech"));
  };

  button.addEventListener("click", () => {
    if (working) return null;
    if (recording) return recording.stop();
    if (browser?.stop()) return null;
    if (!window.isSecureContext) return failed(why("insecure"));
    begin();
    return own && navigator.mediaDevices && window.AudioWorkletNode ? ours() : otherwise();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") recording?.cancel();
  });
  window.addEventListener("pagehide", () => recording?.cancel());
  button.hidden = false;
};
