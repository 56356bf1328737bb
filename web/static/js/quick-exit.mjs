// GOV.UK's "Exit this page" that also takes this page out of the history, as far as a page can.
import { ExitThisPage } from "govuk-frontend";

import { leaveHost } from "./frame.mjs";

export class QuickExit extends ExitThisPage {
  exitPage() {
    forget();
    this.blank();
    if (!leaveHost()) {
      // Not by way of GOV.UK's own exit: it adds to the history, and is now and then there first.
      window.location.replace(this.$button.href);
    } // otherwise the page around the frame leaves, and takes the frame with it
  }

  // As GOV.UK's exit does it; its script takes the overlay away again when somebody comes back.
  blank() {
    document.body.classList.add("govuk-exit-this-page-hide-content");
    this.$overlay = document.createElement("div");
    this.$overlay.className = "govuk-exit-this-page-overlay";
    this.$overlay.setAttribute("role", "alert");
    document.body.append(this.$overlay);
    this.$overlay.textContent = this.i18n.t("activated");
  }
}

// So that Back shows an empty form.
function forget() {
  document.title = "";
  for (const field of document.querySelectorAll("textarea, input")) {
    field.value = "";
  }
}
