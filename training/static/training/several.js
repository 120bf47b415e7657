// The button says how many entries are ticked. Without scripts it reads the same, without the number.
const form = document.querySelector("[data-several]");
const button = form?.querySelector("[data-several-button]");
const most = Number(form?.dataset.several);

function count() {
  const ticked = document.querySelectorAll('input[name="entry"]:checked').length;
  button.textContent = ticked ? `Read and sign ${Math.min(ticked, most)}` : "Read and sign the ticked ones";
  form.querySelector("[data-several-over]").hidden = ticked <= most;
}

if (form) {
  addEventListener("change", (event) => { if (event.target.name === "entry") count(); });
  addEventListener("pageshow", count);
  count();
}
