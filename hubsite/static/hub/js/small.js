// Copy, print, collapse on small screens, close pop-ups.
import { toast } from "./toast.js";

document.addEventListener("click", async (event) => {
  const copy = event.target.closest("[data-copy]");
  if (copy) {
    try {
      await navigator.clipboard.writeText(copy.dataset.copy);
      toast(`Copied ${copy.dataset.copy.slice(0, 40)}`);
    } catch { toast("Your browser does not allow copying here"); }
  }
  for (const open of document.querySelectorAll("details.pop[open]")) {
    if (!open.contains(event.target)) open.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.pop[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

if (matchMedia("(max-width: 55.99rem)").matches) {
  for (const el of document.querySelectorAll("[data-collapse-small]")) el.open = false;
}

// On paper a closed table would be lost.
addEventListener("beforeprint", () => {
  for (const el of document.querySelectorAll("details[data-print-open]")) el.open = true;
});

// What needs script is not shown without it.
for (const el of document.querySelectorAll("[data-needs-script]")) el.hidden = false;

for (const code of document.querySelectorAll("span[data-copy]")) {
  const button = document.createElement("button");
  const hint = document.createElement("span");
  Object.assign(button, { type: "button", className: code.className });
  Object.assign(hint, { className: "vh", textContent: " (copy)" });
  button.dataset.copy = code.dataset.copy;
  button.append(...code.childNodes, hint);
  code.replaceWith(button);
}
