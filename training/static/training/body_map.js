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
  button.addEventListener("click", () => box.click());   // as if touched: whoever listens to the form hears it
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

// Each drawing is one stop of the Tab key; the arrow keys walk from spot to spot, Space chooses.
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

function stopAt(boxes, box) {
  boxes.forEach((each) => { each.tabIndex = each === box ? 0 : -1; });
}

function boxesAround(target) {
  const drawing = target.closest?.("[data-drawing]");
  return drawing && target.matches("[data-spot]") ? [...drawing.querySelectorAll("[data-spot]")] : null;
}

document.querySelectorAll("[data-drawing]").forEach((drawing) => {
  const boxes = [...drawing.querySelectorAll("[data-spot]")];
  drawing.setAttribute("aria-label", `${drawing.getAttribute("aria-label")}. Arrow keys walk from spot to spot.`);
  stopAt(boxes, boxes.find((box) => box.checked) ?? boxes[0]);
});

// On the document: a listener on the drawing itself would make the drawing a stop of its own.
document.addEventListener("focusin", (event) => {
  const boxes = boxesAround(event.target);
  if (boxes) stopAt(boxes, event.target);
});

document.addEventListener("keydown", (event) => {
  const boxes = boxesAround(event.target);
  if (!boxes) return;
  const here = boxes.indexOf(event.target);
  const next = { Home: 0, End: boxes.length - 1 }[event.key] ?? here + (STEPS[event.key] ?? 0);
  if (next === here || !boxes[next]) return;
  event.preventDefault();
  boxes[next].focus();
});

// A finger means the shape under it, or the nearest one: the areas of the controls overlap, and some shapes are thin.
const REACH = [0, 4, 8, 12, 16];   // pixels
const AROUND = [...Array(16).keys()].map((turn) => turn * Math.PI / 8);   // radians

function isAt(shape, x, y) {
  return shape.isPointInFill(new DOMPoint(x, y).matrixTransform(shape.getScreenCTM().inverse()));
}

function meantBy({ clientX, clientY }, shapes) {
  for (const far of REACH) {
    for (const turn of far ? AROUND : [0]) {
      const [x, y] = [clientX + far * Math.cos(turn), clientY + far * Math.sin(turn)];
      const shape = shapes.findLast((each) => isAt(each, x, y));   // what is drawn last lies on top
      if (shape) return shape.closest(".region").querySelector("[data-spot]");
    }
  }
  return null;
}

document.addEventListener("click", (event) => {
  const drawing = event.target.closest?.("[data-drawing]");
  if (!drawing || !event.isTrusted || event.detail === 0) return;   // a key has no place
  const box = meantBy(event, [...drawing.querySelectorAll(".region-shape")]);
  if (!box || box === event.target) return;
  event.preventDefault();
  setTimeout(() => box.click());   // after the browser has taken its own change back
});

if (list) show();
