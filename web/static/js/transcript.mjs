// Prints or saves the conversation in the browser: nothing of it goes anywhere else.
const FILE = "signpost-conversation.txt";

export function startTranscript(tools, log) {
  const show = () => {
    tools.hidden = !log.querySelector(".app-reply");
  };
  show();
  log.addEventListener("signpost:answered", show);
  tools.querySelector("[data-print]").addEventListener("click", () => window.print());
  tools.querySelector("[data-save]").addEventListener("click", () => save(log));
  window.addEventListener("beforeprint", () => unfold(log));
}

function save(log) {
  unfold(log);
  const turns = [...log.querySelectorAll(".app-turn")].map((turn) => wordsOf(turn).replace(/\n{3,}/g, "\n\n"));
  const words = [`${document.title}, ${new Date().toLocaleString("en-GB")}`, ...turns].join("\n\n");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([words], { type: "text/plain" }));
  link.download = FILE;
  link.click();
  URL.revokeObjectURL(link.href);
}

function wordsOf(turn) {
  const rated = turn.querySelector(".app-rate");
  const words = turn.innerText.replace(/^You said:\s+/, "You said: ");
  return rated ? words.replace(rated.innerText, "") : words;
}

// What is folded away belongs to the copy.
function unfold(log) {
  for (const details of log.querySelectorAll("details")) {
    details.open = true;
  }
}
