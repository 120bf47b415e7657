// The body map and its list are one choice: a spot chosen in one is chosen in the other, and named above both.

const spots = [...document.querySelectorAll("[data-spot]")];
const list = document.querySelector("[data-chosen-list]");

function twins(box) {
  return spots.filter((other) => other !== box && other.value === box.value);
}

function drawn() {
  return spots.filter((box) => box.checked && box.closest("svg"));
}

function chip(box) {
  const name = box.getAttribute("aria-label");
  const element = document.createElement("span");
  element.className = "chip";
  element.append(name);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "chip-button";
  button.setAttribute("aria-label", `Remove ${name}`);
  button.textContent = "×";
  button.addEventListener("click", () => choose(box, false));
  element.append(button);
  return element;
}

function choose(box, on) {
  [box, ...twins(box)].forEach((each) => { each.checked = on; });
  show();
}

function show() {
  const chosen = drawn();
  list.replaceChildren(...(chosen.length ? chosen.map(chip) : ["nothing yet"]));
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-spot]")) choose(event.target, event.target.checked);
});

if (list) show();
