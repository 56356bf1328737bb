// One request of the chat form: the new turn, the packed conversation, or what was wrong.
const PATIENCE = 15000; // milliseconds

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
  const part = page.getElementById("part");
  if (!part) {
    throw new Error("not a part"); // an error page of something between us
  }
  const turn = part.querySelector(".app-turn");
  return {
    problem: response.ok ? "" : part.querySelector("#problem").textContent,
    turn: turn && document.adoptNode(turn),
    packed: part.querySelector("input[name=transcript]").value,
    reach: document.adoptNode(part.querySelector("#reach")),
  };
}
