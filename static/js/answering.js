// Saves what is typed every twenty seconds, and says so. Without scripts the buttons do the same.
const status = document.getElementById("saved");
const form = document.querySelector("form[data-warn]");
const EVERY = 20000;

function typed() {
  const data = new URLSearchParams(new FormData(form));
  ["once", "version", "csrfmiddlewaretoken"].forEach((name) => data.delete(name));
  return data.toString();
}

if (status && form) {
  let last = typed();
  let stopped = false;
  const save = async () => {
    const now = typed();
    if (stopped || now === last) return;
    const answer = await fetch(status.dataset.autosave, {
      method: "POST", body: new URLSearchParams(new FormData(form)), credentials: "same-origin",
    }).catch(() => null);
    if (!answer) { status.textContent = "Not saved: there is no connection. What you typed is still here."; return; }
    const said = await answer.json().catch(() => ({ says: "Not saved. Press Save." }));
    status.textContent = said.says;
    if (said.saved) {
      last = now;
      if (form.elements.version) form.elements.version.value = said.version;
    } else if (answer.status === 409) stopped = true;
  };
  setInterval(save, EVERY);
  form.addEventListener("submit", () => { stopped = true; });
}
