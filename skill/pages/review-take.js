// A recording of one's own: chosen or dropped on a line, measured, heard beside the clip, then kept.

import { get, post, send } from "./review-api.js";
import { make, number } from "./review-dom.js";
import { playButton } from "./review-sound.js";

const TEMPOS = { normal: "gewoon", slow: "langzaam" };
const LARGEST = 8 * 1024 * 1024;

const fact = (name, ...words) => [make("dt", {}, name), make("dd", {}, ...words)];

const measures = (take, clip) => make("dl", {},
  fact("Lengte", `${number(take.seconds)} s`, clip ? ` (de clip van nu ${number(clip.seconds)} s)` : ""),
  fact("Luidheid", `${number(take.lufs)} LUFS (goed: ${number(take.lufs_window[0], 0)} tot ${number(take.lufs_window[1], 0)})`),
  fact("Hoogste piek", `${number(take.peak_db)} dB (hooguit ${number(take.peak_limit_db)})`),
  fact("Afgeknipte stilte", `${number(take.cut_start, 2)} s vooraan, ${number(take.cut_end, 2)} s achteraan`),
  fact("Bestand", `${take.format.toUpperCase()}, ${take.rate.toLocaleString("nl-NL")} Hz`),
  fact("Verstaan", take.heard
    ? `“${take.heard.text}” (${take.heard.percent} % van de letters anders)`
      + take.heard.wrong.map(([said, other]) => `; ${said || "niets"} werd ${other || "niets"}`).join("")
    : "Hier is geen herkenner: luister zelf of elk woord klopt."));

// Where texts are edited, the build of the page takes clips over too.
const takenOver = () => document.querySelector(".edit-bar") ? "na ‘Opbouwen en luisteren’, onderaan" : "als de server opnieuw is gestart";

// Makes the clips of a line, and says how far that is.
const build = async (line, told, item) => {
  try {
    told("De clip wordt gemaakt …");
    let job = await post("/review/build", { lines: [line.id] });
    while (job.running) {
      await new Promise((done) => { setTimeout(done, 400); });
      job = await get("/review/build");
      told(`De clip wordt gemaakt … ${job.done.length} klaar`);
    }
    if (!job.failed) return item.changed(`De clip is gemaakt. Het gesprek en de telefoon gebruiken hem ${takenOver()}.`);
    const why = job.failed.startsWith("engine:")
      ? "De stem van de andere clips staat niet op deze computer."
      : "De clip kon niet worden gemaakt; de vorige blijft staan.";
    told(`${why} Een ontwikkelaar maakt hem, en ziet wat er mis is, met: python -m skill audio build --only ${line.id}`, true);
  } catch (error) {
    told(error.message, true);
  }
  return null;
};

const waitsForBuild = (line) => Object.keys(TEMPOS).some((tempo) => {
  const clip = line.sounds.find((sound) => sound.tempo === tempo);
  const wanted = line.recordings[tempo] ?? (tempo === "slow" ? line.recordings.normal : undefined);
  return clip && Boolean(wanted) !== (clip.source === "recording");
}) || line.stale_sound || !line.sounds.length;

export const studio = (line, item) => {
  const status = make("p", { class: "told", role: "status" });
  const told = (words, problem = false) => {
    status.textContent = words;
    status.classList.toggle("problem", problem);
  };
  const panel = make("div", { class: "take" });
  const tempo = make("select", { "aria-label": `Tempo van de opname: ${line.label}` },
    ...Object.entries(TEMPOS).map(([value, words]) => make("option", { value }, words)));
  const file = make("input", { type: "file", accept: ".wav,.flac,.mp3,audio/*", "data-take": line.id,
    "aria-label": `Kies een opname: ${line.label}` });

  const accept = async (take) => {
    try {
      const { recording } = await post(`/review/takes/${take.take}/accept`);
      panel.replaceChildren();
      await item.changed(`Bewaard als audio/recordings/${recording}. De clip is nog de oude: druk op ‘Maak de clip’.`, line.id);
    } catch (error) {
      told(error.message, true);
    }
  };

  const offer = async (chosen) => {
    if (!chosen) return;
    panel.replaceChildren();
    if (chosen.size > LARGEST) return told("Dit bestand is te groot: hooguit 8 MB. Bewaar het in mono, 16 bits, of als FLAC.", true);
    told("De opname wordt gemeten …");
    try {
      const take = await send(`/review/takes/${line.id}/${tempo.value}`, chosen);
      const clip = line.sounds.find((sound) => sound.tempo === tempo.value);
      told("Luister naar beide, en kies.");
      panel.replaceChildren(
        make("p", { class: "sounds" },
          playButton(take.url, `uw opname, ${TEMPOS[take.tempo]} ${number(take.seconds)} s`, line.label),
          clip && playButton(clip.url, `de clip van nu ${number(clip.seconds)} s`, line.label)),
        measures(take, clip),
        take.replaces && make("p", { class: "small" }, `Deze opname komt in de plaats van ${take.replaces}.`),
        make("button", { type: "button", class: "main", "data-accept": take.take, onclick: () => accept(take) }, "Neem deze opname"), " ",
        make("button", { type: "button", onclick: () => { panel.replaceChildren(); told(""); } }, "Laat maar"));
    } catch (error) {
      told(error.message, true);
    }
    return null;
  };

  file.addEventListener("change", async () => {
    await offer(file.files[0]);
    file.value = "";
  });

  const there = Object.entries(line.recordings).map(([which, name]) =>
    make("p", { class: "small" }, `Eigen opname (${TEMPOS[which]}): `, make("code", {}, name), " ",
      make("button", { type: "button", "data-remove": which, onclick: async () => {
        try {
          await post(`/review/recordings/${line.id}/${which}/remove`);
          await item.changed("De opname is weggehaald. De clip is nog de oude: druk op ‘Maak de clip’.", line.id);
        } catch (error) {
          told(error.message, true);
        }
      } }, "Haal weg")));

  const box = make("details", { class: "studio", "data-studio": line.id },
    make("summary", {}, "Zelf opnemen"),
    ...there,
    waitsForBuild(line) && make("p", {}, make("button", { type: "button", "data-build": line.id,
      onclick: () => build(line, told, item) }, "Maak de clip")),
    make("p", { class: "choose" }, tempo, " ", file),
    make("p", { class: "small" }, "Sleep een WAV-, FLAC- of MP3-bestand hierheen, of kies het. Hooguit 8 MB."),
    status, panel);
  box.addEventListener("dragover", (event) => {
    event.preventDefault();
    box.open = true;
    box.classList.add("over");
  });
  box.addEventListener("dragleave", () => box.classList.remove("over"));
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    box.classList.remove("over");
    offer(event.dataTransfer.files[0]);
  });
  return box;
};
