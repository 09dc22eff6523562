// Suggestions below the search box, by the ARIA combobox pattern with a list and manual selection. Without this file
// the box is a plain one. What it says and where it asks is in the attributes of the box: see _parts.html.

const PAUSE = 120; // ms without a letter before it asks
const SHORTEST = 2; // characters: one says too little
const box = document.querySelector("input[data-suggest]");

if (box) {
  const { suggest, label, language, counts, ...kinds } = box.dataset;
  const said = counts.split("|"); // how many there are, in words: none, one, two …
  const list = make("ul", { id: "suggestions", role: "listbox", "aria-label": label, hidden: "" });
  const news = make("div", { "aria-live": "polite", class: "visually-hidden" });
  if (language) list.lang = language;
  box.after(list, news);
  // Of the kinds of box, a combobox may be this one (ARIA in HTML).
  attributes(box, { type: "text", role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" });

  let timer, request, active, composing = false;

  const trimmed = () => box.value.trim();
  const opened = () => !list.hidden;

  function choose(option) {
    active?.setAttribute("aria-selected", "false");
    active = option;
    if (!option) return box.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", option.id);
  }

  function show(found) {
    choose(null);
    list.replaceChildren(...found.map(optionOf));
    list.hidden = !found.length;
    box.setAttribute("aria-expanded", String(opened()));
    news.textContent = said[found.length] ?? "";
  }

  // Whatever was asked is dropped, however late it is answered.
  function stop() {
    clearTimeout(timer);
    request?.abort();
    request = null;
  }

  function close() {
    stop();
    if (opened()) show([]);
    news.textContent = "";
  }

  function optionOf({ text, kind }, place) {
    const option = make("li", { id: `suggestion-${place}`, role: "option", "aria-selected": "false" });
    option.append(make("span", {}, text), " ", make("span", { class: "kind", lang: document.documentElement.lang }, kinds[kind]));
    option.addEventListener("click", () => take(text));
    return option;
  }

  // As a query: no word of a name is one to be left out.
  function take(text) {
    close();
    box.value = text.replace(/(^|\s)-+/g, "$1");
    box.form.requestSubmit();
  }

  async function ask() {
    stop();
    const asked = new AbortController();
    request = asked;
    try {
      const answer = await fetch(`${suggest}?q=${encodeURIComponent(box.value.toWellFormed?.() ?? box.value)}`, { signal: asked.signal });
      const found = answer.ok ? (await answer.json()).suggestions : [];
      if (request === asked) show(found);
    } catch {
      if (request === asked) close();
    }
  }

  function typed() {
    stop();
    choose(null);
    if (trimmed().length < SHORTEST) close();
    else timer = setTimeout(ask, PAUSE);
  }

  const keys = {
    ArrowDown: () => step(active ? active.nextElementSibling : list.firstElementChild),
    ArrowUp: () => step(active ? active.previousElementSibling : list.lastElementChild),
    Enter() {
      if (!active) return close();
      take(active.firstElementChild.textContent);
      return true;
    },
    Escape() {
      if (!opened() && !box.value) return false;
      if (!opened()) box.value = "";
      close();
      return true;
    },
    Tab: close,
    Home: () => choose(null),
    End: () => choose(null),
    ArrowLeft: () => choose(null),
    ArrowRight: () => choose(null),
  };

  // Past either end is the box itself.
  function step(option) {
    if (opened()) choose(option);
    else if (trimmed().length >= SHORTEST) ask();
    return true;
  }

  box.addEventListener("keydown", (event) => {
    // Of an input method, keys choose characters.
    if (composing || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (keys[event.key]?.()) event.preventDefault();
  });
  box.addEventListener("compositionstart", () => {
    composing = true;
    close();
  });
  box.addEventListener("compositionend", () => {
    composing = false;
    typed();
  });
  box.addEventListener("input", () => composing || typed());
  box.addEventListener("blur", close);
  box.form.addEventListener("submit", close);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
}

function make(name, given, text = "") {
  const element = document.createElement(name);
  attributes(element, given);
  element.textContent = text;
  return element;
}

function attributes(element, given) {
  for (const [name, value] of Object.entries(given)) element.setAttribute(name, value);
}
