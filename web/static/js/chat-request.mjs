// One request of the chat form: the new turn, the packed conversation, or what was wrong.
const PATIENCE = 15000; // milliseconds for one try
const KEEP_TRYING = 30000;
const BETWEEN = 1000;
const PAUSED = "Signpost is paused for a short while. Your message was not sent. The numbers at the top still work.";
const RESTARTING = [502, 504]; // said by what stands in front while Signpost itself is started again

// The same, sent again while the server does not answer: a worried person must not have to.
export async function askUntilHeard(form, address, fields, trouble) {
  const end = Date.now() + KEEP_TRYING;
  for (;;) {
    try {
      return await ask(form, address, fields);
    } catch (error) {
      if (error.isAnswer || !navigator.onLine || Date.now() > end) {
        throw error;
      }
    }
    trouble();
    await new Promise((resolve) => setTimeout(resolve, BETWEEN));
  }
}

export async function ask(form, address, fields) {
  const body = new URLSearchParams(new FormData(form));
  for (const [name, value] of Object.entries(fields)) {
    body.set(name, value);
  }
  const response = await fetch(address.split("#")[0], {
    method: "POST",
    body,
    headers: { "X-Signpost-Part": "1" },
    signal: AbortSignal.timeout(PATIENCE),
  });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (page.querySelector("[data-paused]")) {
    return { problem: PAUSED };
  }
  const part = page.getElementById("part");
  if (!part) {
    // An error page of something between us.
    throw Object.assign(new Error("not a part"), { isAnswer: !RESTARTING.includes(response.status) });
  }
  const turn = part.querySelector(".app-turn");
  return {
    problem: response.ok ? "" : part.querySelector("#problem").textContent,
    turn: turn && document.adoptNode(turn),
    packed: part.querySelector("input[name=transcript]").value,
    reach: document.adoptNode(part.querySelector("#reach")),
  };
}
