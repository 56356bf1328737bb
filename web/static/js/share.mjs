// Buttons that only a script can work: hidden until it runs.
const COPIED = "Copied.";
const NOT_COPIED = "Your browser did not copy it. Mark the words and copy them yourself.";

export function startSharing(root) {
  const words = root.querySelector("textarea");
  const print = root.querySelector("[data-print]");
  const copy = root.querySelector("[data-copy]");
  const status = root.querySelector("[data-copied]");
  print.hidden = false;
  print.addEventListener("click", () => window.print());
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    words.select();
    try {
      await navigator.clipboard.writeText(words.value);
      status.textContent = COPIED;
    } catch {
      status.textContent = NOT_COPIED;
    }
  });
}
