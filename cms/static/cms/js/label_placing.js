// In the editor, the picture of a labeled figure stands above its labels: a click puts the chosen label there, and the
// arrow keys move it by one percent (with Shift by ten). It writes the same two numbers that can be typed below.
(() => {
  "use strict";
  const HINT = "Choose a label, then click where it belongs. Or choose it with Tab and move it with the arrow keys, faster with Shift.";
  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const OWN = `
    :host { display: block; margin-block: .5rem 1rem; max-inline-size: 44rem; color: var(--text); font: var(--t-s)/1.4 var(--sans); }
    :host([hidden]) { display: none; }
    .board { position: relative; cursor: crosshair; background: var(--page); border: 1px solid var(--line-strong); border-radius: 4px; }
    .board img, .board svg { display: block; inline-size: 100%; block-size: auto; }
    button { position: absolute; inline-size: 1.75rem; block-size: 1.75rem; margin: -.875rem 0 0 -.875rem; padding: 0; border: 1.5px solid var(--text);
      border-radius: 50%; background: var(--page); color: var(--text); font: 600 .8125rem/1 var(--sans); cursor: pointer; }
    button[aria-pressed="true"] { background: var(--ink); color: var(--on-ink); border-color: var(--ink); }
    button:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
    button.new { position: static; margin: 0 .375rem 0 0; border-style: dashed; }
    p { margin: .375rem 0 0; } .waiting:not(:empty)::before { content: "Not placed yet: "; }`;

  // The site's own colors and lines for its drawings, kept to this box: `:root` is the box here.
  async function styled(root, addresses) {
    const texts = await Promise.all(addresses.map(async (each) => (await fetch(each)).text()));
    root.adoptedStyleSheets = [...texts.map((text) => text.replaceAll(":root", ":host")), OWN].map((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      return sheet;
    });
  }

  class Placing {
    constructor(block, { picture, styles }) {
      this.block = block;
      this.address = picture;
      this.host = document.createElement("div");
      this.host.className = "label-placing";
      this.host.hidden = true;
      const root = this.host.attachShadow({ mode: "open" });
      root.innerHTML = `<div class="board" role="group" aria-label="Place the labels"><div class="picture"></div></div><p class="waiting"></p><p>${HINT}</p><p role="status"></p>`;
      [this.board, this.waiting, , this.status] = root.children;
      this.shown = root.querySelector(".picture");
      this.chosen = 0;
      const box = block.container[0];
      box.querySelector("[data-contentpath='labels']").before(this.host);
      styled(root, styles);
      this.board.addEventListener("click", (event) => this.clicked(event));
      root.addEventListener("keydown", (event) => this.pressed(event));
      const soon = () => { cancelAnimationFrame(this.frame); this.frame = requestAnimationFrame(() => this.show()); };
      ["input", "change"].forEach((kind) => box.addEventListener(kind, soon));
      block.childBlocks.image.widget.addEventListener?.("chosen", soon);
      new MutationObserver(soon).observe(box, { childList: true, subtree: true });
      this.show();
    }

    fields() {
      return this.block.childBlocks.labels.children.map((child) => {
        const { name, x, y } = child.block.childBlocks;
        return Object.fromEntries(Object.entries({ name, x, y }).map(([key, each]) => [key, document.getElementById(each.idForLabel)]));
      });
    }

    async show() {
      const { drawing, image } = this.block.childBlocks;
      const name = drawing.getValue() || "", key = image.getState()?.id ?? "";
      const asked = new URLSearchParams(name ? { drawing: name } : { image: key }).toString();
      this.host.hidden = !name && !key;
      if (!this.host.hidden && asked !== this.asked) {
        this.asked = asked;
        const answer = await fetch(`${this.address}?${asked}`);
        if (asked === this.asked) this.shown.innerHTML = answer.ok ? await answer.text() : "";
        this.shown.querySelector("svg")?.setAttribute("aria-hidden", "true");
      }
      this.draw();
    }

    draw() {
      const labels = this.fields(), root = this.host.shadowRoot;
      this.chosen = Math.min(this.chosen, Math.max(0, labels.length - 1));
      const known = [...root.querySelectorAll("button")];
      known.slice(labels.length).forEach((each) => each.remove());
      labels.forEach(({ name, x, y }, place) => {
        const button = known[place] ?? this.made(place), placed = x.value !== "" && y.value !== "";
        const home = placed ? this.board : this.waiting;
        if (button.parentNode !== home) home.append(button);
        button.classList.toggle("new", !placed);
        button.style.left = placed ? `${x.value}%` : "";
        button.style.top = placed ? `${y.value}%` : "";
        button.setAttribute("aria-pressed", String(place === this.chosen));
        button.setAttribute("aria-label", `Label ${place + 1}${name.value ? `, ${name.value}` : ""}: ${placed ? `${x.value}% from the left, ${y.value}% from the top` : "not placed yet"}`);
      });
    }

    made(place) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = place + 1;
      button.addEventListener("focus", () => { this.chosen = place; this.draw(); });
      return button;
    }

    clicked(event) {
      const label = this.fields()[this.chosen];
      if (event.target.closest("button")) { event.target.focus(); return; }
      if (!label) return;
      const box = this.shown.getBoundingClientRect();
      this.put(label, 100 * (event.clientX - box.left) / box.width, 100 * (event.clientY - box.top) / box.height);
      const next = this.fields().findIndex(({ x, y }) => x.value === "" || y.value === "");
      if (next >= 0) this.chosen = next;
      this.draw();
    }

    pressed(event) {
      const step = STEPS[event.key], button = event.target.closest("button");
      if (!step || !button) return;
      event.preventDefault();
      const label = this.fields()[this.chosen], far = event.shiftKey ? 10 : 1;
      const [x, y] = [label.x, label.y].map((field) => (field.value === "" ? 50 : Number(field.value)));
      this.put(label, x + far * step[0], y + far * step[1]);
      this.draw();
      button.focus();   // placing it moved it on the board
    }

    put({ x, y }, left, top) {
      [[x, left], [y, top]].forEach(([field, value]) => {
        field.value = Math.min(100, Math.max(0, Math.round(value)));
        ["input", "change"].forEach((kind) => field.dispatchEvent(new Event(kind, { bubbles: true })));
      });
      this.status.textContent = `Label ${this.chosen + 1}: ${x.value}% from the left, ${y.value}% from the top.`;
    }
  }

  class LabeledFigure extends window.wagtailStreamField.blocks.StructBlockDefinition {
    render(...given) {
      const block = super.render(...given);
      new Placing(block, this.meta.placing);
      return block;
    }
  }

  window.telepath.register("cms.blocks.LabeledFigure", LabeledFigure);
})();
