// Writing a question in the admin. Without this script the rows are a fixed number
// and the preview has a button; with it rows are added and moved, and the preview follows.

const WAIT = 450;

// --- rows ---------------------------------------------------------------------

const fields = (row) => [...row.querySelectorAll("input, textarea, select")];
const texts = (row) => fields(row).filter((f) => f.matches("textarea, input:not([type])") || f.type === "text");

function swap(one, other) {
  const theirs = fields(other);
  fields(one).forEach((field, n) => {
    const to = theirs[n];
    [field.value, to.value] = field.type === "radio" ? [field.value, to.value] : [to.value, field.value];
  });
  // A radio group has room for one: read both before setting either.
  const ticks = (row) => fields(row).filter((f) => f.type === "radio" || f.type === "checkbox");
  const before = [ticks(one), ticks(other)].map((all) => all.map((f) => f.checked));
  ticks(one).forEach((f, n) => { f.checked = before[1][n]; });
  ticks(other).forEach((f, n) => { f.checked = before[0][n]; });
}

function empty(row) {
  for (const field of fields(row)) {
    if (field.type === "checkbox" || field.type === "radio") field.checked = false;
    else field.value = "";
  }
}

function tell(row) {
  for (const field of fields(row)) field.dispatchEvent(new Event("input", { bubbles: true }));
}

function rows(group) {
  const all = group.querySelector("[data-rows-all]");
  const template = group.querySelector("[data-row-template]");
  const adder = group.querySelector("[data-row-add]");
  const total = group.querySelector(`[name="${group.dataset.rows}-TOTAL_FORMS"]`);
  const most = Number(group.querySelector(`[name="${group.dataset.rows}-MAX_NUM_FORMS"]`)?.value || 50);

  function add() {
    if (!template || Number(total.value) >= most) return null;
    const holder = document.createElement("template");
    holder.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value);
    const row = holder.content.firstElementChild;
    all.append(row);
    total.value = Number(total.value) + 1;
    showTools();
    if (adder) adder.hidden = Number(total.value) >= most;
    return row;
  }

  function showTools() {
    for (const tools of all.querySelectorAll("[data-row-tools]")) tools.hidden = false;
  }

  // Of a pair the right side comes after the left one; then the next row.
  function goOn(field) {
    const row = field.closest("[data-row]");
    const next = row.nextElementSibling || add();
    const name = field.name.split("-").at(-1);
    (next && texts(next).find((f) => f.name.endsWith(`-${name}`)))?.focus();
  }

  group.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    if (!field.matches("textarea, input") || field.name.endsWith("-levels")) return;
    if (field.matches("[type=checkbox], [type=radio]")) return;
    event.preventDefault();
    goOn(field);
  });

  group.addEventListener("click", (event) => {
    if (event.target.closest("[data-row-add]")) {
      const row = add();
      if (row) texts(row)[0]?.focus();
      return;
    }
    const button = event.target.closest("[data-row-do]");
    if (!button) return;
    const row = button.closest("[data-row]");
    const does = button.dataset.rowDo;
    if (does === "empty") {
      empty(row);
      texts(row)[0]?.focus();
    } else {
      const other = does === "up" ? row.previousElementSibling : row.nextElementSibling;
      if (!other) return;
      swap(row, other);
      tell(other);
      other.querySelector(`[data-row-do="${does}"]`)?.focus();
    }
    tell(row);
  });

  showTools();
  if (adder) adder.hidden = Number(total.value) >= most;
}

// --- preview --------------------------------------------------------------------

function preview(panel, form) {
  const frame = panel.querySelector("[data-preview-frame]");
  let timer = 0;
  let asking = null;

  function show(html) {
    const page = "[data-preview-page]";
    const now = frame.contentDocument?.querySelector(page);
    const next = new DOMParser().parseFromString(html, "text/html").querySelector(page);
    // In place, so that nothing flickers and the place scrolled to is kept.
    if (now && next) now.replaceChildren(...next.childNodes);
    else frame.srcdoc = html;
  }

  async function ask() {
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(panel.dataset.url, { method: "POST", body: new FormData(form), signal: asking.signal });
      if (answer.ok) show(await answer.text());
    } catch (error) {
      // An older preview is on the screen, and the button is there.
      if (error.name !== "AbortError" && !(error instanceof TypeError)) throw error;
    }
  }

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  panel.addEventListener("change", soon);
  panel.querySelector("[data-preview-button]").addEventListener("click", (event) => {
    event.preventDefault();
    ask();
  });
  ask();
}

const form = document.getElementById("w-editor-form");
if (form) {
  form.querySelectorAll("[data-rows]").forEach(rows);
  const panel = form.querySelector("[data-preview]");
  if (panel) preview(panel, form);
}
