// The filters: a dialog on a narrow screen, and a box above each long list that leaves only what contains its words. Without this
// file they stand below the results, and long lists unfold.

const WIDE = matchMedia("(min-width: 56rem)"); // as in site.css
const groups = () => [...document.querySelectorAll(".side fieldset")];
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

// The dialog

let panel, place; // … and where the filters stood

function openPanel() {
  const side = document.querySelector(".side");
  const close = make("button", { type: "button", class: "close" }, side.dataset.close);
  place = new Comment();
  side.replaceWith(place);
  panel = make("dialog", { class: "panel", "aria-labelledby": "filters" });
  panel.append(close, side);
  document.body.append(panel);
  close.addEventListener("click", leavePanel);
  panel.addEventListener("cancel", (event) => {
    event.preventDefault();
    leavePanel();
  });
  // Beside it.
  panel.addEventListener("mousedown", (event) => event.clientX < panel.getBoundingClientRect().left && leavePanel());
  panel.showModal();
  document.getElementById("filters").focus();
}

// Nothing is applied: what was ticked or typed is taken back.
function leavePanel() {
  for (const input of panel.querySelectorAll("input[name]")) {
    input.checked = input.defaultChecked;
    input.value = input.defaultValue;
  }
  closePanel();
  document.querySelector(".to-side a").focus();
}

function closePanel() {
  if (!panel) return;
  place.replaceWith(panel.querySelector(".side"));
  panel.close();
  panel.remove();
  panel = null;
}

document.addEventListener("click", (event) => {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest?.(".to-side a, dialog .to-found a");
  if (!link || (!panel && WIDE.matches)) return;
  event.preventDefault();
  panel ? leavePanel() : openPanel();
});
WIDE.addEventListener("change", () => panel && leavePanel());

// The boxes

let kept = {}; // what was typed and unfolded, by facet, while results are replaced

function addBox(group) {
  const name = group.querySelector("input[name]").name;
  const box = make("input", { type: "search", id: `find-${name}`, autocomplete: "off" });
  const rows = [...group.querySelectorAll("li")].map((row) => [row, fold(row.querySelector(".name").textContent)]);
  const more = group.querySelector(".more");
  const every = group.querySelector(".everything a");
  const { text = "", unfolded = false } = kept[name] ?? {};
  const filter = () => {
    const words = fold(box.value).split(/\s+/).filter(Boolean);
    for (const [row, label] of rows) {
      row.hidden = !row.querySelector(":checked") && !words.every((word) => label.includes(word));
    }
    if (words.length) more.open = true;
    more.querySelector("summary").hidden = words.length > 0;
    if (every) {
      const address = new URL(every.href);
      address.searchParams.delete("find");
      if (words.length) address.searchParams.set("find", box.value);
      every.href = address;
    }
  };
  const line = make("p", { class: "find" });
  line.append(make("label", { for: box.id }, group.dataset.find), box);
  group.querySelector("ul").before(line);
  more.open = unfolded;
  box.value = text;
  box.addEventListener("input", filter);
  if (text) filter();
}

function addBoxes() {
  groups().filter((group) => group.dataset.find).forEach(addBox);
}

document.addEventListener("results:replace", () => {
  closePanel();
  kept = {};
  for (const group of groups()) {
    const text = group.querySelector(".find input")?.value;
    const unfolded = group.querySelector(".more")?.open;
    kept[group.querySelector("input[name]").name] = { text, unfolded };
  }
});
document.addEventListener("results:replaced", addBoxes);
addBoxes();

function make(name, given, text = "") {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(given)) element.setAttribute(key, value);
  element.textContent = text;
  return element;
}
