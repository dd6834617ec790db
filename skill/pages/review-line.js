// One line of the script: its text, its sounds in both tempos, how it stands, and its tick.

import { post } from "./review-api.js";
import { date, make, number, tag } from "./review-dom.js";
import { playButton } from "./review-sound.js";
import { studio } from "./review-take.js";

const phone = ({ telephone }) => telephone === null ? "" : `, over de telefoon ${telephone} %`;

const heard = (ear, tempo) => ear && make("p", { class: `small heard ${ear.flagged && !ear.accepted ? "misheard" : ""}` },
  `Een herkenner verstond (${tempo}): “${ear.text}” (${ear.percent} % van de letters anders${phone(ear)})`,
  ...ear.wrong.map(([said, other]) => ["; ", make("strong", {}, said || "niets"), " werd ", make("strong", {}, other || "niets")]).flat(),
  ear.accepted ? `; goedgevonden: ${ear.accepted}` : "", ear.known ? `; bekend: ${ear.known}` : "");

export const sounds = (line, name) => make("div", { class: "sounds" },
  line.sounds.map((sound) => playButton(sound.url, `${sound.name} ${number(sound.seconds)} s`, name)),
  line.voiced && !line.sounds.length && make("p", { class: "small" },
    line.stale_sound ? "De clip zegt nog een oudere tekst." : "Nog geen clip van deze tekst."),
  ...line.sounds.filter((sound, place) => place === 0 || sound.url !== line.sounds[0].url).map((sound) => heard(sound.heard, sound.name)));

const changed = ({ before }) => before && make("div", { class: "changed-text" },
  make("p", { class: "small" }, `Gewijzigd sinds de goedkeuring door ${before.role} op ${date(before.date)}.`),
  before.changes
    ? make("p", { class: "changes" }, before.changes.flatMap(([kind, words]) =>
        [kind === "gone" ? make("del", {}, words) : kind === "new" ? make("ins", {}, words) : words, " "]))
    : make("p", { class: "small" }, "Welke woorden er toen stonden is niet bewaard: lees de tekst helemaal."));

const approved = (line, item) => {
  const withdraw = make("button", { type: "button", class: "quiet", "data-withdraw": line.id }, "Trek in");
  withdraw.setAttribute("aria-label", `Trek de goedkeuring in: ${line.label}`);
  withdraw.addEventListener("click", async () => {
    if (!withdraw.dataset.sure) {
      withdraw.dataset.sure = "yes";
      withdraw.textContent = "Ja, trek in";
      return;
    }
    try {
      await post("/review/withdraw", { lines: { [line.id]: line.hash } });
      item.changed(`Ingetrokken: ${line.label}.`);
    } catch (error) {
      item.problem(error);
    }
  });
  return make("p", { class: "small" }, tag("goedgekeurd", "fine"),
    ` door ${line.approved.role} op ${date(line.approved.date)} `, withdraw);
};

const tick = (line, title) => make("label", { class: "tick" },
  make("input", { type: "checkbox", name: "line", value: line.id, "data-hash": line.hash, "data-roles": line.roles.join("|"),
    "aria-label": `Goed: ${line.label}, ${title}` }), " Goed");

const standing = (line, item) => {
  if (line.state === "approved") return approved(line, item);
  if (line.state === "none") return make("p", { class: "small" }, tag(line.status || "niet ter goedkeuring", "waits"));
  return make("p", { class: "stands" }, tick(line, item.title), " ",
    make("span", { class: "small" }, `${line.state === "changed" ? "gewijzigd" : "open"}; ${line.roles.join(" of ")}`));
};

// `item` tells what changed: {id, title, changed(words), problem(error)}.
export const lineOf = (line, item) => make("section", { class: `line ${line.state}`, "data-line": line.id },
  make("h4", {}, line.label, " ", make("code", { class: "small" }, line.id)),
  make("p", { class: "text" }, line.text),
  changed(line), sounds(line, `${item.title}: ${line.label}`), standing(line, item),
  line.voiced && studio(line, item));

export const elsewhere = (line) => make("section", { class: "line elsewhere" },
  make("h4", {}, `${line.label}, elders goed te keuren: `, make("a", { href: `#${line.item}` }, line.id)),
  make("p", { class: "text" }, line.text), sounds(line, line.label));
