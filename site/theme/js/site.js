// Wakes GOV.UK Frontend's components, and lets our own error messages do the talking.
const frontend = document.querySelector('link[rel="modulepreload"]');
const { initAll } = await import(frontend.href);
initAll();

for (const form of document.querySelectorAll("main form")) form.noValidate = true;

// On a phone the choices above a list of results are folded away, unless some are in use.
if (window.matchMedia("(max-width: 40em)").matches) {
  for (const details of document.querySelectorAll("details[data-folds-when-narrow]")) details.open = false;
}
