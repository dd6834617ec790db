// Why this answer: what was understood, how sure, what else it could have been; in words.

import { awaited, element, LEVELS } from "./bubbles.js";

const KINDS = {
  passage: "Een vraag die de folder beantwoordt",
  clarify: "Een van twee vragen",
  alarm: "Een alarmteken",
  confirm: "Misschien een alarmteken",
  not_covered: "Een onderwerp dat niet in de folder staat",
  out_of_scope: "Iets waar de folder niet over gaat",
  control: "Een opdracht",
  opening: "Iets wat mensen zeggen voor hun vraag",
  answer: "Een antwoord op een waarschuwing",
  unclear: "Niet begrepen",
};

const OUTCOMES = {
  welcome: "welkom",
  answer: "antwoord uit de folder",
  clarify: "vraag terug",
  not_covered: "verwijzing: dit staat niet in de folder",
  alarm: "alarm",
  control: "opdracht uitgevoerd",
  fallback: "nog eens vragen",
  menu: "keuzemenu",
  goodbye: "afscheid",
  opening: "reactie, met een keuze of een vraag",
};

const CONTROLS = {
  repeat: "herhalen",
  next: "volgende",
  previous: "vorige",
  stop: "stoppen",
  cancel: "afbreken",
  help: "hulp",
  menu: "onderwerpen",
  slower: "langzamer",
  faster: "weer gewoon tempo",
  yes: "ja",
  no: "nee",
  start_over: "opnieuw beginnen",
  read_all: "alles voorlezen",
};

const ANSWERS = {
  confirms: "dat is zo",
  denies: "dat is niet zo",
  which: "welke tekens dat zijn",
  not_me: "dat gaat niet over mij",
};

// `voet (tenen), koud (koud)` -> the words that were said; what a group is called is for `words.yaml`.
const groupWords = (rest) => [...new Set([...rest.matchAll(/\(([^)]*)\)/g)].map(([, word]) => word))].join(", ");

// How a piece of evidence begins -> what it says of the rest. The sentences are those of the ear.
const EVIDENCE = [
  ["gehoord als: ", (rest) => `Gelezen als: ${rest}.`],
  ["woordgroepen: ", (rest) => `Woorden uit een woordgroep: ${groupWords(rest)}.`],
  ["teken: ", (rest) => `Kans op een alarmteken: ${percent(Number(rest))}.`],
  ["letterlijk: ", () => "Staat letterlijk bij de vaste zinnen."],
  ["alarmregel: ", (rest) => `Alarmregel: deze woorden samen zijn een alarm (${rest}).`],
  ["wachtwoord: ", (rest) => `Wachter: bij deze woorden geeft de folder geen antwoord (${rest}).`],
  ["geteld: ", (rest) => `Geteld aantal: ${rest}.`],
  ["twee dichtbij: ", (rest) => `Twee antwoorden liggen te dicht bij elkaar (${rest}).`],
  ["twee vragen", () => "Er zijn twee vragen in één zin."],
  ["vreemde naam", () => "Er staat een onbekende naam in, misschien van een medicijn."],
  ["na `", (rest) => `Na ‘${rest.replace("`", "")}’ kwam nog een vraag.`],
  ["in één zinsdeel ", (rest) => `Eén zinsdeel klinkt als een alarmteken (${rest}).`],
  ["een teken dat niet zeker", () => "Een alarmteken dat niet zeker is gehoord."],
  ["het teken is alleen genoemd", () => "Het teken is alleen genoemd; er is niets over verteld."],
  ["of dat daar ook voor geldt", () => "Een vervolgvraag: of dat daar ook voor geldt."],
  ["niets verstaan", () => "Er was niets te verstaan."],
];

const percent = (share) => `${Math.round(share * 100)}%`;

const kindOf = (label) => label.split(":")[0];

// A label in words, with the name that editors gave it.
const named = ({ label, title }) => {
  const kind = kindOf(label);
  const name = label.slice(kind.length + 1);
  const own = title ?? (kind === "control" ? CONTROLS[name] : kind === "answer" ? ANSWERS[name] : "");
  const what = KINDS[kind] ?? kind;
  if (!own) return what;
  return kind === "clarify" ? `${what}: ${own}` : `${what}: ‘${own}’`;
};

// Where a rule decided or a sentence was known, there is nothing to weigh.
const FIXED = /(^| \| )(letterlijk|alarmregel|wachtwoord|geteld): /;

const sure = ({ score, heard, why }) => {
  if (FIXED.test(why)) return "Helemaal: dit is een vaste zin of een regel";
  const needed = heard.needed ? `; nodig was ${percent(heard.needed)}` : "";
  const word = score >= 0.95 ? "Heel zeker" : score >= 0.8 ? "Zeker" : score >= 0.5 ? "Vrij zeker" : "Onzeker";
  return `${word}: ${percent(score)}${needed}`;
};

const evidence = (why) =>
  why.split(" | ").map((piece) => {
    const found = EVIDENCE.find(([start]) => piece.startsWith(start));
    return found ? found[1](piece.slice(found[0].length)) : piece;
  });

const WORTH_TELLING = 0.01; // of what was not chosen; below it is noise

const others = (heard) =>
  heard.others
    .filter(({ score }) => score >= WORTH_TELLING)
    .map((one) => `${named(one)} (${percent(one.score)})`);

// The reasons of an answer as names with texts; a list of texts stands below each other.
export const reasonsOf = (answer) => {
  const rows = [];
  const { heard } = answer;
  if (heard) {
    rows.push(["Begrepen als", named(heard)], ["Hoe zeker", sure(answer)]);
    if (heard.doubtful) rows.push(["Twijfel", "Er zit een woord van een alarmteken in"]);
    if (heard.also.length) rows.push(["Ook gehoord", heard.also.map(named)]);
    const more = others(heard);
    rows.push(["Had ook gekund", more.length ? more : "Niets wat in de buurt komt"]);
    rows.push(["Waardoor", evidence(answer.why)]);
  } else {
    rows.push(["Begrepen als", "Er is niets gezegd: een toets, een stilte of het begin"]);
  }
  rows.push(["Soort antwoord", OUTCOMES[answer.outcome] ?? answer.outcome]);
  if (answer.level) rows.push(["Niveau", LEVELS[answer.level] ?? answer.level]);
  else if (answer.stands) rows.push(["Alarm dat nog staat", LEVELS[answer.stands] ?? answer.stands]);
  const waits = answer.ends ? "Niets, het gesprek is klaar" : awaited(answer.asks) || "niets";
  return [...rows, ["Wacht op", waits]];
};

export const showReasons = (answer) => {
  document.getElementById("why-empty").hidden = Boolean(answer);
  document.getElementById("raw").hidden = !answer;
  const place = document.getElementById("reasons");
  place.replaceChildren();
  if (!answer) return;
  for (const [name, told] of reasonsOf(answer)) {
    const value = element("dd", "", typeof told === "string" ? told : "");
    if (Array.isArray(told)) {
      const list = element("ul");
      list.append(...told.map((text) => element("li", "", text)));
      value.append(list);
    }
    place.append(element("dt", "", name), value);
  }
  const rows = answer.clips.map(({ id, url, seconds }) => {
    const sound = url ? `opname, ${seconds.toFixed(1).replace(".", ",")} s` : "geen opname";
    return element("li", "", `${id} (${sound})`);
  });
  document.getElementById("lines").replaceChildren(...rows);
  document.getElementById("state").textContent = JSON.stringify(answer.state, null, 1);
  document.getElementById("answer").textContent = JSON.stringify(answer, null, 1);
};
