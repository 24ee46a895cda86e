// Small comforts. Every page works without them.

// On a phone the filter starts folded, unless it holds an error or someone is using it.
const narrow = window.matchMedia("(max-width: 40.0525em)");
for (const panel of document.querySelectorAll("details.gt-filter[data-fold]")) {
  if (narrow.matches) {
    panel.removeAttribute("open");
  }
}

// Warn before leaving a form that has been typed into and not saved.
for (const form of document.querySelectorAll("form[data-warn]")) {
  let typed = false;
  const warn = (event) => {
    if (typed) {
      event.preventDefault();
    }
  };
  form.addEventListener("input", () => {
    typed = true;
  });
  form.addEventListener("submit", () => {
    typed = false;
  });
  window.addEventListener("beforeunload", warn);
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Copy what stands in a box.
for (const button of document.querySelectorAll("[data-copy]")) {
  const box = document.getElementById(button.dataset.copy);
  if (!navigator.clipboard) {
    continue;
  }
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(box.value);
    document.getElementById(`${box.id}-copied`).textContent = "Copied.";
  });
}
