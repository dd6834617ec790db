// Asking the server: JSON out, JSON back, and a Dutch sentence for whatever goes wrong.

const PATIENCE = 10000; // milliseconds before the server counts as gone

const UNREACHABLE = "De server is niet bereikbaar. Draait Rugwijzer nog? Probeer het daarna opnieuw.";

export class Refused extends Error {
  constructor({ code, message }) {
    super(`De server weigerde dit (${code}): ${message}`);
    this.code = code;
    this.reason = message;
  }
}

// `body` is JSON text, or what becomes it. Throws Refused, or another error when nothing came.
export const post = async (path, body) => {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE),
  });
  const answer = await response.json();
  if (!response.ok) throw new Refused(answer.error);
  return answer;
};

export const problem = (error) => (error instanceof Refused ? error.message : UNREACHABLE);

// Copies a text; where the browser does not let us, it is selected in `field`, to be copied by hand.
export const copy = async (text, field, told) => {
  try {
    await navigator.clipboard.writeText(text);
    told("Gekopieerd.");
  } catch {
    field.focus();
    if (field.select) field.select();
    else window.getSelection().selectAllChildren(field);
    told("Uw browser kopieert niet zelf. De tekst is geselecteerd: druk op Ctrl+C.");
  }
};
