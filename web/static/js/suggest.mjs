// A search box that offers suggestions while somebody types: the combobox pattern of ARIA 1.2. The list is
// beside the field and never in its way: Enter without a choice searches for what was typed.
const PAUSE = 120; // milliseconds without a key before we ask
const SHORTEST = 2;

export class SuggestBox {
  constructor(input) {
    this.input = input;
    this.list = document.createElement("ul");
    this.status = document.createElement("div");
    this.chosen = -1;
    this.#build();
    input.addEventListener("input", () => this.#later());
    input.addEventListener("keydown", (event) => this.#onKey(event));
    input.addEventListener("blur", () => this.close());
  }

  #build() {
    const { input, list, status } = this;
    list.id = `${input.id}-suggestions`;
    list.className = "app-suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Suggestions");
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    list.addEventListener("click", (event) => this.#take(event.target.closest("[role=option]")));
    status.className = "govuk-visually-hidden";
    status.setAttribute("role", "status");
    const around = document.createElement("div");
    around.className = "app-suggest";
    input.replaceWith(around);
    around.append(input, list, status);
    for (const [name, value] of Object.entries({
      role: "combobox",
      autocomplete: "off",
      "aria-autocomplete": "list",
      "aria-controls": list.id,
      "aria-expanded": "false",
    })) {
      input.setAttribute(name, value);
    }
  }

  #later() {
    clearTimeout(this.timer);
    this.asking?.abort();
    if (this.input.value.trim().length < SHORTEST) {
      this.close();
      return;
    }
    this.timer = setTimeout(() => this.#ask(), PAUSE);
  }

  async #ask() {
    this.asking = new AbortController();
    const address = `/api/suggest?q=${encodeURIComponent(this.input.value.slice(0, 60))}`;
    try {
      const response = await fetch(address, { signal: this.asking.signal });
      this.#show(response.ok ? (await response.json()).suggestions : []);
    } catch {
      this.close(); // the search itself works without
    }
  }

  #show(suggestions) {
    if (document.activeElement !== this.input) {
      return;
    }
    this.close();
    this.list.replaceChildren(...suggestions.map((suggestion, number) => this.#option(suggestion, number)));
    const open = suggestions.length > 0;
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    const count = suggestions.length === 1 ? "1 suggestion" : `${suggestions.length} suggestions`;
    this.status.textContent = open ? `${count}. Use up and down arrows to choose.` : "No suggestions.";
  }

  #option({ text, detail }, number) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${number}`;
    option.className = "app-suggestions__option";
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.text = text;
    option.append(text);
    if (detail) {
      const more = document.createElement("span");
      more.className = "app-suggestions__detail";
      more.append(` ${detail}`);
      option.append(more);
    }
    return option;
  }

  #onKey(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    const count = this.list.children.length;
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    } else if (event.key in steps && !this.list.hidden) {
      event.preventDefault();
      // One place more than there are suggestions: the words as typed.
      this.#choose(((this.chosen + 1 + steps[event.key] + count + 1) % (count + 1)) - 1);
    } else if (event.key === "Enter" && this.chosen >= 0) {
      event.preventDefault();
      this.#take(this.list.children[this.chosen]);
    }
  }

  #choose(number) {
    this.list.children[this.chosen]?.setAttribute("aria-selected", "false");
    this.chosen = number;
    const option = this.list.children[number];
    if (!option) {
      this.input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  #take(option) {
    if (option) {
      this.input.value = option.dataset.text;
      this.close();
      this.input.form.requestSubmit();
    }
  }

  close() {
    clearTimeout(this.timer);
    this.#choose(-1);
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.status.textContent = "";
  }
}
