// Ticks all of them at a press, and the button says how many are ticked. Without scripts it reads the same, without the
// number.
const form = document.querySelector("[data-several]");
const button = form?.querySelector("[data-several-button]");
const all = form?.querySelector("[data-several-all]");
const boxes = [...document.querySelectorAll('input[name="entry"]')];
const most = Number(form?.dataset.several);

function count() {
  const ticked = boxes.filter((box) => box.checked).length;
  button.textContent = ticked ? `Read and sign ${Math.min(ticked, most)}` : "Read and sign the ticked ones";
  form.querySelector("[data-several-over]").hidden = ticked <= most;
  all.hidden = boxes.length < 2 || ticked >= Math.min(boxes.length, most);
}

function tickAll() {
  boxes.forEach((box, place) => { box.checked = place < most; });
  count();
  button.focus();
}

if (form) {
  all.textContent = boxes.length > most ? `Tick the oldest ${most}` : `Tick all ${boxes.length}`;
  all.addEventListener("click", tickAll);
  addEventListener("change", (event) => { if (event.target.name === "entry") count(); });
  addEventListener("pageshow", count);
  count();
}
