// A conversation as a test: the YAML of tests/dialogues, which the program reads back and plays.

const MEDIUM = { web: "screen", speaker: "speaker", phone: "phone" };

const PLAIN = /^[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ0-9 ,?!.'()-]*$/;
const WORDS = /^(true|false|yes|no|on|off|y|n|null)$/i; // other readers of YAML make something else of them
// What YAML counts as a line break, or refuses to show as it is.
const HIDDEN = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

const hex = (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;

// A text as YAML: as it stands where nothing can be meant by it, else in double quotes.
export const scalar = (text) =>
  PLAIN.test(text) && !WORDS.test(text) && text === text.trim()
    ? text
    : JSON.stringify(text).replace(HIDDEN, hex);

const list = (names) => `[${names.join(", ")}]`;

const does = ({ text, event, key }) => {
  if (text !== undefined) return ["zegt", scalar(text)];
  if (event === "key") return ["toets", `"${key}"`];
  return [{ launch: "start", silence: "stilte", hangup: "ophangen" }[event], "true"];
};

const expected = (answer) => {
  const ids = answer.clips.map(({ id }) => id);
  const passages = ids.filter((id) => !id.includes("_")); // any other line is `<kind>_<name>`
  const rows = [["uitkomst", answer.outcome]];
  if (answer.asks) rows.push(["vraagt", answer.asks]);
  if (answer.label.startsWith("alarm:")) rows.push(["niveau", `"${answer.level}"`]);
  if (answer.subject) rows.push(["onderwerp", answer.subject]);
  rows.push(passages.length ? ["passage", passages.join(", ")] : ["geen_passage", "true"]);
  rows.push(["hoort", list(ids)]);
  if (answer.slow) rows.push(["langzaam", "true"]);
  if (answer.ends) rows.push(["einde", "true"]);
  return rows;
};

// Turns that began from nothing begin a conversation of their own.
const groups = (entries) => {
  const found = [];
  for (const entry of entries.filter(({ kind }) => kind === "turn")) {
    if (entry.before === null || !found.length) found.push([]);
    found.at(-1).push(entry);
  }
  return found;
};

const turnRows = (entry, medium) => {
  const here = MEDIUM[entry.channel];
  const rows = [does(entry.turn), ...(here === medium ? [] : [["medium", here]]), ...expected(entry.answer)];
  return rows.map(([name, value], index) => `${index ? "      " : "    - "}${name}: ${value}`);
};

const conversation = (turns, name, trial) => {
  const medium = MEDIUM[turns[0].channel];
  return [
    `- naam: ${scalar(name)}`,
    `  medium: ${medium}`,
    `  vandaag: "${turns[0].date}"`,
    ...(turns.some(({ channel }) => channel === "phone") ? ["  verstaat: ja"] : []),
    ...(trial ? ["  proef: ja"] : []),
    "  beurten:",
    ...turns.flatMap((entry) => turnRows(entry, medium)),
  ];
};

// The kept turns as text; empty when there are none. `trial` says whether texts wait for approval.
export const written = (entries, { name, trial, version }) => {
  const found = groups(entries);
  if (!found.length) return "";
  const rows = found.flatMap((turns, index) =>
    conversation(turns, found.length > 1 ? `${name} (${index + 1})` : name, trial),
  );
  return `# Bewaard uit de console, tekst ${version}.\n${rows.join("\n")}\n`;
};
