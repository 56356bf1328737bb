// For a council's own page: each link marked data-signpost-chat becomes a button that opens the chat below it.
// Needs nothing of the page, writes nothing into it but the button and the frame, and keeps nothing.
const chat = new URL("/widget/chat", document.currentScript.src);
const EXIT = "https://www.bbc.co.uk/weather";
const PATIENCE = 4000; // milliseconds for the frame to answer once it has loaded
const PRESSES = 3; // of Shift, to leave
const BETWEEN = 5000; // milliseconds
const SANDBOX = "allow-scripts allow-same-origin allow-forms allow-modals allow-downloads allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation";

class ChatBelow {
  constructor(link) {
    this.link = link;
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = link.className;
    this.button.textContent = link.textContent;
    this.button.setAttribute("aria-expanded", "false");
    this.button.addEventListener("click", () => (this.isOpen ? this.close() : this.open()));
    link.replaceWith(this.button);
    window.addEventListener("message", (event) => this.#hear(event));
    window.addEventListener("resize", () => this.#size());
    document.addEventListener("keydown", (event) => this.#onKey(event));
  }

  get isOpen() {
    return this.button.getAttribute("aria-expanded") === "true";
  }

  open() {
    this.frame ??= this.#load();
    this.frame.style.display = "block";
    this.button.setAttribute("aria-expanded", "true");
    if (this.answered) {
      this.#greet();
    }
  }

  close() {
    this.frame.style.display = "none";
    this.button.setAttribute("aria-expanded", "false");
    this.button.focus();
  }

  #load() {
    const frame = document.createElement("iframe");
    frame.title = this.button.textContent.trim();
    frame.referrerPolicy = "no-referrer";
    frame.setAttribute("sandbox", SANDBOX);
    // One by one through the object model, which a policy against inline styles lets pass.
    Object.assign(frame.style, { boxSizing: "border-box", width: "100%", height: "20rem", margin: "8px 0", border: "2px solid" });
    frame.addEventListener("load", () => {
      this.#greet();
      setTimeout(() => this.answered || this.#giveUp(), PATIENCE);
    });
    frame.src = chat.href;
    this.button.after(frame);
    return frame;
  }

  #greet() {
    this.frame.focus();
    this.frame.contentWindow.postMessage({ signpost: "open" }, chat.origin);
  }

  // The frame is not allowed here, or cannot be reached: the link does the same.
  #giveUp() {
    this.frame.remove();
    this.button.replaceWith(this.link);
    this.link.focus();
  }

  #hear({ data, origin, source }) {
    if (origin !== chat.origin || source !== this.frame?.contentWindow) {
      return;
    }
    if (data?.signpost === "height" && Number.isFinite(data.height)) {
      this.answered = true;
      this.height = data.height;
      this.#size();
    } else if (data?.signpost === "close") {
      this.close();
    } else if (data?.signpost === "exit") {
      leave();
    }
  }

  // As tall as the chat, but never so tall that its numbers scroll out of the window.
  #size() {
    if (this.height) {
      const most = window.innerHeight > 600 ? window.innerHeight * 0.85 : window.innerHeight;
      this.frame.style.height = `${Math.min(this.height + 4, most)}px`; // 4: the border
    }
  }

  #onKey(event) {
    if (event.key === "Escape" && this.isOpen) {
      this.close();
    }
  }
}

// Shift three times leaves from the page around an open chat too.
function watchForExit(chats) {
  let presses = 0;
  let last = 0;
  document.addEventListener("keyup", ({ key }) => {
    if (!chats.some((each) => each.isOpen)) {
      return;
    }
    presses = key !== "Shift" ? 0 : Date.now() - last < BETWEEN ? presses + 1 : 1;
    last = Date.now();
    if (presses >= PRESSES) {
      leave();
    }
  });
}

function leave() {
  document.documentElement.style.display = "none";
  document.title = "";
  window.location.replace(EXIT);
}

function start() {
  watchForExit([...document.querySelectorAll("a[data-signpost-chat]")].map((link) => new ChatBelow(link)));
}

if (document.readyState === "loading") {
  document.addEventListener("DOMContentLoaded", start);
} else {
  start();
}
