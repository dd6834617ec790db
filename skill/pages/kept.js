// The conversation of this tab: kept in the tab's own storage, so that loading the page again does
// not lose it. No other tab sees it, and it is gone when the tab is closed or the button is pressed.

const PLACE = "rugwijzer-gesprek";
const MOST = 300; // entries; more would be slow to write at every turn

let entries = [];

const KINDS = ["turn", "replay"];

const CHANNELS = ["web", "speaker", "phone"];

const whole = (entry) =>
  KINDS.includes(entry?.kind) &&
  Array.isArray(entry.answer?.clips) &&
  (entry.kind === "replay" ? Boolean(entry.played) : Boolean(entry.turn) && CHANNELS.includes(entry.channel));

export const kept = () => entries;

// Adds an entry; gives false when the browser has no room for it: it is then in the page alone.
export const keep = (entry) => {
  entries.push(entry);
  entries = entries.slice(-MOST);
  try {
    window.sessionStorage.setItem(PLACE, JSON.stringify(entries));
    return true;
  } catch {
    return false;
  }
};

export const forget = () => {
  entries = [];
  try {
    window.sessionStorage.removeItem(PLACE);
  } catch {
    // A browser without storage has kept nothing.
  }
};

// What was kept before the page was loaded again; nothing when that cannot be read.
export const restore = () => {
  try {
    const found = JSON.parse(window.sessionStorage.getItem(PLACE) ?? "[]");
    entries = Array.isArray(found) ? found.filter(whole) : [];
  } catch {
    entries = [];
  }
  return entries;
};
