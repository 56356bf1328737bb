// Starts each behaviour on the pages that have its markup; every page works without any of them.
import { Button, SkipLink, createAll, isSupported } from "govuk-frontend";

import { startChat } from "./chat.mjs";
import { openFilters } from "./filters.mjs";
import { startFrame } from "./frame.mjs";
import { offerKeeping } from "./offline.mjs";
import { QuickExit } from "./quick-exit.mjs";
import { startSharing } from "./share.mjs";
import { SuggestBox } from "./suggest.mjs";
import { startTranscript } from "./transcript.mjs";

if (isSupported()) {
  for (const component of [Button, SkipLink, QuickExit]) {
    createAll(component);
  }
}
for (const form of document.querySelectorAll("form[data-chat]")) {
  startChat(form, document.querySelector("[role=log]"));
}
for (const tools of document.querySelectorAll("[data-transcript]")) {
  startTranscript(tools, document.querySelector("[role=log]"));
}
for (const root of document.querySelectorAll("[data-hosts]")) {
  startFrame(root);
}
openFilters(document.getElementById("filters"));
for (const root of document.querySelectorAll("[data-keep]")) {
  offerKeeping(root);
}
for (const root of document.querySelectorAll("[data-share]")) {
  startSharing(root);
}
for (const input of document.querySelectorAll("input[data-suggest]")) {
  new SuggestBox(input);
}
