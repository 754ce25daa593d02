// Rectangles on a picture: what is drawn fills the number fields, which alone are sent. Without this module they are typed in.
const NAMES = ["left", "top", "width", "height"];
const LEAST = 4; // pixels of the screen: less is a click

const inputs = (row) => NAMES.map((name) => row.querySelector(`[data-${name}]`));
const numbers = (row) => inputs(row).map((input) => Number.parseInt(input.value, 10));
const isEmpty = (row) => inputs(row).every((input) => input.value === "");

function setUp(stage) {
  const picture = stage.querySelector("img");
  const form = document.getElementById(stage.dataset.boxes);
  const rows = [...form.querySelectorAll("[data-box]")];
  const scale = () => picture.width && Number(picture.getAttribute("width")) / picture.clientWidth;
  let from = null;
  let target = null;

  function place(event) {
    const edge = picture.getBoundingClientRect();
    const inside = (value, most) => Math.min(Math.max(value, 0), most);
    return [inside(event.clientX - edge.left, edge.width), inside(event.clientY - edge.top, edge.height)];
  }

  function show() {
    for (const old of stage.querySelectorAll(".drawn-box")) old.remove();
    for (const row of rows) {
      const box = numbers(row);
      if (box.some(Number.isNaN)) continue;
      const mark = document.createElement("div");
      mark.className = "drawn-box";
      NAMES.forEach((name, index) => { mark.style[name] = `${box[index] / scale()}px`; });
      stage.append(mark);
    }
  }

  function fill(event) {
    const to = place(event);
    const edges = [Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.abs(from[0] - to[0]), Math.abs(from[1] - to[1])];
    if (Math.min(edges[2], edges[3]) < LEAST) return;
    inputs(target).forEach((input, index) => { input.value = Math.max(index > 1 ? 1 : 0, Math.floor(edges[index] * scale())); });
    show();
  }

  stage.classList.add("can-draw");
  stage.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    target = rows.find(isEmpty) ?? rows.at(-1);
    from = place(event);
    stage.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  stage.addEventListener("pointermove", (event) => { if (from) fill(event); });
  for (const end of ["pointerup", "pointercancel"]) stage.addEventListener(end, () => { from = null; });
  form.addEventListener("input", show);
  window.addEventListener("resize", show);
  document.querySelector("[data-boxes-hint]").hidden = false;
  show();
}

for (const stage of document.querySelectorAll("[data-boxes]")) setUp(stage);
