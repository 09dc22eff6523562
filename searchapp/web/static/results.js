// Results in place: what leads from a page of results to another of the same path is fetched, and what changed is put into this
// page. Without this file, or whenever anything is not as expected, each is a page of its own, from the same address.

const parser = new DOMParser();
// What belongs to the address, in the head of a page.
const LINKS = 'link:is([rel="canonical"], [rel="alternate"], [rel="prev"], [rel="next"])';

let request; // the newest: answers to older ones are dropped
let shown = pathAndQuery(location);
let entry = history.state?.entry; // of the history
const tops = new Map(); // how far down each entry was left

const form = document.getElementById("search-form");
const box = document.getElementById("q");

// The sentence with the count is the one live region: it stays, and everything around it is replaced.
function regionOf(page) {
  return page.querySelector(".found [role=status]");
}

// What must be the same in both pages for one to be shown within the other.
function frameOf(page) {
  const files = [...page.querySelectorAll('script[src*="/static/"], link[rel=stylesheet]')];
  return [page.documentElement.lang, ...files.map((file) => file.getAttribute("src") ?? file.getAttribute("href"))].join(" ");
}

function pathAndQuery(address) {
  return address.pathname + address.search;
}

function isHere(address) {
  return address.origin === location.origin && address.pathname === location.pathname;
}

// What the form asks for. A facet may be called "action": attributes are read, never properties.
function addressOf(submitter = null) {
  const address = new URL(submitter?.getAttribute("formaction") ?? form.getAttribute("action"), location);
  address.search = new URLSearchParams([...new FormData(form, submitter)].filter(([, value]) => value));
  return address;
}

async function show(address, { push = true, ticked = null, top = 0 } = {}) {
  request?.abort();
  const asked = new AbortController();
  request = asked;
  const typed = box.value;
  document.querySelector(".entries")?.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { signal: asked.signal });
    const page = parser.parseFromString(await answer.text(), "text/html");
    if (request !== asked) return;
    if (!answer.ok || answer.redirected || !regionOf(page) || frameOf(page) !== frameOf(document)) throw new Error();
    replace(page, box.value === typed);
    if (push) {
      const again = pathAndQuery(address) === shown;
      if (!again) entry = Date.now();
      history[again ? "replaceState" : "pushState"]({ entry }, "", address);
    }
    shown = pathAndQuery(location);
    settle(ticked, top);
  } catch {
    if (request === asked) push ? location.assign(address) : location.reload();
  }
}

function replace(page, unchanged) {
  document.dispatchEvent(new Event("results:replace"));
  const status = regionOf(document);
  const news = regionOf(page);
  const sentence = news.textContent;
  for (let kept = status, fresh = news; kept.localName !== "main"; kept = kept.parentElement, fresh = fresh.parentElement) {
    replaceAround(kept, fresh);
  }
  if (status.textContent !== sentence) status.textContent = sentence;
  document.title = page.title;
  swapAll(document.head, LINKS, page.head);
  swapAll(form, "input[type=hidden]", page.getElementById("search-form"));
  document.querySelector(".languages").replaceWith(page.querySelector(".languages"));
  if (unchanged) box.value = page.getElementById("q").value;
  document.dispatchEvent(new Event("results:replaced"));
}

function replaceAround(kept, fresh) {
  const nodes = [...fresh.parentElement.childNodes];
  const place = nodes.indexOf(fresh);
  for (const old of [...kept.parentElement.childNodes]) if (old !== kept) old.remove();
  kept.before(...nodes.slice(0, place));
  kept.after(...nodes.slice(place + 1));
}

function swapAll(here, selector, there) {
  for (const old of here.querySelectorAll(selector)) old.remove();
  here.append(...there.querySelectorAll(selector));
}

// What was ticked keeps the focus, wherever it now stands; everything else leads to the heading of the results.
function settle(ticked, top) {
  const again = ticked && [...document.getElementsByName(ticked.name)].find((input) => input.value === ticked.value);
  if (again) return again.focus();
  document.getElementById("results").focus({ preventScroll: true });
  if (top !== undefined) scrollTo(0, top);
}

if (form && regionOf(document)) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("main a[href], dialog a[href]");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const address = new URL(link.href);
    if (!isHere(address) || address.hash || link.target || link.hasAttribute("download")) return;
    event.preventDefault();
    show(address);
  });

  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target !== form) return;
    const address = addressOf(event.submitter);
    if (!isHere(address)) return;
    event.preventDefault();
    show(address);
  });

  // In a dialog, several are ticked before they are applied.
  document.addEventListener("change", ({ target }) => {
    if (target.type === "checkbox" && target.form === form && !target.closest("dialog")) show(addressOf(), { ticked: target });
  });

  // Back and forward. What leads to a place within the page comes here, too.
  addEventListener("popstate", ({ state }) => {
    if (pathAndQuery(location) === shown) return;
    entry = state?.entry;
    show(location.href, { push: false, top: tops.get(entry) });
  });
  addEventListener("scroll", () => tops.set(entry, scrollY), { passive: true });
}
