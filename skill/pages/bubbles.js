// What is seen and announced of a conversation: questions, answers, notices.

export const LEVELS = {
  112: "Alarm: bel nu 112",
  113: "Alarm: bel nu 113",
  nu: "Alarm: bel nu de huisarts",
  vandaag: "Let op: bel vandaag de huisarts",
  afspraak: "Let op: maak een afspraak met de huisarts",
};

// What stands above an answer that may not be missed; empty above any other. Who repeats an alarm,
// slows it down or is silent after it, sees its level again.
export const banner = ({ outcome, level, stands, grave, asks, label, clips }) => {
  if (outcome === "alarm") return LEVELS[level] ?? "Alarm";
  if (!grave) return "";
  if (asks === "check") return "Navraag: hoorde ik een alarmteken?";
  if (stands) return LEVELS[stands] ?? "Alarm";
  const again = asks === "herhalen" && clips.some(({ id }) => id.startsWith("opening_"));
  if (label === "emergency" || again) return "Hulproep: bel bij levensgevaar zelf 112";
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

export const element = (name, className = "", text = "") => {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
};

const conversation = document.getElementById("conversation");
const empty = document.getElementById("empty");

// Whether the end of the conversation is in sight, give or take a line.
const atEnd = () =>
  conversation.scrollHeight - conversation.clientHeight - conversation.scrollTop < 24;

const toEnd = () => {
  conversation.scrollTop = conversation.scrollHeight;
};

// The last words stay in sight when the player comes, a telephone is turned or its keyboard opens.
let followed = false;
conversation.addEventListener("scroll", () => {
  followed = atEnd();
});
new ResizeObserver(() => {
  if (followed) toEnd();
}).observe(conversation);

const show = (bubble) => {
  empty?.remove();
  conversation.append(bubble);
  toEnd();
  followed = true;
  return bubble;
};

// For who works by keyboard, when the button that had the focus goes.
export const toConversation = () => {
  if (!conversation.hasAttribute("tabindex")) conversation.tabIndex = -1;
  conversation.focus({ preventScroll: true });
};

// The conversation as it was before the first word.
export const clear = () => conversation.replaceChildren(...(empty ? [empty] : []));

export const awaited = (asks) => (asks ? ASKS[asks] ?? asks : "");

export const showQuestion = (text) => {
  const bubble = element("li", "bubble asked");
  bubble.append(element("span", "unseen", "U: "), element("span", "", text));
  return show(bubble);
};

export const showEvent = (text) => show(element("li", "bubble asked event", text));

// `more` are elements below the text.
export const showNotice = (text, problem = false, ...more) => {
  const notice = element("li", problem ? "notice problem" : "notice", text);
  notice.append(...more);
  return show(notice);
};

// The beginning of a long answer should be in sight, not its end; of any other all of it, also where
// the page itself is taller than the screen.
const reveal = (bubble) => {
  conversation.scrollIntoView({ block: "nearest" });
  const room = conversation.getBoundingClientRect();
  const place = bubble.getBoundingClientRect();
  if (place.height <= room.height) return;
  followed = false;
  conversation.scrollTop += place.top - room.top - 8;
};

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
  reveal(bubble);
  return lines;
};

const MOMENT = 60; // milliseconds that a region is empty, so that the same words count as new

let telling;

// Says a text to who listens to a screen reader; also one that was just said.
export const tell = (text, urgent = false) => {
  const regions = ["polite", "assertive"].map((name) => document.getElementById(name));
  for (const region of regions) region.textContent = "";
  clearTimeout(telling);
  telling = setTimeout(() => {
    regions[urgent ? 1 : 0].textContent = text;
  }, MOMENT);
};

export const announce = (answer) => {
  const above = banner(answer);
  const ending = /[.?!]$/.test(above) ? "" : ".";
  tell(above ? `${above}${ending} ${answer.text}` : answer.text, Boolean(above));
};
