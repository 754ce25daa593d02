// Live news while the page is looked at: how much is unread, and that what the page shows ([data-subject]) has changed.
// Without a stream nothing happens: the number is that of the moment the page was loaded.
const inbox = document.querySelector("[data-events]");
const subject = document.querySelector("[data-subject]")?.dataset.subject;
let source = null;
let place = "";

function show({ unread, is_more }) {
  const badge = inbox.querySelector("[data-unread]");
  badge.querySelector("[data-unread-number]").textContent = is_more ? `${unread}+` : unread;
  badge.hidden = unread === 0;
}

function listen() {
  const asked = new URLSearchParams();
  if (subject) asked.set("subject", subject);
  if (place) asked.set("after", place);
  source = new EventSource(`${inbox.dataset.events}?${asked}`);
  source.addEventListener("unread", (event) => {
    place = event.lastEventId;
    show(JSON.parse(event.data));
  });
  source.addEventListener("changed", (event) => {
    place = event.lastEventId;
    document.dispatchEvent(new CustomEvent("hub:changed", { detail: JSON.parse(event.data) }));
  });
}

function stop() {
  source?.close();
  source = null;
}

// Browsers keep six connections to a host: only the window that is seen holds one.
function follow() {
  if (document.visibilityState === "hidden") stop();
  else if (!source) listen();
}

if (inbox && "EventSource" in window) {
  follow();
  document.addEventListener("visibilitychange", follow);
  addEventListener("pagehide", stop);
  addEventListener("pageshow", (event) => { if (event.persisted) follow(); });
}
