// A button beside each citation that copies it. Without this file citations are text to select.

const { copy, copied } = document.querySelector("script[data-copy]").dataset;
const news = document.createElement("div");
news.setAttribute("aria-live", "polite");
news.className = "visually-hidden";
document.body.append(news);

function addButtons() {
  for (const text of document.querySelectorAll(".citation")) {
    if (text.nextElementSibling?.matches(".copy")) continue;
    // Without a host of its own in the settings, the library does not know where readers reach it. Browsers do.
    const { address } = text.dataset;
    if (address) text.append(` ${new URL(address, location)}`);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "way copy";
    button.textContent = copy;
    text.after(button);
  }
}

// Selected first: where the browser has no clipboard for us, the keyboard copies it.
async function take(text) {
  getSelection().selectAllChildren(text);
  try {
    await navigator.clipboard.writeText(text.textContent.trim());
  } catch {
    if (!document.execCommand("copy")) return;
  }
  news.textContent = "";
  setTimeout(() => { news.textContent = copied; }); // anew each time, or it would be said once only
}

document.addEventListener("click", ({ target }) => {
  if (target.matches?.(".copy")) take(target.previousElementSibling);
});
document.addEventListener("results:replaced", addButtons);
addButtons();
