// Matches appear as one types, so the button "Find" is not needed; and Enter in the box must not send the whole form.
for (const picker of document.querySelectorAll("[data-organisation-picker]")) {
  if (!window.htmx) continue;
  picker.querySelector("button[name=find]")?.remove();
  picker.querySelector("[name=organisation_query]").addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}
