// Search suggestions as an ARIA combobox. htmx fetches the options into the listbox; this module opens, walks and closes it.
// Without script the field is a plain search field and no listbox is ever shown.
for (const input of document.querySelectorAll("[data-suggest]")) {
  const list = document.getElementById(input.dataset.suggest);
  const status = document.createElement("span");
  let active = -1;
  let waiting = false; // true from a keystroke to the answer or to the submit, so that a late answer opens nothing

  status.className = "vh";
  status.setAttribute("role", "status");
  list.after(status);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) input.setAttribute(name, value);

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (index) => {
    active = index;
    [...list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
    input.setAttribute("aria-activedescendant", list.children[index].id);
    list.children[index].scrollIntoView({ block: "nearest" });
  };

  input.addEventListener("input", () => { waiting = true; });
  input.form.addEventListener("submit", () => { waiting = false; close(); });
  input.addEventListener("blur", close);
  list.addEventListener("htmx:afterSwap", () => {
    if (!waiting || document.activeElement !== input) return;
    waiting = false;
    close();
    const count = list.children.length;
    [...list.children].forEach((option, i) => { option.id = `${list.id}-${i}`; });
    list.hidden = count === 0;
    input.setAttribute("aria-expanded", String(count > 0));
    status.textContent = count === 0 ? "" : `${count === 1 ? "1 suggestion" : `${count} suggestions`}, use the arrow keys`;
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus in the field
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[data-url]");
    if (option) location.assign(option.dataset.url);
  });
  input.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (list.hidden) return;
    if (event.key === "Escape") { event.preventDefault(); close(); }
    if (event.key === "ArrowDown") { event.preventDefault(); mark((active + 1) % count); }
    if (event.key === "ArrowUp") { event.preventDefault(); mark((active - 1 + count) % count); }
    if (event.key === "Enter" && active >= 0) { event.preventDefault(); location.assign(list.children[active].dataset.url); }
  });
}
