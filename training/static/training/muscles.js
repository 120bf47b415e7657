// The muscles of the chosen spots alone, open under the drawing; and a search in the list of spots.

const groups = [...document.querySelectorAll("[data-under]")];
const frame = document.querySelector("[data-muscles]");
const section = document.querySelector("[data-muscle-section]");

function isChosen(spot) {
  return Boolean(document.querySelector(`svg [data-spot][value="${spot}"]:checked`));
}

// A muscle goes with its spot: it is named together with it, or not at all.
function showMuscles() {
  groups.forEach((group) => {
    const on = isChosen(group.dataset.under);
    group.hidden = !on;
    if (!on) group.querySelectorAll(":checked").forEach((box) => { box.checked = false; });
  });
  const any = groups.some((group) => !group.hidden);
  if (any && section.hidden) frame.open = true;
  section.hidden = !any;
}

const find = document.querySelector("[data-find]");
const rows = [...document.querySelectorAll(".spot-list li")];

function search(words) {
  const wanted = words.trim().toLowerCase();
  rows.forEach((row) => { row.hidden = !row.firstElementChild.textContent.toLowerCase().includes(wanted); });
  document.querySelector("[data-found]").hidden = rows.some((row) => !row.hidden);
}

if (frame) {
  section.hidden = true;
  showMuscles();
  document.addEventListener("change", (event) => { if (event.target.matches("[data-spot]")) showMuscles(); });
  find.hidden = false;
  find.addEventListener("input", (event) => search(event.target.value));
  find.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });   // it would save
}
