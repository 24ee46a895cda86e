// Runs before the page is drawn, so that parts which need scripts appear at once and nothing jumps.
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
}
