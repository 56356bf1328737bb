// The chat inside a page of another site: says how tall it is, and when that page should close it or leave.
let host = ""; // the origin of that page, once it has greeted us and is one that we know

export function startFrame(root) {
  const known = root.dataset.hosts.split(" ").filter(Boolean);
  const box = root.querySelector("textarea");
  window.addEventListener("message", ({ data, origin, source }) => {
    if (source !== window.parent || source === window || !known.includes(origin) || data?.signpost !== "open") {
      return;
    }
    host = origin;
    root.querySelector("[data-close]").hidden = false;
    tellHeight();
    box.focus();
  });
  new ResizeObserver(tellHeight).observe(document.body);
  root.querySelector("[data-close]").addEventListener("click", () => tell({ signpost: "close" }));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) {
      tell({ signpost: "close" });
    }
  });
  document.addEventListener("click", openBeside, true);
}

// True when the page around us was asked to leave.
export function leaveHost() {
  return tell({ signpost: "exit" });
}

function tell(message) {
  if (host) {
    window.parent.postMessage(message, host);
  }
  return Boolean(host);
}

function tellHeight() {
  tell({ signpost: "height", height: Math.ceil(document.documentElement.getBoundingClientRect().height) });
}

// Pages of this site do not show in a frame, and the conversation must stay.
function openBeside(event) {
  const link = event.target.closest("a[href^='http'], a[href^='/']");
  if (link && !link.closest(".app-urgent") && !link.hasAttribute("data-here")) {
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }
}
