// What a speaker would have sent to Alexa's endpoint for a turn, and what it gets back: for developers.

import { element } from "./bubbles.js";
import { copy, post, problem } from "./server.js";

const byId = (id) => document.getElementById(id);
const panel = byId("alexa");
const field = byId("alexa-request");
const status = byId("alexa-status");
const parts = byId("alexa-parts");
const whole = byId("alexa-response");
const own = byId("alexa-own");
const free = byId("alexa-free");

const APPLICATION = { applicationId: "amzn1.ask.skill.console" };
const USER = { userId: "amzn1.ask.account.console" };

let turn = null; // the turn that is shown: { turn, before, answer }
let answered = null; // the last response
let count = 0;

const tell = (text) => {
  status.textContent = text;
};

// The request of a turn; `label` asks for an intent of its own instead of a free sentence.
const requestOf = ({ text, event }, intent) => {
  if (event === "launch") return { type: "LaunchRequest" };
  if (event === "silence") return { type: "SessionEndedRequest", reason: "EXCEEDED_MAX_REPROMPTS" };
  if (event) return { type: "SessionEndedRequest", reason: "USER_INITIATED" };
  const slots = { vraag: { name: "vraag", value: text, confirmationStatus: "NONE" } };
  return intent
    ? { type: "IntentRequest", intent: { name: intent, confirmationStatus: "NONE", slots: {} } }
    : { type: "IntentRequest", intent: { name: "VraagIntent", confirmationStatus: "NONE", slots } };
};

const stamped = (request) => {
  count += 1;
  return {
    ...request,
    requestId: `amzn1.echo-api.request.console-${count}`,
    timestamp: `${new Date().toISOString().slice(0, 19)}Z`,
    locale: "nl-NL",
  };
};

const envelopeOf = (request, attributes) => ({
  version: "1.0",
  session: {
    new: attributes === null,
    sessionId: "amzn1.echo-api.session.console",
    application: APPLICATION,
    attributes: attributes ?? {},
    user: USER,
  },
  context: {
    System: {
      application: APPLICATION,
      user: USER,
      device: { deviceId: "amzn1.ask.device.console", supportedInterfaces: {} },
      apiEndpoint: "https://api.eu.amazonalexa.com",
    },
  },
  request: stamped(request),
});

const write = (intent = "") => {
  field.value = JSON.stringify(envelopeOf(requestOf(turn.turn, intent), turn.before), null, 2);
};

const row = (name, text, code = false) => {
  const value = element("dd");
  value.append(code ? element("code", "", text) : text);
  parts.append(element("dt", "", name), value);
};

const showResponse = (response) => {
  answered = response;
  const { outputSpeech, reprompt, card, directives, shouldEndSession } = response.response ?? {};
  parts.replaceChildren();
  row("Spraak (SSML)", outputSpeech?.ssml ?? "geen", true);
  row("Bij stilte", reprompt?.outputSpeech?.ssml ?? "geen", true);
  row("Kaart", card ? `${card.title}\n${card.content ?? card.text ?? ""}` : "geen");
  row("Directives", directives?.length ? JSON.stringify(directives, null, 1) : "geen", true);
  const open = { true: "gaat dicht", false: "blijft open" }[shouldEndSession];
  row("Sessie", open ?? "wordt niet genoemd");
  whole.textContent = JSON.stringify(response, null, 2);
  byId("alexa-next").hidden = shouldEndSession !== false;
  byId("alexa-answer").hidden = false;
};

const parse = () => {
  try {
    return JSON.parse(field.value);
  } catch (error) {
    // Only the place: the message of some browsers quotes the text itself.
    const at = /line \d+ column \d+|position \d+/.exec(error.message)?.[0] ?? "";
    tell(`Dit verzoek is geen geldige JSON${at ? ` (${at})` : ""}. Er is niets verstuurd.`);
    field.setAttribute("aria-invalid", "true");
    field.focus();
    return undefined;
  }
};

let sent = 0; // counts up, so that a response that comes late is not shown with another request

const send = async () => {
  field.removeAttribute("aria-invalid");
  const envelope = parse();
  if (envelope === undefined) return;
  sent += 1;
  const mine = sent;
  tell("Verstuurd …");
  try {
    const response = await post("/alexa", envelope);
    if (mine !== sent) return;
    showResponse(response);
    tell("Antwoord ontvangen.");
  } catch (error) {
    if (mine !== sent) return;
    byId("alexa-answer").hidden = true;
    tell(problem(error));
  }
};

// The same request in the session that the last response left behind.
const next = () => {
  const envelope = parse();
  if (envelope === undefined) return;
  const session = { ...envelope.session, new: false, attributes: answered.sessionAttributes ?? {} };
  const again = { ...envelope, session, request: stamped(envelope.request ?? {}) };
  field.value = JSON.stringify(again, null, 2);
  tell("De sessie van het antwoord staat nu in het verzoek. Pas de vraag aan en verstuur.");
  field.focus();
};

const sync = () => {
  const intent = turn?.answer.heard?.intent;
  own.hidden = free.hidden = !intent;
  own.textContent = intent ? `Als ${intent}` : "";
};

// The turn that was just taken, or null for none.
export const showEnvelope = (entry) => {
  turn = entry;
  sent += 1;
  answered = null;
  byId("alexa-body").hidden = !turn;
  byId("alexa-empty").hidden = Boolean(turn);
  byId("alexa-answer").hidden = true;
  tell("");
  if (!turn) return;
  byId("alexa-silent").hidden = turn.turn.event !== "silence";
  write();
  sync();
  if (panel.open && !panel.hidden) send();
};

// Whether the panel is there: only where a speaker listens.
export const showPanel = (there) => {
  panel.hidden = !there;
  if (there && panel.open && turn && !answered) send();
};

panel.addEventListener("toggle", () => {
  if (panel.open && turn && !answered) send();
});
byId("alexa-send").addEventListener("click", send);
byId("alexa-next").addEventListener("click", next);
byId("alexa-copy").addEventListener("click", () => copy(field.value, field, tell));
byId("alexa-copy-response").addEventListener("click", () => copy(whole.textContent, whole, tell));
own.addEventListener("click", () => {
  write(turn.answer.heard.intent);
  send();
});
free.addEventListener("click", () => {
  write();
  send();
});
