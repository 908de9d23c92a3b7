// On pages where people answer: leaving quickly takes the place of the page in the browser's history, so that "back" does
// not lead to it. What hides the page, and listens to keys, is GOV.UK Frontend's.
const leave = document.querySelector(".govuk-js-exit-this-page-button");

new MutationObserver(() => {
  if (leave && document.body.classList.contains("govuk-exit-this-page-hide-content")) window.location.replace(leave.href);
}).observe(document.body, { attributes: true, attributeFilter: ["class"] });

// A page that a browser kept whole is drawn anew, so that nobody else finds answers in it.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});
