// A long list of boxes gets a field to find units by; without it the list is scrolled.
(() => {
  const fold = (text) =>
    text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();

  for (const boxes of document.querySelectorAll("[data-unit-filter]")) {
    const labels = [...boxes.querySelectorAll("label")].map((label) => ({
      label,
      words: fold(label.textContent),
      box: label.querySelector("input"),
    }));
    const field = document.createElement("input");
    field.type = "search";
    field.className = "ro-found";
    field.autocomplete = "off";
    field.placeholder = boxes.dataset.unitFilter;
    field.setAttribute("aria-label", boxes.dataset.unitFilter);
    // What is chosen stays in sight.
    const show = () => {
      const wanted = fold(field.value).split(/\s+/).filter(Boolean);
      for (const { label, words, box } of labels) {
        label.hidden = !box.checked && !wanted.every((word) => words.includes(word));
      }
    };
    field.addEventListener("input", (event) => event.isComposing || show());
    field.addEventListener("compositionend", show);
    // Enter looks for units; it does not send the form.
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    boxes.before(field);
  }
})();
