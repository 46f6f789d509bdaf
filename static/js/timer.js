// The time left, counted down. Only the server knows the time: what stands here is how long the
// page may be open, and when that is over the server is asked; it hands in, or says that there is
// time left. So neither a wrong clock nor a changed one costs anybody a second.

const timer = document.querySelector("[data-timer]");
const words = timer.querySelector("[data-timer-left]");
const voice = document.querySelector("[data-timer-said]");

const MINUTE = 60;
const SOON = 5 * MINUTE;
const given = Number(timer.dataset.left); // seconds
const half = Number(timer.dataset.total) / 2;
const opened = { steady: performance.now(), wall: Date.now() };

// A sleeping device stops the steady clock but not the wall's; a clock set back stops the other.
function left() {
  const steady = performance.now() - opened.steady;
  const wall = Date.now() - opened.wall;
  return Math.ceil(given - Math.max(steady, wall) / 1000);
}

function text(seconds) {
  const { hours, minutes, seconds: exact, over } = words.dataset;
  if (seconds <= 0) return over;
  if (seconds >= 120 * MINUTE) return hours.replace("{n}", Math.floor(seconds / 3600));
  if (seconds > SOON) return minutes.replace("{n}", Math.ceil(seconds / MINUTE));
  const rest = String(seconds % MINUTE).padStart(2, "0");
  return exact.replace("{m}", Math.floor(seconds / MINUTE)).replace("{s}", rest);
}

// Said aloud once each: at half time, and 10, 5 and 1 minutes before the end.
const moments = [half, 10 * MINUTE, SOON, MINUTE].filter((each) => each < given).sort((a, b) => b - a);

function sayDue(seconds) {
  let isDue = false;
  while (moments.length && seconds <= moments[0]) {
    moments.shift();
    isDue = true;
  }
  if (isDue && seconds > 0) voice.textContent = words.dataset.minutes.replace("{n}", Math.ceil(seconds / MINUTE));
}

let ticking = 0;
function tick() {
  const seconds = left();
  words.textContent = text(seconds);
  timer.classList.toggle("timeleft--soon", seconds <= SOON && seconds > MINUTE);
  timer.classList.toggle("timeleft--last", seconds <= MINUTE);
  sayDue(seconds);
  if (seconds > 0) return;
  clearInterval(ticking);
  voice.textContent = words.dataset.over;
  document.dispatchEvent(new CustomEvent("time:up"));
}

ticking = setInterval(tick, 1000);
document.addEventListener("visibilitychange", () => { if (ticking && left() > 0) tick(); });
tick();
