// Sends the chat form without leaving the page; the server writes the same HTML either way. All that is new
// comes into the log, which is the page's one live region: the words sent, "Looking…", and then the reply.
import { ask, askUntilHeard } from "./chat-request.mjs";

const WAITING = "Looking for an answer…";
const TRYING_AGAIN = "No answer yet. We are trying again. The numbers at the top still work.";
const NOT_SENT = "Your message was not sent. Check your connection and press Send again. The numbers at the top still work.";
const THANKS = "Thank you. We count the answers, and keep nothing else.";
const NOT_COUNTED = "Your answer could not be counted.";

export function startChat(form, log) {
  const page = partsOf(form, log);
  let waiting = false;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (waiting) {
      return; // a second press while the first is under way
    }
    waiting = true;
    form.setAttribute("aria-busy", "true");
    const button = event.submitter;
    await (button?.name === "useful" ? rate(page, button) : send(page, button?.name === "choice" ? button.value : ""));
    waiting = false;
    form.removeAttribute("aria-busy");
    page.box.focus({ preventScroll: true });
  });

  page.box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
}

function partsOf(form, log) {
  return {
    form,
    log,
    box: form.querySelector("textarea"),
    packed: form.querySelector("input[name=transcript]"),
    reach: form.querySelector("#reach"),
    status: log.querySelector("#chat-status"),
  };
}

// The words go into the log at once, and back into the box when they could not be sent.
async function send(page, choice) {
  const typed = choice ? "" : page.box.value;
  const said = choice || typed.trim();
  const turn = said ? startTurn(page, said) : null;
  say(page, WAITING);
  if (!choice) {
    page.box.value = "";
  }
  try {
    const part = await askUntilHeard(page.form, page.form.action, { message: said }, () => say(page, TRYING_AGAIN));
    if (part.problem) {
      takeBack(page, turn, typed, part.problem);
    } else {
      finishTurn(page, turn, part);
    }
  } catch {
    takeBack(page, turn, typed, NOT_SENT);
  }
}

function startTurn(page, said) {
  const turn = document.createElement("div");
  turn.className = "app-turn";
  const words = document.createElement("p");
  words.className = "app-said";
  const who = document.createElement("span");
  who.className = "govuk-visually-hidden";
  who.textContent = "You said: ";
  words.append(who, said);
  turn.append(words);
  page.status.before(turn);
  return turn;
}

function finishTurn(page, turn, part) {
  document.getElementById("latest")?.removeAttribute("id");
  page.log.querySelector(".app-rate")?.remove(); // only the latest answer can be rated
  turn.id = "latest";
  say(page, "");
  turn.append(part.turn.querySelector(".app-reply"));
  page.packed.value = part.packed;
  page.reach.replaceChildren(...part.reach.childNodes);
  page.form.querySelector("#start-again").hidden = false;
  clearProblem(page);
  turn.scrollIntoView({ block: "start" });
  page.log.dispatchEvent(new Event("signpost:answered"));
}

function takeBack(page, turn, typed, why) {
  turn?.remove();
  page.box.value = [typed, page.box.value].filter(Boolean).join("\n"); // more may have been typed meanwhile
  say(page, why, true);
  page.status.scrollIntoView({ block: "nearest" });
}

async function rate(page, button) {
  try {
    const part = await ask(page.form, button.formAction, { useful: button.value });
    if (part.problem) {
      throw new Error("not counted");
    }
    page.packed.value = part.packed;
    const thanks = document.createElement("p");
    thanks.className = "app-rate";
    thanks.textContent = THANKS;
    button.closest(".app-rate").replaceWith(thanks);
  } catch {
    say(page, NOT_COUNTED, true);
  }
}

function say(page, words, isProblem = false) {
  page.status.textContent = words;
  page.status.classList.toggle("app-status--problem", isProblem);
}

// What the server wrote beside the box when the page was last sent without script.
function clearProblem(page) {
  page.form.querySelector(".govuk-error-message")?.remove();
  page.form.querySelector(".govuk-form-group--error")?.classList.remove("govuk-form-group--error");
  page.box.classList.remove("govuk-textarea--error");
  page.box.removeAttribute("aria-describedby");
}
