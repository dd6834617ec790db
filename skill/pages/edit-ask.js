// Asking the server, and saying in Dutch why it did not answer.

const PATIENCE = 15000; // milliseconds before the server counts as gone

export const UNREACHABLE =
  "De server is niet bereikbaar. Wat u typte, staat hier nog. Probeer het zo nog eens.";

const REASONS = {
  loopback_only: "Deze server laat u hier niet (meer) bewerken.",
  cross_site: "Deze pagina mag hier niets veranderen. Open haar opnieuw.",
  editing_off: "Bewerken staat uit. Vraag of de server opnieuw kan starten met bewerken.",
  not_saved: "De schijf nam het bestand niet aan. Er is niets bewaard.",
  too_long: "De tekst is te lang.",
  too_large: "De tekst is te lang.",
  content_broken: "Een bestand van de redactie is stuk.",
};

// What the server refused: `body` holds what it told besides.
export class Refused extends Error {
  constructor(status, body) {
    const code = body?.error?.code ?? String(status);
    const login = status === 401 ? "U bent niet meer ingelogd. Log in een ander tabblad in." : "";
    super(REASONS[code] ?? (login || `De server weigerde dit (${code}).`));
    this.code = code;
    this.body = body ?? {};
  }
}

// Raises Refused, or an Error with UNREACHABLE. Without a payload it is a question (GET).
export const ask = async (path, payload) => {
  const options = { signal: AbortSignal.timeout(PATIENCE) };
  if (payload !== undefined) {
    options.method = "POST";
    options.headers = { "Content-Type": "application/json" };
    options.body = JSON.stringify(payload);
  }
  let response;
  let body;
  try {
    response = await fetch(`/edit/${path}`, options);
    body = await response.json();
  } catch {
    throw new Error(UNREACHABLE);
  }
  if (!response.ok) throw new Refused(response.status, body);
  return body;
};
