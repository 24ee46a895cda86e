// While a finding is typed, the earlier ones like it are set under it. Without scripts they are offered on sending.
const place = document.getElementById("earlier");
const said = document.getElementById("earlier-said");
const form = document.querySelector("form[data-warn]");
const WORDS = ["title", "what", "why"];
const PAUSE = 600;

// Where the page has come back with the question, it is asked there.
if (place && form && !form.elements.said_before) {
  let waiting = 0;
  let latest = 0;
  const answered = () => [...place.querySelectorAll("input[type=radio]")].some((box) => box.checked)
    || [...place.querySelectorAll("textarea")].some((box) => box.value);
  const offer = async () => {
    const number = ++latest;
    const body = new URLSearchParams({ beside: place.dataset.beside, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
    WORDS.forEach((name) => body.set(name, form.elements[name].value));
    const answer = await fetch(place.dataset.like, { method: "POST", body, credentials: "same-origin" }).catch(() => null);
    // An answer that was overtaken, or a choice that was made meanwhile, stays as it is.
    if (!answer || !answer.ok || number !== latest || answered()) return;
    place.innerHTML = await answer.text();
    const words = place.firstElementChild.dataset.said;
    if (said.textContent !== words) said.textContent = words;
  };
  form.addEventListener("input", (event) => {
    if (!WORDS.includes(event.target.name) || answered()) return;
    clearTimeout(waiting);
    waiting = setTimeout(offer, PAUSE);
  });
}
