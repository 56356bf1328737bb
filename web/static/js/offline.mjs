// Keeps the page of numbers on this device, when somebody asks for it and never otherwise.
const KEPT = "The numbers are on this device now. They come up when there is no connection.";
const REMOVED = "The numbers are no longer on this device.";
const FAILED = "Your browser did not keep them. Print the page or write the numbers down.";

export async function offerKeeping(root) {
  if (!("serviceWorker" in navigator)) {
    return;
  }
  const keep = root.querySelector("[data-keep-on]");
  const remove = root.querySelector("[data-keep-off]");
  const status = root.querySelector("[role=status]");
  const show = (isKept, words = "") => {
    keep.hidden = isKept;
    remove.hidden = !isKept;
    status.textContent = words;
  };

  keep.addEventListener("click", async () => {
    try {
      await navigator.serviceWorker.register(root.dataset.keep);
      await navigator.serviceWorker.ready;
      show(true, KEPT);
      remove.focus();
    } catch {
      show(false, FAILED);
    }
  });
  remove.addEventListener("click", async () => {
    for (const worker of await navigator.serviceWorker.getRegistrations()) {
      await worker.unregister();
    }
    for (const name of await caches.keys()) {
      await caches.delete(name);
    }
    show(false, REMOVED);
    keep.focus();
  });
  show(Boolean(await navigator.serviceWorker.getRegistration()));
}
