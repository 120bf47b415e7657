// Ticks all or none, and the button says how many are ticked. Without scripts it reads the same, without the number.
const form = document.querySelector("[data-choosing]");
const words = form?.querySelector("[data-choosing-button] span");
const boxes = [...(form?.querySelectorAll('input[name="chosen"]') ?? [])];

function count() {
  const ticked = boxes.filter((box) => box.checked).length;
  words.textContent = ticked ? `Go on with ${ticked} of ${boxes.length}` : "Go on with the ticked ones";
}

if (words) {
  form.querySelector("[data-choosing-all]").hidden = false;
  form.addEventListener("click", (event) => {
    const all = event.target.dataset.choose;
    if (!all) return;
    boxes.forEach((box) => { box.checked = all === "all"; });
    count();
  });
  form.addEventListener("change", count);
  addEventListener("pageshow", count);
  count();
}
