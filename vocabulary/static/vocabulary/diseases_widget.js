// Finds diseases for the widget of vocabulary/widgets.py; the chosen ones travel as hidden inputs.
(() => {
  const button = (label, title) => {
    const element = document.createElement("button");
    element.type = "button";
    element.textContent = label;
    element.setAttribute("aria-label", title);
    return element;
  };

  const chip = (widget, disease) => {
    const item = document.createElement("li");
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name: widget.dataset.name, value: disease.id });
    const code = document.createElement("code");
    code.textContent = disease.key;
    const remove = button("×", `Remove ${disease.name}`);
    remove.dataset.remove = "";
    item.append(input, `${disease.name} `, code, " ", remove);
    return item;
  };

  const connect = (widget) => {
    if (widget.dataset.ready) return;
    widget.dataset.ready = "yes";
    const chosen = widget.querySelector(".diseases__chosen");
    const found = widget.querySelector(".diseases__found");
    const field = widget.querySelector("input[type=search]");
    let timer;

    const draw = (diseases) => {
      found.replaceChildren(...diseases.map((disease) => {
        const item = document.createElement("li");
        const add = button(`${disease.name} (${disease.key})`, `Add ${disease.name}`);
        add.addEventListener("click", () => {
          if (!chosen.querySelector(`input[value="${disease.id}"]`)) chosen.append(chip(widget, disease));
          field.value = "";
          found.replaceChildren();
          field.focus();
        });
        item.append(add);
        return item;
      }));
      if (!diseases.length) found.textContent = "Nothing found. Try another name or a code.";
    };

    field.addEventListener("input", () => {
      clearTimeout(timer);
      const words = field.value.trim();
      if (words.length < 2) return found.replaceChildren();
      timer = setTimeout(async () => {
        const answer = await fetch(`${widget.dataset.find}?q=${encodeURIComponent(words)}`);
        if (answer.ok) draw((await answer.json()).diseases);
      }, 200);
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
        found.querySelector("button")?.click();
      }
    });
    chosen.addEventListener("click", (event) => event.target.closest("[data-remove]")?.closest("li").remove());
  };

  const connectAll = () => document.querySelectorAll("[data-diseases]").forEach(connect);
  document.addEventListener("DOMContentLoaded", connectAll);
  document.addEventListener("w-formset:added", connectAll);
})();
