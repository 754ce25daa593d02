// Results are swapped by htmx. The count takes the focus after a search, never after a filter: a reader who ticks boxes goes on ticking.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.requestConfig?.triggeringEvent?.type === "submit") event.target.querySelector("[data-count]")?.focus();
});

// Waiting is shown only when it is felt: the old results stay for 300 ms, then fade.
document.addEventListener("htmx:beforeRequest", (event) => event.detail.target.setAttribute("aria-busy", "true"));
document.addEventListener("htmx:afterRequest", (event) => event.detail.target.removeAttribute("aria-busy"));
