// Shows the kept page of numbers when a page of this site cannot be reached. It keeps nothing else.
const STORE = "numbers";
const PAGE = {{ page | tojson }};
const STYLE = {{ style | tojson }};

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(STORE).then((store) => store.addAll([PAGE, STYLE])));
});

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.mode === "navigate") {
    event.respondWith(fetch(event.request).catch(() => caches.match(PAGE)));
  } else if (address.pathname + address.search === STYLE) {
    event.respondWith(fetch(event.request).catch(() => caches.match(STYLE)));
  }
});
