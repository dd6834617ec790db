// One item on the screen: what it is based on, every line of it, and what only its kind has.

import { count, linkTo, make, tag, withLinks } from "./review-dom.js";
import { elsewhere, lineOf } from "./review-line.js";

const LEVELS = {
  112: "meteen één één twee bellen",
  113: "praten: één één drie bellen",
  nu: "meteen de huisarts bellen",
  vandaag: "vandaag de huisarts bellen",
  afspraak: "een afspraak maken",
};

const EVIDENCE = {
  GOED: "een bron zegt dit",
  DEELS: "een bron zegt dit voor een deel",
  NIET: "geen bron zegt dit",
};

const MOST = 8; // sentences that are shown before "show all"

const block = (title, ...children) => make("section", { class: "block" }, make("h3", {}, title), ...children);

const list = (rows) => make("ul", {}, rows.map((row) => make("li", {}, ...[row].flat())));

const links = (title, found) => found?.length
  ? block(title, list(found.map((one) => [linkTo(one)]))) : null;

const said = (title, rows, empty) => {
  if (!rows?.length) return block(title, make("p", { class: "small" }, empty));
  const more = rows.slice(MOST);
  return block(`${title} (${rows.length})`, list(rows.slice(0, MOST)),
    more.length ? make("details", {}, make("summary", {}, `Nog ${count(more.length, "zin", "zinnen")}`), list(more)) : null);
};

const source = ({ background, without_source: missing, kind }) => {
  if (!background) return null;
  const grade = background.evidence.match(/^[A-Z]+/)?.[0] ?? "";
  const empty = kind === "prompt" && !background.source;
  if (empty && !missing) return null;
  return block("Bron en bewijs",
    missing && make("p", { class: "missing-source" },
      make("strong", {}, background.source.includes("://") ? "De genoemde bron zegt dit niet. " : "Geen bron gevonden. "),
      "Wie dit goedkeurt, staat er zelf voor in."),
    make("dl", {},
      make("dt", {}, "Bron"), make("dd", {}, ...(background.source ? withLinks(background.source) : ["niet ingevuld"])),
      ...(kind === "alarm" ? [make("dt", {}, "Bewijs"),
        make("dd", {}, background.evidence || "niet ingevuld", EVIDENCE[grade] ? ` (${EVIDENCE[grade]})` : "")] : [])),
    background.note && make("p", { class: "note" }, make("strong", {}, "Wat hoort erbij en wat niet: "), background.note));
};

const beside = (about) => block("Gezegd, naast wat de folder zegt",
  make("p", { class: "small" }, "Met een kleur: woorden die volgens de folder moeten klinken. Met puntjes eronder: een zin van onszelf, die niet in de folder staat."),
  make("div", { class: "beside" },
    ...about.sentences.map((sentence) => make("div", { class: "pair" },
      make("p", { class: sentence.own ? "spoken own" : "spoken" },
        ...sentence.pieces.map(([words, marked]) => (marked ? make("mark", {}, words) : words)),
        sentence.own && make("span", { class: "small" }, " (eigen zin, staat niet in de folder)")),
      make("div", { class: "stated" }, ...sentence.statements.map((id) => {
        const found = about.statements.find((one) => one.id === id);
        return make("p", {}, make("strong", {}, id), ` ${found?.text ?? "onbekende uitspraak"} `,
          found?.hard_facts && make("span", { class: "hard" }, `Mag niet wegvallen: ${found.hard_facts}`),
          found && make("span", { class: "small" }, ` (${found.section}, regel ${found.lines})`));
      }))))),
  unsaid(about));

// A statement that the passage names and none of its sentences says.
const unsaid = (about) => {
  const used = new Set(about.sentences.flatMap((sentence) => sentence.statements));
  const left = about.statements.filter((one) => !used.has(one.id));
  return left.length ? make("p", { class: "missing-source" }, "Genoemd, maar in geen zin: ",
    left.map((one) => `${one.id} ${one.text}`).join(" · ")) : null;
};

const facts = (rows) => make("dl", { class: "facts" }, ...rows.filter(([, words]) => words)
  .flatMap(([name, words]) => [make("dt", {}, name), make("dd", {}, words)]));

const ABOUT = {
  passage: (about) => [
    facts([["Gesproken titel", about.spoken_title], ["In een aanbod", about.in_offer], ["Telefooncode", about.code], ["Risico", about.risk]]),
    beside(about)],
  alarm: (about) => [
    facts([["Niveau", `${about.level}: ${LEVELS[about.level] ?? ""}`], ["Groep", about.group],
      ["Navraag bij twijfel", about.check || "geen: een onzeker teken telt dan niet"]])],
  opening: (about) => [facts([["Soort", about.kind === "emergency" ? "hulproep" : about.kind]])],
  subject: (about) => [facts([["Wie men het vraagt", about.ask], ["Onthouden", about.remember ? "ja: het blijft gelden voor wie dit zei" : ""]])],
  question: (about) => [
    facts([["Deel", about.section], ["Vóór gebruik", about.before_use ? "ja: zonder antwoord mag niets naar patiënten" : "nee"],
      ...Object.entries(about.fields ?? {}).filter(([name]) => !["bronnen", "raakt"].includes(name))
        .map(([name, words]) => [name[0].toUpperCase() + name.slice(1), words])]),
    about.fields?.bronnen && block("Bronnen", make("p", {}, ...withLinks(about.fields.bronnen))),
    about.fields?.raakt && block("Raakt", make("p", { class: "small" }, about.fields.raakt)),
    links("Naar deze teksten", about.touches)],
};

const AFTER = {
  passage: (about) => [links("Aanbod daarna", about.follow_ups),
    said("Wat mensen zeggen om dit te horen", about.raises, "Er zijn geen voorbeeldzinnen.")],
  alarm: (about) => [
    said("Wat dit alarm geeft", about.raises, "Er zijn geen voorbeeldzinnen: alleen regels in words.yaml geven dit alarm."),
    about.alike.length ? block("Lijkt erop en is iets anders",
      list(about.alike.map(({ text, what }) => [text, " ", make("span", { class: "small" }, `→ ${what}`)]))) : null,
    said("Laat de regel met rust", about.leaves, "Dit alarm heeft geen regel in words.yaml."),
    about.together.length ? block("Ook als het samenkomt", list(about.together.map((pair) => pair.join(" + ")))) : null,
    links("Daarna niet gezegd", about.never)],
  opening: (about) => [links("Keuzes", about.choices), links("Noemt de tekens", about.signs),
    said("Wie dit hoort, zei bijvoorbeeld", about.raises, "Er zijn geen voorbeeldzinnen.")],
  subject: (about) => [links("Aanbod daarna", about.offer), links("Nooit het antwoord", about.never),
    said("Wie dit hoort, vroeg bijvoorbeeld", about.raises, "Er zijn geen voorbeeldzinnen.")],
};

const asked = (questions) => questions.length ? block("Open vragen hierover",
  list(questions.map((one) => [make("a", { href: `#${one.id}` }, `Vraag ${one.number}: ${one.title}`), " ",
    one.before_use && tag("beslissen vóór gebruik", "alarm"), make("span", { class: "small" }, ` ${one.asked}`)]))) : null;

// `tell` has `changed(words, line)` and `problem(error)`.
export const itemOf = (found, tell) => {
  const item = { id: found.id, title: found.title, ...tell };
  const about = found.about;
  const without = found.kind === "passage" ? "eigen zin" : "geen bron";
  const dangers = [found.withdrawn && tag("ingetrokken", "missing"), found.kind === "alarm" && tag(about.level, "alarm"), about.risk && tag(about.risk, "alarm"),
    found.without_source && tag(without, "missing")];
  const title = found.kind === "alarm" ? "Wat er klinkt: de zin van het niveau" : "Klinkt hier ook";
  const here = about.elsewhere?.length > 0 && block(title, ...about.elsewhere.map(elsewhere));
  return [
    make("header", {},
      make("p", { class: "small" }, found.part, found.place && [" · ", make("code", {}, found.place)]),
      make("h2", { tabindex: "-1", id: "item-title" }, found.title),
      make("p", { class: "tags" }, ...dangers, " ", make("code", { class: "small" }, found.id))),
    make("div", { class: "edit-tools", "data-item": found.id }),
    found.kind === "alarm" && source(found),
    ...(ABOUT[found.kind]?.(about) ?? []),
    found.kind === "alarm" && here,
    found.lines.length > 0 && block(found.lines.length > 1 ? "Teksten" : "Tekst", ...found.lines.map((line) => lineOf(line, item))),
    found.kind !== "alarm" && here,
    asked(found.questions),
    found.kind !== "alarm" && source(found),
    ...(AFTER[found.kind]?.(about) ?? []),
  ].filter(Boolean);
};
