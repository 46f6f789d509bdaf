// Small comforts of every page; each page works without them.

// A menu closes when the eye has moved on.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// Beside the text a side fold is open; on a phone it waits to be asked.
const wide = window.matchMedia("(min-width: 60rem)");
const unfold = () => {
  for (const fold of document.querySelectorAll("details.fold--side")) fold.open = wide.matches;
};
wide.addEventListener("change", unfold);
unfold();

// What a filter leaves empty need not stand in the address.
for (const form of document.querySelectorAll("form.filters")) {
  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
  });
}

// What is shown only once is asked for only once: of two presses the browser shows the
// answer to the second. A page that comes back from the history may ask again.
for (const form of document.querySelectorAll("form[data-once]")) {
  let isSent = false;
  form.addEventListener("submit", (event) => {
    if (isSent) event.preventDefault();
    isSent = true;
  });
  window.addEventListener("pageshow", () => { isSent = false; });
}

// A button that prints is of use only where scripts run.
for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A view says `HX-Trigger: {"toast": "…"}` and the words show for a while.
const SHOWN_FOR = 8000;
document.addEventListener("toast", (event) => {
  const toast = document.createElement("p");
  toast.className = "toast";
  toast.textContent = event.detail.value;
  document.getElementById("toasts").append(toast);
  setTimeout(() => toast.remove(), SHOWN_FOR);
});

// In a long outline the lesson being read is brought into sight.
const here = document.querySelector(".side--stick [aria-current]");
if (here) {
  const side = here.closest(".side--stick");
  side.scrollTop = here.offsetTop - side.clientHeight / 2;
}
