// The page of a case: suggestions of diseases, drafts, sending without losing a word, and new replies. Without script each
// of these is a plain form or link.
const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
const later = (act, ms) => { let timer; return (...told) => { clearTimeout(timer); timer = setTimeout(() => act(...told), ms); }; };

// Diseases: the field is a text field with a list; the list follows what is typed.
const names = document.getElementById("disease-names");
const suggest = later(async (text) => {
  if (text.trim().length < 2) return;
  const answer = await fetch(`${names.dataset.source}?q=${encodeURIComponent(text.slice(0, 100))}`).catch(() => null);
  if (!answer?.ok) return;
  names.replaceChildren(...(await answer.json()).map((one) => Object.assign(document.createElement("option"), { value: one.text })));
}, 200);
document.addEventListener("input", (event) => { if (names && event.target.matches("[data-diseases]")) suggest(event.target.value); });

// Drafts: kept on the server while writing; on this device only if that fails.
const form = document.querySelector("[data-draft]");
const place = form && `case-reply:${form.dataset.case}`;
const state = () => document.querySelector("[data-draft-state]");
const fields = ["kind", "text", "disease", "confidence", "patients_seen", "reference"];
const written = (from) => Object.fromEntries(fields.map((name) => [name, new FormData(from).get(name) ?? ""]));

function keepHere(told) {
  try { localStorage.setItem(place, JSON.stringify(told)); } catch { return "This text could not be kept"; }
  return "Draft is kept on this device";
}

async function keep() {
  const told = written(document.getElementById("reply"));
  const body = JSON.stringify({ ...told, patients_seen: Number.parseInt(told.patients_seen, 10) || null });
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token() };
  const answer = await fetch(form.dataset.draft, { method: "PUT", headers, body }).catch(() => null);
  if (answer?.ok) forget();
  state().textContent = answer?.ok ? "Draft is kept" : keepHere(told);
}
const forget = () => { try { localStorage.removeItem(place); } catch { /* nothing was kept then */ } };

if (form) {
  const keepSoon = later(keep, 1000);
  document.addEventListener("input", (event) => { if (event.target.closest("[data-draft]")) keepSoon(); });
  let kept = null;
  try { kept = JSON.parse(localStorage.getItem(place)); } catch { /* not readable, so nothing is restored */ }
  if (kept && !form.elements.text.value) {
    for (const name of fields) if (kept[name] && form.elements[name]) form.elements[name].value = kept[name];
    state().textContent = "Your draft from this device is here again";
  }
}

// Sending: if the server cannot be reached, the text stays where it is.
function failed(from) {
  let box = from.querySelector("[data-failed]");
  if (!box) {
    box = Object.assign(document.createElement("div"), { className: "error-summary", tabIndex: -1 });
    box.dataset.failed = "";
    box.setAttribute("role", "alert");
    from.prepend(box);
  }
  box.textContent = "This could not be sent. Your text is kept here. Try again in a moment.";
  box.focus();
}

async function send(from, button) {
  const told = new FormData(from, button);
  button?.setAttribute("aria-busy", "true");
  const headers = { "X-Hub-Script": "1" };
  const answer = await fetch(from.action, { method: "POST", body: told, headers }).catch(() => null);
  button?.removeAttribute("aria-busy");
  // The address comes in a header: a redirect would be followed here, and the messages of its page used up unseen.
  const address = answer?.headers.get("X-Hub-Go-To") ?? (answer?.redirected ? answer.url : null);
  if (address) {
    if (place) forget();
    const to = new URL(address, location.href);
    location.assign(to);
    if (to.pathname === location.pathname && to.search === location.search) location.reload();
  } else if (answer && answer.status < 500) {
    show(from, await answer.text());
  } else {
    if (from.matches("[data-draft]")) keepHere(written(from));
    failed(from);
  }
}

// A refusal comes as the whole page: the form of it takes the place of the one that was sent.
function show(from, text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const problem = page.querySelector(".error-summary");
  const fresh = problem?.closest("form");
  if (!fresh) { failed(from); return; }
  from.replaceWith(document.adoptNode(fresh));
  document.title = page.title;
  fresh.querySelector(".error-summary").focus();
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-sends]")) return;
  event.preventDefault();
  send(event.target, event.submitter);
});

// New replies: told in a line, and shown when asked for; nothing jumps.
const replies = document.querySelector("[data-new]");
const subject = document.querySelector("[data-subject]")?.dataset.subject;
async function look() {
  const answer = await fetch(`${replies.dataset.new}?since=${encodeURIComponent(replies.dataset.since)}`).catch(() => null);
  if (!answer?.ok) return;
  const { new: count } = await answer.json();
  const line = replies.querySelector("[data-new-shown]");
  if (!count) { line.replaceChildren(); return; }
  // The page without a number has the newest; the moment makes it another address, so that it is fetched again.
  const link = Object.assign(document.createElement("a"), { href: `${location.pathname}?new=${Date.now()}#replies`, textContent: "Show" });
  line.replaceChildren(`${count} new ${count === 1 ? "reply" : "replies"}. `, link);
}
document.addEventListener("hub:changed", (event) => {
  const told = event.detail?.subject;
  if (replies && (!told || told === subject)) look();
});
