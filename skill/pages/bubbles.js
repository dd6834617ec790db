// What is seen of the conversation: questions, answers, notices, and why.

const LEVELS = {
  112: "Alarm: bel nu 112",
  113: "Alarm: bel nu 113",
  nu: "Alarm: bel nu de huisarts",
  vandaag: "Let op: bel vandaag de huisarts",
  afspraak: "Let op: maak een afspraak met de huisarts",
};

// What stands above an answer that may not be missed; empty above any other.
export const banner = ({ outcome, level, grave, asks, label }) => {
  if (outcome === "alarm") return LEVELS[level] ?? "Alarm";
  if (!grave) return "";
  if (asks === "check") return "Navraag: hoorde ik een alarmteken?";
  if (label === "emergency") return "Hulproep: bel bij levensgevaar zelf 112";
  return "Let op: dit kan om een alarmteken gaan";
};

const ASKS = {
  open: "een vraag",
  offer: "ja of nee",
  clarify: "de eerste of de tweede",
  check: "ja of nee (goed verstaan)",
  menu: "een onderwerp",
  verder: "ja of nee (verder lezen)",
  herhalen: "ja of nee (herhalen)",
  code: "drie cijfers",
  moment: "even, of er nog een cijfer komt",
};

const REASONS = [
  ["label", "Begrepen als"],
  ["outcome", "Soort antwoord"],
  ["passage", "Passage"],
  ["level", "Niveau"],
  ["alarm", "Alarmteken"],
  ["subject", "Onderwerp"],
  ["control", "Besturing"],
  ["score", "Score"],
  ["why", "Reden"],
];

export const element = (name, className = "", text = "") => {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
};

const conversation = document.getElementById("conversation");

// The last words stay in sight when a telephone is turned or its keyboard opens.
window.addEventListener("resize", () => {
  conversation.scrollTop = conversation.scrollHeight;
});

const show = (bubble) => {
  document.getElementById("empty")?.remove();
  conversation.append(bubble);
  conversation.scrollTop = conversation.scrollHeight;
  return bubble;
};

export const awaited = (asks) => (asks ? ASKS[asks] ?? asks : "");

export const showQuestion = (text) => {
  const bubble = element("li", "bubble asked");
  bubble.append(element("span", "unseen", "U: "), element("span", "", text));
  return show(bubble);
};

export const showEvent = (text) => show(element("li", "bubble asked event", text));

export const showNotice = (text, problem = false) =>
  show(element("li", problem ? "notice problem" : "notice", text));

export const showAnswer = (answer, listen) => {
  const above = banner(answer);
  const bubble = element("li", above ? "bubble said alarm" : "bubble said");
  bubble.dataset.outcome = answer.outcome;
  bubble.append(element("span", "unseen", "Rugwijzer: "));
  if (above) bubble.append(element("p", "level", above));
  const lines = answer.clips.map((clip) => {
    const line = element("p", "spoken", clip.text);
    if (clip.id.startsWith("title_")) line.classList.add("title");
    if (!/^(alarm|standing|check|opening)_/.test(clip.id)) line.classList.add("extra");
    return line;
  });
  bubble.append(...lines);
  const foot = element("footer");
  const again = element("button", "", "Luister");
  again.type = "button";
  again.addEventListener("click", () => listen(lines));
  foot.append(again);
  if (answer.slow) foot.append(element("span", "tag", "langzaam"));
  if (answer.ends) foot.append(element("span", "small", "Einde van het gesprek"));
  else if (answer.asks) foot.append(element("span", "small", `Wacht op: ${awaited(answer.asks)}`));
  bubble.append(foot);
  if (answer.reprompt) bubble.append(element("p", "small", `Bij stilte: ${answer.reprompt}`));
  show(bubble);
  // The beginning of a long answer should be in sight, not its end.
  const room = conversation.getBoundingClientRect();
  const place = bubble.getBoundingClientRect();
  if (place.height > room.height) conversation.scrollTop += place.top - room.top - 8;
  return lines;
};

export const showReasons = (answer) => {
  document.getElementById("why-empty").hidden = true;
  const reasons = document.getElementById("reasons");
  reasons.replaceChildren();
  const add = (name, value) => reasons.append(element("dt", "", name), element("dd", "", value));
  for (const [field, name] of REASONS) {
    if (answer[field] !== undefined && answer[field] !== null) add(name, String(answer[field]));
  }
  add("Wacht op", answer.ends ? "niets, het gesprek is klaar" : awaited(answer.asks) || "niets");
  const rows = answer.clips.map(({ id, url, seconds }) => {
    const sound = url ? `opname, ${seconds.toFixed(1).replace(".", ",")} s` : "geen opname";
    return element("li", "", `${id} (${sound})`);
  });
  document.getElementById("lines").replaceChildren(...rows);
  document.getElementById("state").textContent = JSON.stringify(answer.state, null, 1);
};

export const announce = (answer) => {
  const above = banner(answer);
  const ending = /[.?!]$/.test(above) ? "" : ".";
  document.getElementById("assertive").textContent = above ? `${above}${ending} ${answer.text}` : "";
  document.getElementById("polite").textContent = above ? "" : answer.text;
};
