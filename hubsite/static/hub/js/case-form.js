// The form of a case: saves a second after typing, shows what the scanner found, adds signs. Without script every button is a submit.
const form = document.querySelector("[data-autosave]");
const WAIT = 1000; // ms after the last key
const LATER = 8000; // ms until a save is tried again that did not arrive

if (form) {
  const line = document.querySelector("[data-autosave-state]");
  const number = form.querySelector("[data-revision]");
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const changed = new Set();
  let timer;
  let saving = null; // the save that is on its way
  const signs = () => form.querySelector("[name=signs_sent]") !== null;
  const say = (text) => { if (line) line.textContent = text; };
  const fieldOf = (input) => (/^(sign|absent|offered|onset-HP)/.test(input.name) ? "signs" : input.name);

  const body = (names, revision) => {
    const all = new FormData(form);
    const sent = new URLSearchParams({ fields: names.join(","), revision });
    for (const [name, value] of all) {
      if (names.includes(fieldOf({ name })) || name === "offered") sent.append(name, value);
    }
    return sent;
  };

  const show = (answer) => {
    for (const [name, html] of Object.entries(answer.findings)) {
      const place = form.querySelector(`[data-findings="${CSS.escape(name)}"]`);
      if (!place) continue;
      place.innerHTML = html;
      reveal(place);
      place.closest(".field").classList.toggle("field-bad", place.querySelector(".badge-bad") !== null);
      place.closest(".field").classList.toggle("field-held", place.querySelector(".find") !== null);
    }
    for (const kind of ["present", "absent"]) {
      const list = form.querySelector(`[data-signs="${kind}"]`);
      if (list && answer[kind]) { list.insertAdjacentHTML("beforeend", answer[kind]); changed.add("signs"); plan(WAIT); }
    }
    const danger = document.querySelector("[data-danger]");
    if (danger && danger.innerHTML.trim() !== answer.danger.trim()) danger.innerHTML = answer.danger;
    const time = new Date(answer.saved_at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    say(`Saved at ${time}; you can close this page and come back within 90 days.`);
  };

  const refuse = (answer) => {
    for (const [name, texts] of Object.entries(answer.errors)) {
      const error = document.getElementById(`id_${name}_error`);
      if (error) { error.hidden = false; error.textContent = `Problem: ${texts.join(" ")}`; }
    }
    say("Not saved yet: please look at the fields that are marked.");
  };

  const send = async () => {
    const names = [...changed];
    if (!names.length) return;
    changed.clear();
    say("Saving…");
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST", body: body(names, number.value), headers: { "X-CSRFToken": token }, redirect: "error",
      });
      const said = await answer.json();
      if (answer.ok) { number.value = said.revision + 1; show(said); return; }
      names.forEach((name) => changed.add(name));
      if (answer.status === 409) {
        number.value = said.revision + 1;
        say("This case was changed in another window. What you wrote here stands on this page; it is saved with your next change.");
      } else if (answer.status === 422) refuse(said);
      else throw new Error(answer.status);
    } catch {
      names.forEach((name) => changed.add(name));
      say("Not saved yet: no connection. What you wrote stays on this page, and we try again.");
      plan(LATER);
    }
  };
  const save = () => { saving ??= send().finally(() => { saving = null; if (changed.size && !timer) plan(LATER); }); return saving; };
  function plan(wait) { clearTimeout(timer); timer = setTimeout(() => { timer = null; if (saving) plan(WAIT); else save(); }, wait); }

  const note = (event) => {
    if (!event.target.name || event.target.dataset.signSearch) return;
    const name = fieldOf(event.target);
    if (name === "revision" || (name === "signs" && !signs())) return;
    changed.add(name);
    plan(WAIT);
  };
  form.addEventListener("input", note);
  form.addEventListener("change", note);
  // Signs that are shown ticked for the first time are kept at once: a link to another step would lose them.
  if (form.dataset.keepSigns !== undefined) { changed.add("signs"); plan(0); }
  // What is on its way arrives first: two saves with one number would be a conflict with oneself.
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    if (!saving) return;
    event.preventDefault();
    const button = event.submitter;
    await saving;
    clearTimeout(timer);
    form.requestSubmit(button);
  });
  addEventListener("beforeunload", (event) => { if (changed.size && !form.dataset.leaving) event.preventDefault(); });
  form.addEventListener("submit", () => { form.dataset.leaving = "1"; });
}

function reveal(root) {
  for (const el of root.querySelectorAll("[data-needs-script]")) el.hidden = false;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-show]");
  const area = button?.closest(".field")?.querySelector("textarea, input[type=text]");
  if (!area) return;
  const at = area.value.indexOf(button.dataset.show);
  if (at < 0) return;
  area.focus();
  area.setSelectionRange(at, at + button.dataset.show.length);
});

document.querySelector("[data-error-summary]")?.focus();

// Signs as an ARIA combobox: the server gives the options, each with the row that is added when it is chosen.
for (const input of document.querySelectorAll("[data-sign-search]")) {
  const list = document.getElementById(input.dataset.list);
  const status = document.createElement("p");
  let options = [];
  let active = -1;
  let timer;

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
  const choose = (index) => {
    const { id, row, name } = options[index];
    const kind = input.dataset.absent === "1" ? "absent" : "present";
    input.form.querySelector(`[data-sign="${CSS.escape(id)}"]`)?.remove();
    const rows = input.form.querySelector(`[data-signs="${kind}"]`);
    rows.insertAdjacentHTML("beforeend", row);
    input.value = "";
    close();
    status.textContent = `${name} is added`;
    rows.lastElementChild.querySelector("input").dispatchEvent(new Event("change", { bubbles: true }));
  };
  const draw = (found) => {
    options = found;
    list.replaceChildren(...found.map(({ name, plain, id }, i) => {
      const option = document.createElement("li");
      Object.assign(option, { id: `${list.id}-${i}`, textContent: name });
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      const also = document.createElement("span");
      also.className = "muted";
      also.textContent = ` ${plain ? `${plain} · ` : ""}${id}`;
      option.append(also);
      return option;
    }));
    close();
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    status.textContent = found.length ? `${found.length} signs, use the arrow keys` : "No such sign. Try a broader word";
  };
  const ask = async () => {
    const text = input.value.trim();
    if (text.length < 2) { close(); return; }
    try {
      const answer = await fetch(`${input.dataset.signSearch}?${new URLSearchParams({ q: text, absent: input.dataset.absent })}`);
      if (answer.ok && text === input.value.trim()) draw((await answer.json()).signs);
    } catch { close(); }
  };

  input.addEventListener("input", (event) => { event.stopPropagation(); clearTimeout(timer); timer = setTimeout(ask, 200); });
  input.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus in the field
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose([...list.children].indexOf(option));
  });
  input.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (list.hidden) return;
    if (event.key === "Escape") { event.preventDefault(); close(); }
    if (event.key === "ArrowDown") { event.preventDefault(); mark((active + 1) % count); }
    if (event.key === "ArrowUp") { event.preventDefault(); mark((active - 1 + count) % count); }
    if (event.key === "Enter") { event.preventDefault(); choose(Math.max(active, 0)); }
  });
}
