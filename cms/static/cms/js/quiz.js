// A quiz whose connection may break and whose time may end. Answers that could not be sent stay on this device and are
// sent again; the clock counts down. Without this script the form is saved as a whole, and the server keeps the time.

const form = document.querySelector("form[data-quiz]");
const line = document.querySelector("[data-connection]");

// What is not on the server yet, by question. Nothing of another try stays on the device.
const key = `quiz-${form.dataset.quiz}`;
const waiting = new Map();

function remember() {
  try {
    if (waiting.size) localStorage.setItem(key, JSON.stringify([...waiting]));
    else localStorage.removeItem(key);
  } catch { /* storage is off: it lasts as long as this page */ }
}

function recall() {
  try {
    const others = Object.keys(localStorage).filter((each) => each.startsWith("quiz-") && each !== key);
    others.forEach((each) => localStorage.removeItem(each));
    return JSON.parse(localStorage.getItem(key)) ?? [];
  } catch { return []; }
}

// Whether this page may be loaded again by itself: once until something was saved, and only where answers outlast it.
const once = {
  may() {
    try {
      if (sessionStorage.getItem(key) || !localStorage.getItem(key)) return false;
      sessionStorage.setItem(key, "loaded again");
      return true;
    } catch { return false; }
  },
  forget() {
    try { sessionStorage.removeItem(key); } catch { /* it was never kept */ }
  },
};

const questions = [...form.querySelectorAll("fieldset.question")];
const written = (question) => new FormData(form).getAll(question.id);
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const kept = new Map(questions.map((question) => [question.id, written(question)]));   // what the server has

function mark(question, words) {
  question.querySelector(".saved").textContent = words;
}

// An answer waits from the moment it changes until the server has said that it is saved.
form.addEventListener("change", (event) => {
  const question = event.target.closest("fieldset.question");
  if (!question) return;
  waiting.set(question.id, written(question));
  remember();
  history.replaceState(null, "", `#${question.id}`);   // a new sign-in, or a reload, comes back to this question
}, { capture: true });

const sent = new WeakMap();
htmx.config.timeout = 15_000;   // milliseconds; a connection that hangs is none

form.addEventListener("htmx:beforeRequest", (event) => {
  sent.set(event.detail.xhr, written(event.target));
  mark(event.target, "Saving …");
});

form.addEventListener("htmx:afterRequest", ({ target, detail }) => {
  const elsewhere = detail.xhr.getResponseHeader("HX-Redirect") ?? detail.xhr.getResponseHeader("HX-Refresh");
  if (elsewhere) {
    if (!elsewhere.startsWith("/accounts/")) waiting.clear();   // the try is closed; a new sign-in comes back to it
  } else if (detail.successful) {
    kept.set(target.id, sent.get(detail.xhr));
    if (same(waiting.get(target.id), sent.get(detail.xhr))) waiting.delete(target.id);
    pause = SHORTEST;
    once.forget();
  } else if (detail.xhr.status === 403 && once.may()) {
    location.reload();   // a sign-in in another window has changed the token of every form; the answers wait here
  } else {
    mark(target, "Not sent yet: kept on this device.");
    later();
  }
  remember();
  say();
});

// Again and again, ever more slowly, and at once when the browser sees a connection.
const SHORTEST = 2_000, LONGEST = 30_000;
let pause = SHORTEST, timer = null;

function later() {
  timer ??= setTimeout(resend, pause);
  pause = Math.min(pause * 2, LONGEST);
}

function resend() {
  clearTimeout(timer);
  timer = null;
  questions.filter((question) => waiting.has(question.id)).forEach((question) => htmx.trigger(question, "change"));
}

addEventListener("online", () => { say(); resend(); });
addEventListener("offline", say);

function say() {
  const words = navigator.onLine && !timer ? "" : "No connection. Your answers are kept on this device and sent when it is back.";
  if (line.textContent !== words) line.textContent = words;
  line.hidden = !words;
}

// Handing in needs the server: without it the page would be gone.
form.addEventListener("submit", (event) => {
  if (navigator.onLine) return;
  event.preventDefault();
  say();
  line.scrollIntoView({ block: "center" });
});

// What an earlier visit could not send is put back and sent.
for (const [id, values] of recall()) {
  const question = document.getElementById(id);
  if (!question) continue;
  waiting.set(id, values);
  question.querySelectorAll("input").forEach((input) => {
    if (input.type === "text") input.value = values[0] ?? "";
    else input.checked = values.includes(input.value);
  });
}
addEventListener("load", resend);

// The clock, by the server's time: how much was left when the page was made, and how long it has been open.
const clock = document.querySelector("[data-seconds]");

if (clock) {
  const ends = performance.now() + 1000 * clock.dataset.seconds;
  const face = clock.querySelector("[data-face]"), warning = clock.querySelector("[data-warning]");
  let warned = 0;   // minutes
  clock.hidden = false;

  const tick = () => {
    const left = Math.max(0, Math.ceil((ends - performance.now()) / 1000));
    face.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")} left`;
    const minutes = [1, 5].find((each) => left > 0 && left <= 60 * each);
    if (minutes && minutes !== warned) {
      warned = minutes;
      warning.textContent = `Less than ${minutes === 1 ? "a minute" : "five minutes"} left. What is saved then is graded.`;
      clock.dataset.tone = "warn";
    }
    if (left > 0) return;
    clearInterval(ticking);
    end();
  };
  const ticking = setInterval(tick, 500);
  tick();

  // What stands in the form is saved within the seconds that the server allows; then the result is asked for.
  function end() {
    warning.textContent = "Time has ended. Your saved answers are being graded.";
    clock.dataset.tone = "stop";
    questions.filter((each) => !same(written(each), kept.get(each.id))).forEach((each) => htmx.trigger(each, "change"));
    setTimeout(() => location.reload(), 1000 * (Number(clock.dataset.grace) + 2));
  }
}
