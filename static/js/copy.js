// A button that copies a text of the page; it shows only where scripts run.

// Without HTTPS there is no clipboard API: the old way needs a selected field.
function copyTheOldWay(text) {
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  return copied;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyTheOldWay(text);
  }
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    // A hidden source has no lines of its own but those in its text.
    const text = source.hidden ? source.textContent : source.innerText;
    if (await copy(text.trim())) {
      const toast = new CustomEvent("toast", { detail: { value: button.dataset.copied } });
      document.dispatchEvent(toast);
    }
    button.focus();
  });
}
