// GOV.UK's "Exit this page" that also takes this page out of the history, as far as a page can.
import { ExitThisPage } from "govuk-frontend";

export class QuickExit extends ExitThisPage {
  exitPage() {
    super.exitPage(); // blanks the page first
    document.title = "";
    for (const field of document.querySelectorAll("textarea, input")) {
      field.value = ""; // so that Back shows an empty form
    }
    window.location.replace(this.$button.href);
  }
}
