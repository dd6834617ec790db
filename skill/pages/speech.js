// Speech input by the browser's own recogniser: one button, and a Dutch word for all that fails.

const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;

// By the names of https://webaudio.github.io/web-speech-api/#enumdef-speechrecognitionerrorcode,
// and three of ours: what it is, and what to do.
const FAILURES = {
  "not-allowed":
    "De microfoon mag niet aan. Sta hem toe bij het slotje in de adresbalk, of typ uw vraag.",
  "service-not-allowed":
    "Deze browser staat hier geen spraak toe. Neem een andere browser, of typ uw vraag.",
  "no-speech": "Ik hoorde niets. Druk op ‘Spreek’ en zeg het nog eens, of typ uw vraag.",
  "audio-capture":
    "Er is geen microfoon gevonden. Sluit er een aan en druk weer op ‘Spreek’, of typ uw vraag.",
  network:
    "De spraakherkenning van de browser is niet bereikbaar. Kijk of er internet is, of typ uw vraag.",
  aborted: "Het luisteren is afgebroken. Druk op ‘Spreek’ om opnieuw te beginnen.",
  "language-not-supported":
    "Deze browser verstaat geen Nederlands. Neem een andere browser, of typ uw vraag.",
  "phrases-not-supported": "Dat kan deze browser niet verstaan. Typ uw vraag.",
  "bad-grammar": "Dat kan deze browser niet verstaan. Typ uw vraag.",
  nomatch: "Dat was niet te verstaan. Zeg het nog eens, of typ uw vraag.",
  insecure:
    "De microfoon werkt alleen op een veilige pagina. Open deze pagina met https of als localhost.",
  unsupported:
    "Deze browser kan spraak niet omzetten in tekst. Neem Chrome, Edge of Safari, of typ uw vraag.",
};

const why = (name) => FAILURES[name] ?? "Het luisteren lukte niet. Probeer het nog eens, of typ uw vraag.";

// `button` starts and stops listening. `begin` is called first: what sounds must be silent by then.
// `heard(text)` is given what was said, `failed(text)` what went wrong; `note` is shown where the
// browser may send sound elsewhere.
export const offerSpeech = ({ button, note, begin, heard, failed }) => {
  button.hidden = false;
  note.hidden = !Recognition;
  let listening = null;

  const finish = () => {
    listening = null;
    button.setAttribute("aria-pressed", "false");
    button.textContent = "Spreek";
  };

  const listen = () => {
    const mine = new Recognition();
    let settled = false; // whether there was a word or a reason
    const settle = (tell, text) => {
      if (settled) return;
      settled = true;
      tell(text);
    };
    mine.lang = "nl-NL";
    mine.interimResults = false;
    mine.addEventListener("result", (event) => {
      const said = event.results[0]?.[0]?.transcript.trim();
      settle(said ? heard : failed, said || why("nomatch"));
    });
    mine.addEventListener("nomatch", () => settle(failed, why("nomatch")));
    mine.addEventListener("error", (event) => settle(failed, why(event.error)));
    mine.addEventListener("end", () => {
      if (listening === mine) finish();
      settle(failed, why("no-speech"));
    });
    listening = mine;
    button.setAttribute("aria-pressed", "true");
    button.textContent = "Luistert …";
    try {
      mine.start();
    } catch {
      finish();
      settle(failed, why("aborted"));
    }
  };

  button.addEventListener("click", () => {
    if (listening) return listening.stop();
    if (!window.isSecureContext) return failed(why("insecure"));
    if (!Recognition) return failed(why("unsupported"));
    begin();
    listen();
  });
};
