// A quiz without waiting: each answer is saved as it is given, the next question shows at once,
// and while the line is down answers wait in this browser. Without this file the same form is
// posted question by question.

const RETRY_AFTER = [2000, 5000, 10000, 30000]; // milliseconds; the last one repeats
const REPLY_WITHIN = 15000;
const SLOW_AFTER = 1000; // from then on it is said that an answer is not sent yet
const TYPED_AFTER = 800; // without another letter
const KEEPALIVE_MOST = 40000; // bytes; browsers refuse to send more than 64 KiB behind a closed page

const form = document.getElementById("sheet");
const questions = new Map();
for (const each of form.querySelectorAll("fieldset[data-position]")) {
  questions.set(Number(each.dataset.position), each);
}
const total = questions.size;
const isOnePage = form.hasAttribute("data-one-page");

const show = (element, isShown) => { if (element) element.hidden = !isShown; };
const one = (selector) => document.querySelector(selector);
const banner = (name) => one(`[data-banner="${name}"]`);

// An answer is a list of values. Where each value has its place (data-ordered) their order
// matters; elsewhere a page may show them in any order. Equal answers have equal texts here,
// however the server has spelt them.
function spelt(values, isOrdered) {
  const clean = values.map((each) => each.normalize("NFC").replace(/\r\n?/g, "\n").trim());
  return JSON.stringify(isOrdered && clean.some(Boolean) ? clean : clean.filter(Boolean).sort());
}

// Long answers are remembered by a short number: FNV-1a, twice.
function digest(words) {
  let [one, two] = [0x811c9dc5, 0x1000193];
  for (let n = 0; n < words.length; n++) {
    one = Math.imul(one ^ words.charCodeAt(n), 16777619);
    two = Math.imul(two ^ words.charCodeAt(n), 2246822519);
  }
  return `${words.length}:${one >>> 0}:${two >>> 0}`;
}

// --- what waits to be sent -----------------------------------------------------

// One entry for each question, in a place that outlives the page. `tried` are the digests of
// answers sent whose reply never came: the server may have kept one of them.
const prefix = `answer:${form.dataset.sheet}:`;
const memory = new Map(); // where the browser lends no storage

const store = {
  get(position) {
    const text = memory.get(position) ?? this.stored(position);
    return text ? JSON.parse(text) : null;
  },
  stored(position) {
    try { return localStorage.getItem(prefix + position); } catch { return null; }
  },
  put(position, entry) {
    const text = JSON.stringify(entry);
    try {
      localStorage.setItem(prefix + position, text);
      memory.delete(position);
    } catch { memory.set(position, text); }
  },
  remove(position) {
    memory.delete(position);
    try { localStorage.removeItem(prefix + position); } catch { /* nothing was kept there */ }
  },
  positions() {
    const kept = [...memory.keys()];
    try {
      for (const key of Object.keys(localStorage)) {
        if (key.startsWith(prefix)) kept.push(Number(key.slice(prefix.length)));
      }
    } catch { /* no storage, no more positions */ }
    return kept.sort((a, b) => a - b);
  },
};

// --- a question on the page ---------------------------------------------------------

const address = (position) => form.action.replace(/\d+\/$/, `${position}/`);
const inputs = (position) => [...(questions.get(position)?.querySelectorAll(`[name="q${position}-answer"]`) ?? [])];
const isBox = (input) => input.type === "checkbox" || input.type === "radio";
const isTyped = (input) => input.matches("textarea, input:not([type=checkbox], [type=radio])");
const isOrdered = (position) => Boolean(questions.get(position)?.querySelector("[data-ordered]"));
const chosen = (position) => inputs(position).filter((each) => !isBox(each) || each.checked).map((each) => each.value);
const isSettled = (position) => Boolean(questions.get(position)?.hasAttribute("data-settled"));
const isAnswered = (position) => isSettled(position) || chosen(position).some((each) => each.trim());
const sureness = (position) => [...(questions.get(position)?.querySelectorAll(`[name="q${position}-confidence"]`) ?? [])];
const sure = (position) => sureness(position).find((each) => each.checked)?.value ?? "";
const hidden = (position, name) => questions.get(position)?.querySelector(`[name="q${position}-${name}"]`);
const press = (position, value) => questions.get(position)?.querySelector(`[name="q${position}-do"][value="${value}"]`);
const isFlagged = (position) => Boolean(press(position, "unflag") && !press(position, "unflag").hidden);

// Boxes by their value; selects by the value they offer, where it names its own place; else by
// place. What a kind draws itself is told to draw again.
function choose(position, values) {
  const byPlace = isOrdered(position);
  inputs(position).forEach((each, place) => {
    if (isBox(each)) each.checked = values.includes(each.value);
    else if (byPlace || isTyped(each)) each.value = values[place] ?? "";
    else each.value = [...each.options].find(({ value }) => values.includes(value))?.value ?? "";
  });
  questions.get(position)?.dispatchEvent(new CustomEvent("answer:set"));
  draw(position);
}

function setFlag(position, isOn) {
  show(press(position, "flag"), !isOn);
  show(press(position, "unflag"), isOn);
  draw(position);
}

// The map, the counts and the bar follow what stands on the page.
function draw(position) {
  if (!questions.has(position)) return;
  const isDone = isAnswered(position);
  show(press(position, "clear"), isDone);
  const map = one(".qmap");
  const place = map.querySelector(`[value="${position}"]`);
  place.classList.toggle("is-answered", isDone);
  place.classList.toggle("is-flagged", isFlagged(position));
  const words = [isDone ? map.dataset.answered : map.dataset.unanswered];
  if (isFlagged(position)) words.push(map.dataset.flagged);
  place.querySelector("[data-state]").textContent = ", " + words.join(", ");
  const all = [...questions.keys()];
  const answered = all.filter(isAnswered).length;
  one("[data-answered-count]").textContent = answered;
  one("[data-flagged-count]").textContent = all.filter(isFlagged).length;
  one("[data-count]").textContent = `${answered}/${total}`;
  one(".progress").value = answered;
}

function number(element, n) {
  element.textContent = element.dataset.words.replace("{n}", n);
}

function say(selector, time) {
  const line = one(selector);
  for (const other of document.querySelectorAll(".saved")) show(other, other === line);
  line.lastElementChild.textContent = line.dataset.words.replace("{time}", time);
}

const clock = () => new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });

// --- how long a question stands open -----------------------------------------------------

const stood = new Map(); // position → milliseconds that no entry carries yet
let seenFrom = performance.now();

// Up to now the question shown was seen. Of questions that stand together nobody can tell.
function look() {
  const now = performance.now();
  if (total && !isOnePage) stood.set(here(), (stood.get(here()) ?? 0) + now - seenFrom);
  seenFrom = now;
}

function secondsOf(position) {
  look();
  const all = stood.get(position) ?? 0;
  const seconds = Math.floor(all / 1000);
  stood.set(position, all - seconds * 1000);
  return seconds;
}

// --- saving ----------------------------------------------------------------------------

// An answer was given, or a flag set: keep it here first, then send it.
function keep(position, act = "") {
  write(position, act);
  typed();
}

// While somebody types, what stands there is kept here at once and sent when they pause.
let typing = null; // the position
let typingTimer = 0;
function type(position) {
  if (typing !== null && typing !== position) typed();
  write(position);
  typing = position;
  clearTimeout(typingTimer);
  typingTimer = setTimeout(typed, TYPED_AFTER);
}

function typed() {
  clearTimeout(typingTimer);
  typing = null;
  return send();
}

function write(position, act = "") {
  const before = store.get(position);
  store.put(position, {
    url: address(position),
    attempt: hidden(position, "attempt").value,
    saves: before?.saves ?? hidden(position, "saves").value,
    values: chosen(position),
    ordered: isOrdered(position),
    sure: sure(position),
    act: act || before?.act || "",
    tried: before?.tried ?? [],
    seconds: (before?.seconds ?? 0) + secondsOf(position),
  });
  draw(position);
}

const GONE = "gone"; // nothing to do for this entry any more
const AGAIN = "again"; // a newer answer waits, or the same one with a better count
const LATER = "later"; // the line, the server or the session is down

let sending = null;
let failures = 0;
let timer = 0;

// One after the other, so that counts come back before the next answer needs them.
function send() {
  sending ??= sendAll().finally(() => { sending = null; });
  return sending;
}

async function sendAll() {
  clearTimeout(timer);
  const slow = setTimeout(() => say("[data-waiting]", clock()), SLOW_AFTER);
  let position;
  while ((position = store.positions().find((each) => each !== typing)) !== undefined) {
    if (await sendOne(position) === LATER) {
      clearTimeout(slow);
      say("[data-waiting]", clock());
      timer = setTimeout(send, RETRY_AFTER[Math.min(failures++, RETRY_AFTER.length - 1)]);
      return;
    }
    failures = 0;
  }
  clearTimeout(slow);
  for (const name of ["offline", "signed-out"]) show(banner(name), false);
  if (isTimeUp) handInOnTime();
}

async function sendOne(position) {
  const entry = store.get(position);
  const mine = digest(spelt(entry.values, entry.ordered));
  store.put(position, { ...entry, tried: [...entry.tried.filter((each) => each !== mine), mine] });
  let reply;
  try {
    reply = await post(position, entry);
  } catch {
    return failed("offline");
  }
  if (reply.type === "opaqueredirect" || reply.status === 403) return failed("signed-out");
  if (reply.status === 200) return saved(position, entry, await reply.json());
  if (reply.status === 409) return newer(position, await reply.json());
  if (reply.status === 400) return refused(position);
  if (reply.status === 410) return over();
  if (reply.status === 404) return leave();
  return failed("offline");
}

function post(position, entry) {
  const bytes = new Blob(entry.values).size;
  const body = new FormData();
  body.set(`q${position}-attempt`, entry.attempt);
  body.set(`q${position}-saves`, entry.saves);
  body.set(`q${position}-do`, entry.act);
  body.set(`q${position}-seconds`, entry.seconds ?? 0);
  if (entry.sure) body.set(`q${position}-confidence`, entry.sure);
  for (const value of entry.values) body.append(`q${position}-answer`, value);
  return fetch(entry.url, {
    method: "POST",
    body,
    redirect: "manual", // to the sign-in, for somebody signed out
    keepalive: bytes <= KEEPALIVE_MOST,
    headers: { Accept: "application/json", "X-CSRFToken": csrfToken() },
    signal: AbortSignal.timeout(REPLY_WITHIN),
  });
}

// Signing in again in another window changes the token; the cookie has the new one.
function csrfToken() {
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  return cookie ? cookie[1] : form.elements.csrfmiddlewaretoken.value;
}

function failed(name) {
  for (const other of ["offline", "signed-out"]) show(banner(other), other === name);
  return LATER;
}

function saved(position, sent, kept) {
  know(position, kept);
  if (kept.saved_at) say("[data-saved]", kept.saved_at);
  const now = store.get(position);
  if (spelt(now.values, now.ordered) === spelt(sent.values, sent.ordered) && now.act === sent.act && now.sure === sent.sure) {
    store.remove(position);
    return GONE;
  }
  store.put(position, { ...now, saves: kept.saves, tried: [], seconds: now.seconds - sent.seconds });
  return AGAIN;
}

// What the server keeps is either an answer of this page whose reply was lost, and then the one
// given since is the newest; or it was given elsewhere, and then it stays.
function newer(position, kept) {
  know(position, kept);
  const now = store.get(position);
  if (now.tried.slice(0, -1).includes(digest(spelt(kept.answer, now.ordered)))) {
    // The seconds up to then were kept with it.
    store.put(position, { ...now, saves: kept.saves, tried: [], seconds: 0 });
    return AGAIN;
  }
  store.remove(position);
  setAside(position, now.values);
  choose(position, kept.answer);
  setFlag(position, kept.flagged);
  show(banner("newer"), true);
  return GONE;
}

// A long text written here is not thrown away for the one kept: it stands below it, to be copied.
function setAside(position, values) {
  const place = questions.get(position)?.querySelector("[data-set-aside]");
  if (!place || !values.join("").trim()) return;
  place.querySelector("textarea").value = values.join("\n");
  show(place, true);
}

function know(position, kept) {
  const count = hidden(position, "saves");
  if (count) count.value = kept.saves;
  const remark = questions.get(position)?.querySelector("[data-remark]");
  const words = kept.remark ?? "";
  if (remark && remark.textContent !== words) remark.textContent = words; // or it is read out again
}

function refused(position) {
  store.remove(position);
  show(banner("refused"), true);
  return GONE;
}

// Handed in from another window: the page's own address leads to the result and says so.
function over() {
  for (const position of store.positions()) store.remove(position);
  return leave();
}

// Time is over (timer.js): what waits is sent, then the server is asked to hand in. It has the last
// word: with time left by its own clock it shows the questions again. Without a line nobody leaves
// the page; the server hands in by itself what it has.
let isTimeUp = false;
document.addEventListener("time:up", () => {
  isTimeUp = true;
  show(banner("time-up"), true);
  typed();
});

function handInOnTime() {
  if (isLeaving || !navigator.onLine) return;
  isLeaving = true;
  one("[data-time-up]").submit();
}

// Nor does a lesson that was withdrawn show its quiz; its address says so too.
let isLeaving = false;
function leave() {
  isLeaving = true;
  location.reload();
  return LATER;
}

// --- going from question to question ----------------------------------------------------

const here = () => Number(form.querySelector("fieldset[data-position]:not([hidden])").dataset.position);
const positionOf = (element) => Number(element.closest("fieldset[data-position]").dataset.position);

function open(position) {
  look();
  for (const [each, fieldset] of questions) {
    show(fieldset, each === position);
    fieldset.disabled = each !== position;
  }
  form.action = address(position);
  for (const each of document.querySelectorAll(".qmap button")) {
    if (Number(each.value) === position) each.setAttribute("aria-current", "step");
    else each.removeAttribute("aria-current");
  }
  number(one("[data-here]"), position);
  document.title = document.title.replace(/\d+/, position);
  turn("[data-previous]", position - 1);
  turn("[data-following]", position + 1);
  for (const name of ["newer", "refused"]) show(banner(name), false);
  for (const link of document.querySelectorAll("[data-sign-in]")) {
    const target = new URL(link.href);
    target.searchParams.set("next", new URL(form.action).pathname);
    link.href = target;
  }
}

// A button of the pager; after the last question comes the summary.
function turn(selector, position) {
  const button = one(selector);
  const isLast = position > total;
  show(button, position > 0);
  button.value = isLast ? "hand_in" : position;
  const words = button.querySelector("[data-words]");
  number(words, position);
  show(words, !isLast);
  show(button.querySelector("[data-summary]"), isLast);
  if (selector === "[data-following]") one("[data-next]").value = button.value;
}

function go(position) {
  typed();
  if (isOnePage) {
    questions.get(position).scrollIntoView();
  } else {
    open(position);
    history.pushState({ position }, "", address(position));
    scrollTo(0, 0);
  }
  questions.get(position).querySelector(".q").focus({ preventScroll: true });
}

async function leaveFor(url) {
  await typed();
  if (store.positions().length === 0) location.assign(url);
}

// What is checked comes back with its reason, on a page of the server's.
let isChecking = false;
async function check(button) {
  await typed();
  if (store.positions().length) return;
  isChecking = isLeaving = true;
  setTimeout(() => form.requestSubmit(button)); // not while this submit is still being told
}

function act(button) {
  const position = positionOf(button);
  if (button.value === "clear") choose(position, []);
  else setFlag(position, button.value === "flag");
  keep(position, button.value === "clear" ? "" : button.value);
  const stays = button.hidden ? press(position, button.value === "flag" ? "unflag" : "flag") : button;
  const first = inputs(position).find((each) => each.offsetParent);
  (stays?.hidden === false ? stays : first ?? questions.get(position).querySelector(".q")).focus();
}

function takeSheet() {
  form.addEventListener("change", (event) => {
    if (event.target.type !== "file") keep(positionOf(event.target));
  });
  form.addEventListener("input", (event) => {
    if (event.target.type !== "file" && isTyped(event.target)) type(positionOf(event.target));
  });
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (event.target !== form || !button) return;
    if (button.hasAttribute("formaction")) {
      isLeaving = true; // a file goes with the whole form, and comes back to this question
      return;
    }
    if (isChecking) return;
    event.preventDefault();
    if (button.name.endsWith("-do") && button.value === "check") check(button);
    else if (button.name.endsWith("-do")) act(button);
    else if (button.value === "hand_in") leaveFor(form.dataset.handIn);
    else go(Number(button.value));
  });
  addEventListener("popstate", () => {
    const position = Number(location.pathname.match(/(\d+)\/$/)?.[1]);
    if (questions.has(position) && !isOnePage) open(position);
  });
  // What a page before this one could not send stands here again.
  for (const position of store.positions()) {
    const entry = store.get(position);
    if (!questions.has(position)) continue;
    choose(position, entry.values);
    if (entry.act) setFlag(position, entry.act === "flag");
    for (const each of sureness(position)) each.checked = each.value === entry.sure;
  }
}

// Handing in waits until every answer has arrived.
function takeHandIn() {
  form.addEventListener("submit", async (event) => {
    if (store.positions().length === 0) return;
    event.preventDefault();
    await send();
    if (store.positions().length === 0) location.reload(); // the counts have changed
  });
}

if (total) takeSheet();
else takeHandIn();

addEventListener("online", send);
addEventListener("offline", () => failed("offline"));
document.addEventListener("visibilitychange", () => {
  if (document.hidden) look();
  else seenFrom = performance.now();
  if (store.positions().length) typed();
});
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
addEventListener("beforeunload", (event) => {
  if (store.positions().length && !isLeaving) event.preventDefault();
});
for (const link of document.querySelectorAll("[data-sign-in]")) {
  link.addEventListener("click", () => { isLeaving = true; }); // and come back to what waits
}
if (store.positions().length) send();
