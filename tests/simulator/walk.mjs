// Every intent of the interaction model, through somebody else's Alexa simulator, to a running server.
//
//     node walk.mjs http://127.0.0.1:5000/alexa nl-NL.json
//
// Writes one line of JSON: {"intents": n, "utterances": n, "taps": n, "faults": [...]}; exit 1 on faults.
// The server must play clips (no ALEXA_VOICE) and have no ALEXA_SKILL_ID: a simulator cannot sign.
import { readFileSync } from "node:fs";
import simulator from "virtual-alexa";

const ROOT = new URL("../../", import.meta.url);
const LOCALE = "nl-NL";
const APL = "Alexa.Presentation.APL";
const ENDS = ["AMAZON.StopIntent", "AMAZON.CancelIntent", "AMAZON.PauseIntent"];
const CONTROLS = ["OnderwerpenIntent", "LangzamerIntent", "GewoonTempoIntent", "LeesAllesVoorIntent"];
// Answers to a warning; nothing was warned of here.
const ANSWERS = ["DatHebIkIntent", "DatHebIkNietIntent", "WelkeTekensIntent", "GaatNietOverMijIntent"];
// Words for the free slot. The simulator only resolves values that the model lists.
const QUESTION = "tillen en opstaan";
// A medicine of which the leaflet gives no dose, and the one of which it does.
const NO_DOSE = ["MedicijnHoeveelIntent", "zaldiar", "paracetamol"];
// Free text that is in no list, sent by intent name, and the passage that answers it.
const FREE_TEXT = ["hoe til ik goed", "goed-tillen"];

const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));
const model = readJson(process.argv[3]);
const leaflet = readJson(new URL("content/compiled/leaflet.json", ROOT));
const { intents, types } = model.interactionModel.languageModel;

// The simulator strips hyphens and periods from what is said, but not from the samples it compares
// that with.
const hearable = (sample) => sample.replace(/[-.]/g, "");
for (const intent of intents) intent.samples = intent.samples?.map(hearable);

// The word that fills a slot: for a question with a gap one from the middle of its type, and where
// that has synonyms the last of those.
function wordFor({ type }) {
  if (type === "VRAAG") return QUESTION;
  const { values } = types.find((one) => one.name === type);
  const { value, synonyms = [] } = values[Math.floor(values.length / 2)].name;
  return synonyms.at(-1) ?? value;
}

const camel = (name) => name.split("-").map((part) => part[0].toUpperCase() + part.slice(1)).join("");
const escaped = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
const says = (ssml, clip, text) => ssml.includes(`/audio/${clip}-`) || ssml.includes(escaped(text));

// Intent name -> what is wrong with its SSML; empty when nothing is.
const meanings = new Map();
for (const one of Object.values(leaflet.passages)) {
  const check = (ssml) => (says(ssml, one.id, one.text) ? "" : `does not say passage ${one.id}`);
  meanings.set(`${camel(one.id)}Intent`, check);
}
for (const one of Object.values(leaflet.subjects)) {
  const check = (ssml) => (says(ssml, `subject_${one.id}`, one.text) ? "" : `does not say subject ${one.id}`);
  meanings.set(`NietInFolder${camel(one.id)}Intent`, check);
}
for (const one of Object.values(leaflet.alarms)) {
  const text = one.say || leaflet.prompts[`level_${one.level}`].text;
  meanings.set(`Alarm${camel(one.code)}Intent`, (ssml) => {
    if (/<audio/i.test(ssml)) return "an alarm holds an <audio> tag";
    return ssml.includes(escaped(text)) ? "" : `does not say what alarm ${one.code} must`;
  });
}
// A wish for a person has a reply that depends on the channel.
for (const one of Object.values(leaflet.openings)) {
  meanings.set(`${camel(one.id)}Intent`, (ssml) => {
    if (one.kind === "person") return "";
    if (one.kind === "emergency" && /<audio/i.test(ssml)) return "a call for help holds an <audio> tag";
    return says(ssml, `opening_${one.id}`, one.text) ? "" : `does not say opening ${one.id}`;
  });
}
for (const one of Object.values(leaflet.slots)) meanings.set(`${camel(one.id)}Intent`, () => "");
for (const name of [...CONTROLS, ...ANSWERS, "VraagIntent"]) meanings.set(name, () => "");

const faults = [];
const blame = (where, what) => faults.push(`${where}: ${what}`);
let sent = null;
let utterances = 0;

const alexa = simulator.VirtualAlexa.Builder()
  .interactionModel(model)
  .locale(LOCALE)
  .skillURL(process.argv[2])
  .create();
let screen = false;
alexa.filter((request) => {
  sent = request;
  if (screen) request.context.System.device.supportedInterfaces[APL] = { runtime: { maxVersion: "2024.3" } };
});
// The simulator takes any text with `ask`, `open`, `launch` or `tell` in it for an English launch
// phrase, also inside a word (`opengemaakt`, `bestellen`). In Dutch it must leave that.
alexa.parseLaunchRequest = () => undefined;

// Sends by `call`; the simulator itself refuses any status but 200 and a body that is no JSON.
async function answer(where, call) {
  sent = null;
  try {
    return await call();
  } catch (error) {
    blame(where, `${sent ? "transport" : "not sent"}: ${error?.message || error?.code || error}`);
    return null;
  }
}

function look(where, name, got) {
  if (got === null) return;
  if (sent.request.locale !== LOCALE) blame(where, `sent as ${sent.request.locale}`);
  const resolved = sent.request.intent?.name ?? sent.request.type;
  if (resolved !== name) blame(where, `the simulator resolved it to ${resolved}`);
  if (got.version !== "1.0") blame(where, `version is ${JSON.stringify(got.version)}`);
  const ends = got.response?.shouldEndSession;
  if (typeof ends !== "boolean") blame(where, "shouldEndSession is no boolean");
  if (ENDS.includes(name) && ends !== true) blame(where, "the session stays open");
  if (!ENDS.includes(name) && ends === true) blame(where, "the session ends");
  const speech = got.response?.outputSpeech;
  const ssml = typeof speech?.ssml === "string" ? speech.ssml : "";
  if (speech?.type !== "SSML") blame(where, `outputSpeech is ${speech?.type}`);
  if (!/^<speak>.+<\/speak>$/s.test(ssml)) blame(where, "the SSML is no filled <speak>");
  const wrong = meanings.get(name)?.(ssml);
  if (wrong) blame(where, wrong);
}

// Ends the session as a patient does, so that the next request opens a new one.
async function restart(where) {
  if (!alexa.context().activeSession()) return;
  const got = await answer(`${where} (end of session)`, () => alexa.endSession());
  if (got?.response?.outputSpeech) blame(where, "the end of a session is answered with speech");
  if (alexa.context().activeSession()) alexa.context().endSession();
}

async function launch(where) {
  look(`${where} (launch)`, "LaunchRequest", await answer(where, () => alexa.launch()));
}

await launch("start");
await restart("start");
for (const { name, samples = [], slots = [] } of intents) {
  if (!meanings.has(name) && !name.startsWith("AMAZON.")) blame(name, "nobody knows this intent");
  await launch(name);
  const free = slots[0]?.type === "VRAAG";
  const filled = slots.length ? { [slots[0].name]: free ? FREE_TEXT[0] : wordFor(slots[0]) } : undefined;
  const got = await answer(name, () => alexa.intend(name, filled));
  look(name, name, got);
  if (free && got && !says(got.prompt() ?? "", FREE_TEXT[1], leaflet.passages[FREE_TEXT[1]].text)) {
    blame(name, `does not answer ${JSON.stringify(FREE_TEXT[0])} with ${FREE_TEXT[1]}`);
  }
  await restart(name);
  if (name === NO_DOSE[0]) {
    const refused = await answer(name, () => alexa.intend(name, { [slots[0].name]: NO_DOSE[1] }));
    look(name, name, refused);
    if (refused && says(refused.prompt() ?? "", NO_DOSE[2], leaflet.passages[NO_DOSE[2]].text)) {
      blame(name, `says the dose of ${NO_DOSE[2]} for ${NO_DOSE[1]}`);
    }
    await restart(name);
  }
  const chosen = new Set([samples[0], samples[Math.floor(samples.length / 2)], samples.at(-1)]);
  for (const sample of chosen) {
    if (sample === undefined) continue;
    const word = slots.length ? wordFor(slots[0]) : "";
    const said = sample.replace(/\{\w+\}/, word);
    const where = `${name} ${JSON.stringify(said)}`;
    utterances += 1;
    look(where, name, await answer(where, () => alexa.utter(said)));
    const heard = Object.values(sent?.request.intent?.slots ?? {})[0]?.value;
    if (said !== sample && heard !== word) blame(where, `the slot holds ${JSON.stringify(heard)}`);
    await restart(where);
  }
}

// A device with a screen: a button for each topic, what a tap on it gives, and a tap while an alarm stands.
const shown = (got) => got?.response?.directives?.[0]?.datasources?.screen;
let taps = 0;
async function tap(where, id) {
  taps += 1;
  // The simulator is older than this request, and gives a session to its forerunner only.
  const request = alexa.request().requestType("Display.ElementSelected");
  request.set("request.type", `${APL}.UserEvent`).set("request.arguments", ["kies", id]);
  const got = await answer(where, () => request.send());
  look(where, `${APL}.UserEvent`, got);
  return got;
}
screen = true;
for (const chapter of leaflet.chapters) {
  const where = `tap on ${chapter}`;
  await launch(where);
  const menu = await answer(where, () => alexa.intend("OnderwerpenIntent"));
  if (!shown(menu)?.choices.some(({ id }) => id === chapter)) blame(where, "there is no such button");
  const got = await tap(where, chapter);
  const names = shown(got)?.choices.map(({ id }) => id) ?? [];
  if (!leaflet.nodes[chapter].children.includes(names[0])) blame(where, `gives ${JSON.stringify(names)}`);
  await restart(where);
}
for (const id of [FREE_TEXT[1], leaflet.chapters[0]]) {
  const where = `tap on ${id} while an alarm stands`;
  await launch(where);
  await answer(where, () => alexa.intend("AlarmDoofKruisIntent"));
  const got = shown(await tap(where, id));
  if (got?.warns !== true || got.choices.length) blame(where, "the alarm does not stand");
  await restart(where);
}

console.log(JSON.stringify({ intents: intents.length, utterances, taps, faults }));
process.exitCode = faults.length ? 1 : 0;
