// Small conveniences. Every page works without them.

// A double click sends a form once. The button wakes again when the page comes back from history.
const asleep = new Set();

addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || event.submitter?.getAttribute("formmethod") === "dialog") return;
  if (form.getAttribute("method")?.toLowerCase() !== "post" || form.getAttribute("target")) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  asleep.add(form);
  setTimeout(wake, 15000, form);   // a download leaves the page where it is
  // After this turn, so that the pressed button's own name and value are still sent.
  setTimeout(() => form.querySelectorAll("button:not([type=button])").forEach((button) => { button.disabled = true; }));
});

function wake(form) {
  delete form.dataset.sent;
  form.querySelectorAll("button:not([type=button])").forEach((button) => { button.disabled = false; });
  asleep.delete(form);
}

addEventListener("pageshow", () => asleep.forEach(wake));
addEventListener("htmx:afterRequest", (event) => { if (asleep.has(event.target)) wake(event.target); });

// Confirm: <button data-confirm="dialog-id"> opens <dialog id="dialog-id">, whose form does the work.
addEventListener("click", (event) => {
  const opener = event.target.closest("[data-confirm]");
  if (!opener) return;
  const dialog = document.getElementById(opener.dataset.confirm);
  if (!dialog?.showModal) return;
  event.preventDefault();
  dialog.showModal();
});

// Theme: the switch says what it will do.
const dark = matchMedia("(prefers-color-scheme: dark)");
const root = document.documentElement;

function isDark() {
  return root.dataset.theme ? root.dataset.theme === "dark" : dark.matches;
}

function nameSwitches() {
  document.querySelectorAll("[data-theme-switch]").forEach((button) => {
    button.hidden = false;
    button.textContent = isDark() ? "Light colors" : "Dark colors";
  });
}

addEventListener("click", (event) => {
  if (!event.target.closest("[data-theme-switch]")) return;
  root.dataset.theme = isDark() ? "light" : "dark";
  try { localStorage.setItem("theme", root.dataset.theme); } catch { /* it lasts for this page */ }
  nameSwitches();
});

dark.addEventListener("change", nameSwitches);
nameSwitches();

// Filters: a choice made with the pointer shows its result at once. By keyboard one walks through the choices
// first, so Enter or the button sends.
let byPointer = false;
addEventListener("pointerdown", () => { byPointer = true; });
addEventListener("keydown", () => { byPointer = false; });

addEventListener("change", (event) => {
  const form = event.target.form;
  if (!byPointer || !form?.matches("form[data-autosubmit]")) return;
  if (event.target.matches("select, [type=checkbox], [type=radio]")) form.requestSubmit();
});

// A form that came back with a complaint: to the first field that needs another look.
const complaint = document.querySelector("main form :is(.errors, [aria-invalid='true'])");
const place = complaint?.closest(".field, fieldset") ?? complaint;

function isReachable(control) {
  return !control.checkVisibility || control.checkVisibility();
}

if (place && !location.hash) {
  const folded = place.closest("details");
  if (folded) folded.open = true;
  const invalid = [...place.querySelectorAll("[aria-invalid='true']")];
  const controls = [...place.querySelectorAll("input:not([type=hidden]), select, textarea")];
  [...invalid, ...controls].find(isReachable)?.focus({ preventScroll: true });
  place.scrollIntoView({ block: "start" });
}

// A drawing wider than its window begins shortly before the day that it is about.
document.querySelectorAll(".scroll-x [data-start]").forEach((start) => {
  const box = start.closest(".scroll-x");
  const ahead = start.getBoundingClientRect().left - box.getBoundingClientRect().left;
  if (box.scrollWidth > box.clientWidth) box.scrollLeft += ahead - box.clientWidth / 8;
});
