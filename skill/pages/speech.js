// The browser's own recogniser, and a Dutch word for all that may fail when somebody speaks.

const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;

// By the names of https://webaudio.github.io/web-speech-api/#enumdef-speechrecognitionerrorcode,
// those of docs/http.md, and some of ours: what it is, and what to do.
const FAILURES = {
  "not-allowed":
    "De microfoon mag niet aan. Sta hem toe bij het slotje in de adresbalk, of typ uw vraag.",
  "service-not-allowed":
    "Deze browser staat hier geen spraak toe. Neem een andere browser, of typ uw vraag.",
  "no-speech": "Ik hoorde niets. Druk op ‘Spreek’ en zeg het nog eens, of typ uw vraag.",
  "audio-capture":
    "Er is geen microfoon gevonden. Sluit er een aan en druk weer op ‘Spreek’, of typ uw vraag.",
  "in-use":
    "Een ander programma gebruikt de microfoon. Sluit dat en druk weer op ‘Spreek’, of typ uw vraag.",
  network:
    "De spraakherkenning van de browser is niet bereikbaar. Kijk of er internet is, of typ uw vraag.",
  server: "De server verstaat u nu niet. Draait Rugwijzer nog? Probeer het opnieuw, of typ uw vraag.",
  busy: "Er wordt net naar anderen geluisterd. Probeer het zo nog eens, of typ uw vraag.",
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

export const why = (name) => FAILURES[name] ?? "Het luisteren lukte niet. Probeer het nog eens, of typ uw vraag.";

// The browser's recogniser, null where it has none: `listen()`, and `stop()`, which gives whether it was
// listening. `listening` and `rest` are called when it begins and ends; `heard(text)` is given what
// was said, `failed(text)` what went wrong.
export const browserSpeech = ({ listening, rest, heard, failed }) => {
  if (!Recognition) return null;
  let current = null;

  const finish = () => {
    current = null;
    rest();
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
      if (current === mine) finish();
      settle(failed, why("no-speech"));
    });
    current = mine;
    listening();
    try {
      mine.start();
    } catch {
      finish();
      settle(failed, why("aborted"));
    }
  };

  const stop = () => {
    const was = current; // it may end at once
    was?.stop();
    return was !== null;
  };

  return { listen, stop };
};
