// Says, before anything is drawn, that scripts run; without this the page stays in its plain, complete form.
document.documentElement.classList.add("js");
new MutationObserver((_, observer) => {
  if (!document.body) return;
  document.body.classList.add("js-enabled");
  if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");
  observer.disconnect();
}).observe(document.documentElement, { childList: true });
