// A session saves itself while it is written. What could not be sent stays on this device and is sent again; what
// another window or device wrote is never written over without a word. Without this script the two buttons do it.

const form = document.querySelector("form[data-log]");
const line = document.querySelector("[data-saved-line]");
const words = document.querySelector("[data-saved]");
const clash = document.querySelector("[data-clash]");
const APART = ["csrfmiddlewaretoken", "page", "seen", "view", "spots_before"];   // no part of the entry
const PAUSE = 700, SHORTEST = 2_000, LONGEST = 30_000, PATIENCE = 15_000;   // milliseconds

const { page, seen } = form.elements;
const written = () => JSON.stringify([...new FormData(form)].filter(([name]) => !APART.includes(name)));
let kept = "unsaved" in form.dataset ? null : written();   // what the server has, or has shown
let sending = false, stopped = false, wait = SHORTEST, timer = null;

function say(sentence, tone = "") {
  line.hidden = false;
  line.dataset.tone = tone;
  words.textContent = sentence;
}

// ── On this device: each page keeps its own, under its person ──────────────────────────────────────────────────────

const mine = `log-${form.dataset.person}-`;

function remember() {
  const state = { save: form.dataset.save, page: page.value, seen: seen.value, written: written() };
  try { localStorage.setItem(mine + page.value, JSON.stringify(state)); } catch { /* it lasts as long as this page */ }
}

function forget() {
  try { localStorage.removeItem(mine + page.value); } catch { /* it was never kept */ }
}

// What an earlier visit to this very form could not send. What other people left on the device goes.
function left() {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith("log-"));
    names.filter((name) => !name.startsWith(mine)).forEach((name) => localStorage.removeItem(name));
    const states = names.map((name) => JSON.parse(localStorage.getItem(name)));
    return states.find((state) => state?.save === form.dataset.save);
  } catch { return null; }
}

function putBack(state) {
  page.value = state.page;
  seen.value = state.seen;
  const values = JSON.parse(state.written);
  [...form.elements].filter((box) => box.name && !APART.includes(box.name)).forEach((box) => {
    const given = values.filter(([name]) => name === box.name).map(([, value]) => value);
    if (box.type === "checkbox" || box.type === "radio") box.checked = given.includes(box.value);
    else if (given.length) box.value = given[0];
  });
  form.querySelector("[data-spot]").dispatchEvent(new Event("change", { bubbles: true }));   // the drawing follows
  kept = null;
}

// ── Saving ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function later(milliseconds) {
  clearTimeout(timer);
  timer = setTimeout(save, milliseconds);
}

async function save(leaving = false) {
  if (stopped || sending || written() === kept) return;
  clearTimeout(timer);
  sending = true;
  const now = written();
  remember();
  say("Saving …");
  try {
    const answer = await fetch(form.dataset.save, {
      method: "POST",
      body: new FormData(form),
      headers: { "HX-Request": "true", "HX-Current-URL": location.href },
      keepalive: leaving === true,
      signal: AbortSignal.timeout(PATIENCE),
    });
    await heard(answer, now);
  } catch {
    unsent();
  } finally {
    sending = false;
  }
  if (written() !== now) later(PAUSE);
}

function unsent() {
  say("Not saved yet. It is kept on this device and sent when the connection is back.", "warn");
  later(wait);
  wait = Math.min(2 * wait, LONGEST);
}

async function heard(answer, now) {
  const signIn = answer.headers.get("HX-Redirect");
  if (signIn) { stopped = true; location.assign(signIn); return; }   // a new sign-in comes back to this page
  const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : null;
  if (answer.ok && told) return saved(told, now);
  if (answer.status === 409 && told.seen) return overtaken(told);
  if (answer.status === 404) return gone();
  if (answer.status === 422 && told) return say(`Not saved yet. ${told.words}`, "warn");
  if (told) { stopped = true; forget(); return say(told.words, "warn"); }
  if (answer.status === 403 && once()) return location.reload();   // another window's sign-in changed every form's token
  return unsent();
}

function once() {
  try {
    if (sessionStorage.getItem(mine + page.value) || !localStorage.getItem(mine + page.value)) return false;
    sessionStorage.setItem(mine + page.value, "loaded again");
    return true;
  } catch { return false; }
}

function follow(told) {
  forget();
  seen.value = told.seen;
  form.action = told.edit;
  form.dataset.save = told.save;
  history.replaceState(history.state, "", told.edit);
}

function saved(told, now) {
  kept = now;
  wait = SHORTEST;
  follow(told);
  if (written() !== now) remember();
  const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "numeric", minute: "2-digit" });
  say(`Saved at ${time}`, "ok");
}

function overtaken(told) {
  stopped = true;
  say(told.words, "warn");
  clash.hidden = false;
  clash.querySelector("[data-clash-theirs]").href = told.edit;
  clash.querySelector("[data-clash-theirs]").onclick = () => { kept = written(); forget(); };
  clash.querySelector("[data-clash-mine]").onclick = () => {
    follow(told);
    stopped = false;
    clash.hidden = true;
    words.focus();
    save();
  };
}

function gone() {
  stopped = true;
  forget();
  form.action = form.dataset.new;
  say("This draft was discarded in another window. Save it here and it is a new one.", "warn");
}

form.addEventListener("input", (event) => {
  if (!event.target.name || stopped || written() === kept) return;
  remember();
  later(PAUSE);
});
addEventListener("change", (event) => { if (form.contains(event.target)) later(PAUSE); });   // after the drawing's own
addEventListener("online", () => save());
addEventListener("pagehide", () => save(true));
document.addEventListener("visibilitychange", () => { if (document.hidden) save(true); });

// Submitting needs the server: without it the page would be gone.
form.addEventListener("submit", (event) => {
  if (navigator.onLine) { stopped = true; clearTimeout(timer); forget(); return; }
  event.preventDefault();
  say("No connection. The session is kept on this device; submit it when the connection is back.", "warn");
});
addEventListener("pageshow", (event) => { if (event.persisted) stopped = false; });

const before = "unsaved" in form.dataset || "copying" in form.dataset ? null : left();
if (before) putBack(before);
if (kept === null) addEventListener("load", () => save());
