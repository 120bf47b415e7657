// While somebody types, each box beside a tree shows it as people will read it. Without this, saving does.
function previewRules() {
  "use strict";
  const boxes = [...document.querySelectorAll("[data-preview-url]")];
  const form = boxes.length ? boxes[0].closest("form") : null;
  if (!form) return;

  const WAIT = 400;
  const waiting = new Map();
  let timer = 0;
  let last = "";

  async function fill(box, data) {
    waiting.get(box)?.abort();
    const asked = new AbortController();
    waiting.set(box, asked);
    try {
      const answer = await fetch(box.dataset.previewUrl, { method: "POST", body: data, signal: asked.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      box.innerHTML = await answer.text();
    } catch (error) {
      if (error.name !== "AbortError") box.textContent = "This cannot be shown now. Save to see it.";
    }
  }

  function show() {
    const data = new FormData(form);
    const said = JSON.stringify([...data].filter(([, value]) => typeof value === "string"));
    if (said === last) return;
    last = said;
    boxes.forEach((box) => fill(box, data));
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(show, WAIT);
  }

  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  // Blocks are added, moved and removed without an event of their own.
  const watch = new MutationObserver((changes) => {
    if (changes.some(({ target }) => !boxes.some((box) => box.contains(target)))) soon();
  });
  watch.observe(form, { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-hidden", "hidden"] });
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", previewRules);
else previewRules();
