// Transcript lines move the player; the player marks the line that is spoken. Without script the lines are links with ?t=.
import { toast } from "./toast.js";

const player = document.querySelector("#player");
const list = document.querySelector("[data-cues]");

if (player && list) {
  const cues = [...list.querySelectorAll("[data-t]")];
  const follow = document.querySelector("[data-cues-follow]");
  const markAt = (second, scroll) => {
    const current = cues.findLast((cue) => Number(cue.dataset.t) <= second) ?? cues[0];
    for (const cue of cues) cue === current ? cue.setAttribute("aria-current", "true") : cue.removeAttribute("aria-current");
    if (scroll && follow.checked) list.scrollTop = current.offsetTop - list.offsetTop - 80;
  };
  const start = Number(new URLSearchParams(location.search).get("t")) || 0;
  if (start) player.currentTime = start;
  markAt(start, true);
  player.addEventListener("timeupdate", () => markAt(player.currentTime, true));
  list.addEventListener("click", (event) => {
    const cue = event.target.closest("[data-t]");
    if (!cue) return;
    event.preventDefault();
    player.currentTime = Number(cue.dataset.t);
    markAt(Number(cue.dataset.t), false);
    player.play().catch(() => toast("The film did not start. The transcript stays readable."));
  });
  const filter = document.querySelector("[data-cue-filter]");
  filter.addEventListener("input", () => {
    const words = filter.value.toLowerCase();
    let n = 0;
    for (const cue of cues) {
      cue.parentElement.hidden = !cue.textContent.toLowerCase().includes(words);
      if (!cue.parentElement.hidden) n += 1;
    }
    document.querySelector("[data-cue-status]").textContent = n === 1 ? "1 line" : `${n} lines`;
  });
  const copy = document.querySelector("[data-copy-time]");
  copy.hidden = false;
  copy.addEventListener("click", () => {
    navigator.clipboard?.writeText(`${location.href.split(/[?#]/)[0]}?t=${Math.floor(player.currentTime)}`)
      .then(() => toast("Link copied"), () => toast("Your browser does not allow copying here"));
  });
}
