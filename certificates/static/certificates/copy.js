// A field whose text can be copied: <div data-copy><textarea readonly><button hidden>…</button><p data-copied="…"></p></div>.
for (const field of document.querySelectorAll("[data-copy]")) {
  const input = field.querySelector("textarea");
  const button = field.querySelector("button");
  const said = field.querySelector("[data-copied]");
  input.addEventListener("focus", () => input.select());
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(input.value);
      said.textContent = said.dataset.copied;
    } catch {
      input.select();   // not allowed here: the text is chosen, and a key copies it
    }
  });
}
