// Sends the chat form without leaving the page; the server writes the same HTML either way.
import { ask } from "./chat-request.mjs";

const WAITING = "Looking for an answer…";
const ANSWERED = "Answered. The reply is above the box.";
const NOT_SENT = "Your message was not sent. Check your connection and press Send again. The numbers at the top still work.";

export function startChat(form) {
  const page = partsOf(form);
  let waiting = false;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (waiting) {
      return; // a second press while the first is under way
    }
    const choice = event.submitter?.name === "choice" ? event.submitter.value : "";
    const said = choice || page.box.value.trim();
    waiting = true;
    say(page, WAITING);
    form.setAttribute("aria-busy", "true");
    try {
      take(page, await ask(form, said), choice);
    } catch {
      say(page, NOT_SENT, true);
    } finally {
      waiting = false;
      form.removeAttribute("aria-busy");
      page.box.focus({ preventScroll: true });
    }
  });

  page.box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
}

function partsOf(form) {
  return {
    form,
    box: form.querySelector("textarea"),
    packed: form.querySelector("input[name=transcript]"),
    status: form.querySelector("[role=status]"),
    reach: form.querySelector("#reach"),
    log: document.querySelector("[role=log]"),
  };
}

// Puts the new turn into the log, or says what was wrong and leaves the words in the box.
function take(page, part, choice) {
  if (part.problem) {
    say(page, part.problem, true);
    return;
  }
  document.getElementById("latest")?.removeAttribute("id");
  page.log.append(part.turn);
  page.packed.value = part.packed;
  page.reach.replaceChildren(...part.reach.childNodes);
  page.form.querySelector("#start-again").hidden = false;
  if (!choice) {
    page.box.value = "";
  }
  clearProblem(page);
  say(page, part.isUrgent ? "" : ANSWERED);
  part.turn.scrollIntoView({ block: "start" });
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
