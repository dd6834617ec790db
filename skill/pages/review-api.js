// Asking the server, and what its refusals mean for who works here.

const WORDS = {
  bad_request: "De server begreep dit niet. Laad de pagina opnieuw.",
  bad_role: "Kies eerst uw functie.",
  busy: "Er worden al clips gemaakt. Wacht tot die klaar zijn.",
  content_broken: "Een bestand van de redactie klopt niet. Er is niets geschreven. Bovenaan staat welk bestand.",
  cross_site: "Dit verzoek kwam niet van deze pagina. Laad de pagina opnieuw.",
  internal: "Er ging iets mis op de server. Er is niets geschreven.",
  login_needed: "U bent niet meer aangemeld. Er is niets geschreven, en wat u hier invulde staat er nog. Meld u aan in een nieuw tabblad (/login) en probeer het hier dan opnieuw.",
  loopback_only: "Deze pagina werkt alleen op de computer waarop Rugwijzer draait.",
  no_clip: "Dit geluid is er niet meer. Laad de pagina opnieuw.",
  no_item: "Deze tekst is er niet (meer).",
  no_line: "Deze tekst kan niet worden opgenomen.",
  no_recording: "Er is geen eigen opname van deze tekst.",
  no_studio: "Op deze computer staan de geluidsprogramma’s niet. Vraag een ontwikkelaar: requirements-dev.txt.",
  not_written: "Het bestand kon niet worden geschreven. Kijk of de schijf vol of op slot is. Er is niets veranderd.",
  stale_text: "De tekst is intussen gewijzigd. Er is niets geschreven. Lees de nieuwe tekst.",
  take_cut_off: "Dit bestand is niet heel: het geluid is afgekapt. Kopieer het opnieuw, of neem opnieuw op.",
  take_gone: "Deze opname is hier niet meer. Kies het bestand nog eens.",
  take_long: "Deze opname is langer dan twee minuten. Neem alleen deze tekst op.",
  take_pace: "De lengte past niet bij deze tekst. Is dit het goede bestand? Knip anders geluid ervoor en erna weg.",
  take_quality: "Deze opname kan niet op de goede luidheid worden gebracht. Neem opnieuw op, dichter bij de microfoon.",
  take_silent: "In deze opname is niets te horen.",
  take_unreadable: "Dit is geen geluid dat gelezen kan worden. Kies een WAV-, FLAC- of MP3-bestand.",
  too_large: "Dit bestand is te groot: hooguit 8 MB. Bewaar het in mono, 16 bits, of als FLAC.",
  unsupported_media_type: "Dit is geen geluidsbestand. Kies een WAV-, FLAC- of MP3-bestand.",
  wrong_role: "Deze functie mag een van deze teksten niet goedkeuren. Er is niets geschreven.",
};

export class Refused extends Error {
  constructor(code) {
    super(WORDS[code] ?? `De server weigerde dit (${code}).`);
    this.code = code;
  }
}

const GONE = "De server is niet bereikbaar. Er is niets geschreven, en wat u hier invulde staat er nog. Probeer het zo nog eens.";

const answer = async (path, options = {}) => {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    const gone = new Refused("gone");
    gone.message = GONE;
    throw gone;
  }
  const found = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(found.error?.code ?? String(response.status));
  return found;
};

export const get = (path) => answer(path);

export const post = (path, body = {}) =>
  answer(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const send = (path, file) =>
  answer(path, { method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: file });
