// The reading list: what is ticked stays in this browser, and its page has the whole list in its address. Without this file,
// shared lists can still be read.

const MOST = 100; // as many as the server reads
const path = document.querySelector("#reading-list-link a")?.getAttribute("href");
const key = `reading-list ${path?.split("?")[0]}`; // a host may serve several libraries

const kept = () => {
  try {
    const found = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(found) ? found.filter((item) => typeof item === "string").slice(0, MOST) : [];
  } catch {
    return null; // the browser keeps nothing for us
  }
};

function keep(items) {
  try {
    localStorage.setItem(key, JSON.stringify([...new Set(items)].slice(0, MOST)));
  } catch {
    // It is full, or may not be used: then the ticks say what is kept.
  }
  show();
}

function show() {
  const items = kept();
  if (!items) return;
  const link = document.getElementById("reading-list-link");
  link.hidden = !items.length;
  link.querySelector(".count").textContent = items.length ? `(${items.length})` : "";
  for (const tick of document.querySelectorAll("input[data-keep]")) {
    tick.checked = items.includes(tick.dataset.keep);
    tick.disabled = items.length >= MOST && !tick.checked;
    tick.closest("label").hidden = false;
  }
  showTools(items);
}

const here = () => new URLSearchParams(location.search).getAll("item");
const addressOf = (items) => {
  const address = new URL(path, location.href);
  for (const item of items) address.searchParams.append("item", item);
  return address.href;
};

function showTools(items) {
  const page = document.getElementById("reading-list");
  if (!page) return;
  if (!page.hasAttribute("data-list")) {
    if (items.length && !here().length) location.replace(addressOf(items));
    return;
  }
  const own = here().every((item) => items.includes(item));
  const shown = { print: true, take: !own, empty: own && items.length > 0 };
  for (const button of page.querySelectorAll("[data-act]")) button.parentElement.hidden = !shown[button.dataset.act];
}

document.addEventListener("change", ({ target }) => {
  const item = target.dataset?.keep;
  if (item === undefined) return;
  const others = kept().filter((other) => other !== item);
  keep(target.checked ? [...others, item] : others);
});

document.addEventListener("click", ({ target }) => {
  const gone = target.closest?.("a[data-gone]")?.dataset.gone.split("\n");
  // What is taken off one's own list is taken off here, too; a list of somebody else's is not ours to change.
  if (gone && here().every((item) => kept()?.includes(item))) keep(kept().filter((item) => !gone.includes(item)));
  const act = target.closest?.("[data-act]")?.dataset.act;
  if (act === "print") print();
  if (act === "take") keep([...kept(), ...here()]);
  if (act === "empty") {
    keep([]);
    location.assign(addressOf([]));
  }
});

if (path) {
  addEventListener("storage", show);
  addEventListener("pageshow", show); // a page that comes back as it was left
  new MutationObserver(show).observe(document.getElementById("main"), { childList: true, subtree: true });
  show();
}
