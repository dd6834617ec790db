// Speech input, only where the browser has it: the button stays hidden everywhere else.

const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;

export const offerSpeech = (button, note, heard, failed) => {
  if (!Recognition) return;
  button.hidden = false;
  note.hidden = false;
  let listening = null;
  const finish = () => {
    listening = null;
    button.setAttribute("aria-pressed", "false");
    button.textContent = "Spreek";
  };
  button.addEventListener("click", () => {
    if (listening) return listening.stop();
    listening = new Recognition();
    listening.lang = "nl-NL";
    listening.interimResults = false;
    listening.addEventListener("result", (event) => heard(event.results[0][0].transcript));
    listening.addEventListener("end", finish);
    listening.addEventListener("error", (event) => {
      finish();
      if (event.error === "not-allowed") failed("De microfoon mag niet aan. Typ uw vraag.");
      else if (event.error !== "aborted") failed("Dat was niet te verstaan. Typ uw vraag.");
    });
    button.setAttribute("aria-pressed", "true");
    button.textContent = "Luistert …";
    listening.start();
  });
};
