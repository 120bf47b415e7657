// Dropping the file anywhere on the page is as good as choosing it. The plain field works without this.
const form = document.querySelector("form[data-drop]");
const field = form?.elements.file;
const most = Number(form?.dataset.most);

function holdsFiles(event) {
  return Boolean(form) && event.dataTransfer?.types.includes("Files");
}

// What is too large is said before it is sent.
function weigh() {
  const large = field.files[0]?.size > most;
  field.setCustomValidity(large ? "This file has more than 2 MB. Ours are far smaller: choose the file as it was issued." : "");
}

addEventListener("dragover", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  form.toggleAttribute("data-over", true);
});

addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) form?.removeAttribute("data-over");
});

addEventListener("drop", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  form.removeAttribute("data-over");
  field.files = event.dataTransfer.files;
  weigh();
  form.requestSubmit();
});

field?.addEventListener("change", weigh);
form?.querySelector("[data-drop-words]")?.removeAttribute("hidden");
