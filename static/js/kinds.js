// What scripts add to single kinds of questions: items are moved by buttons instead of choosing
// their places, and words are counted as they are typed. Saving is not done here: a moved item
// is a change of its selects, which quiz.js hears like any other.

// --- ordering -----------------------------------------------------------------

const placeOf = (select) => Number(select.value.split(":").pop()) || Infinity;
const selectOf = (item) => item.querySelector("select");

function takeOrder(list) {
  const start = [...list.children];
  const question = list.closest("fieldset");

  // As the answer has it; what has no place comes last, as it stood at the start.
  function arrange() {
    const items = [...start].sort((one, other) => {
      const [a, b] = [placeOf(selectOf(one)), placeOf(selectOf(other))];
      return a === b ? start.indexOf(one) - start.indexOf(other) : a - b;
    });
    list.append(...items);
    draw();
  }

  function draw() {
    const items = [...list.children];
    list.toggleAttribute("data-set", items.some((item) => selectOf(item).value));
    items.forEach((item, place) => {
      for (const button of item.querySelectorAll("[data-move]")) {
        const isEdge = Number(button.dataset.move) < 0 ? place === 0 : place === items.length - 1;
        button.setAttribute("aria-disabled", isEdge);
      }
    });
  }

  function move(item, step) {
    const other = step < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    if (step < 0) other.before(item);
    else other.after(item);
    [...list.children].forEach((each, place) => {
      selectOf(each).selectedIndex = place + 1;
    });
    draw();
    say(item);
    selectOf(item).dispatchEvent(new Event("change", { bubbles: true }));
  }

  function say(item) {
    const line = list.parentElement.querySelector("[data-moved]");
    const place = [...list.children].indexOf(item) + 1;
    const text = item.querySelector(".order__text").textContent.trim();
    line.textContent = line.dataset.words
      .replace("{n}", place)
      .replace("{total}", start.length)
      .replace("{text}", text);
  }

  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    move(button.closest("[data-item]"), Number(button.dataset.move));
    button.focus(); // moving took the focus away
  });
  question?.addEventListener("answer:set", arrange);
  for (const item of start) {
    item.querySelector(".order__place").hidden = true;
    item.querySelector(".order__moves").hidden = false;
  }
  list.classList.add("order--moves");
  arrange();
}

// --- essays --------------------------------------------------------------------

function takeText(area) {
  const line = document.querySelector(`[data-count-of="${area.id}"]`);
  const least = Number(area.dataset.least ?? 0);
  const most = Number(area.dataset.most ?? Infinity);
  function count() {
    const words = area.value.split(/\s+/u).filter(Boolean).length;
    line.querySelector("b").textContent = words.toLocaleString(document.documentElement.lang);
    line.classList.toggle("is-off", words > 0 && (words < least || words > most));
  }
  area.addEventListener("input", count);
  area.closest("fieldset")?.addEventListener("answer:set", count);
  count();
}

for (const list of document.querySelectorAll("[data-order]")) takeOrder(list);
for (const area of document.querySelectorAll("[data-counted]")) takeText(area);
