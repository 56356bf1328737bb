// GOV.UK's "Exit this page" that also takes this page out of the history, as far as a page can.
import { ExitThisPage } from "govuk-frontend";

import { leaveHost } from "./frame.mjs";

export class QuickExit extends ExitThisPage {
  exitPage() {
    forget();
    if (leaveHost()) {
      document.body.classList.add("govuk-exit-this-page-hide-content");
      return; // the page around the frame leaves, and takes the frame with it
    }
    super.exitPage(); // blanks the page first
    window.location.replace(this.$button.href);
  }
}

// So that Back shows an empty form.
function forget() {
  document.title = "";
  for (const field of document.querySelectorAll("textarea, input")) {
    field.value = "";
  }
}
