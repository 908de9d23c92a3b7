// Matches appear as one types, so the button "Find" is not needed; and Enter in the box must not send the whole form.
for (const picker of document.querySelectorAll("[data-organisation-picker]")) {
  if (!window.htmx) continue;
  const query = picker.querySelector("[name=organisation_query]");
  picker.querySelector("button[name=find]")?.remove();
  query.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  // On a slow connection the letters may have been typed before htmx, which starts with this event, could see them.
  document.addEventListener("DOMContentLoaded", () => {
    if (query.value !== query.defaultValue) window.htmx.trigger(query, "typed-early");
  });
}
