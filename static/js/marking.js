// Marking by keyboard, and the points added up. Without this file the form is the same form.

const form = document.querySelector("[data-marking]");
const criteria = [...(form?.querySelectorAll("fieldset") ?? [])];
const levels = (criterion) => [...criterion.querySelectorAll("input")];
const chosen = (criterion) => levels(criterion).find((each) => each.checked);

function add() {
  const line = form.querySelector("[data-total]");
  if (!line || !criteria.every(chosen)) return;
  const sum = (name) => criteria.reduce((total, each) => total + Number(chosen(each).dataset[name]), 0);
  const [points, best] = [sum("points"), sum("best")];
  const shown = (number) => number.toLocaleString("vi-VN", { maximumFractionDigits: 1 });
  const words = { points: shown(points), best: shown(best), mark: shown((10 * points) / best) };
  line.textContent = line.dataset.total.replace(/\{(\w+)\}/g, (all, name) => words[name]);
}

// The criterion a digit speaks of: where the focus is, else the first one left.
function current() {
  const here = document.activeElement?.closest("fieldset");
  return criteria.includes(here) ? here : criteria.find((each) => !chosen(each));
}

function choose(digit) {
  const criterion = current();
  const level = criterion && levels(criterion)[digit - 1];
  if (!level) return;
  level.checked = true;
  add();
  const next = criteria[criteria.indexOf(criterion) + 1];
  if (next) (chosen(next) ?? levels(next)[0]).focus();
  else form.querySelector("textarea").focus();
}

function press(event) {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit(form.querySelector('[name="go"][value="next"]'));
    return;
  }
  const isTyping = event.target.matches("textarea, input:not([type=radio]), select");
  if (isTyping || event.ctrlKey || event.altKey || event.metaKey) return;
  if (/^[1-9]$/.test(event.key)) choose(Number(event.key));
}

if (form) {
  addEventListener("keydown", press);
  form.addEventListener("change", add);
  add();
}
