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
  keepChosen(picker.querySelector("#organisation-results"));
}

// What was chosen stays chosen when matches arrive after it: those of letters that were typed before.
function keepChosen(results) {
  let chosen = results.querySelector("[name=organisation]:checked")?.closest(".govuk-radios__item");
  results.addEventListener("change", ({ target }) => {
    if (target.name === "organisation") chosen = target.closest(".govuk-radios__item");
  });
  new MutationObserver(() => {
    const radios = [...results.querySelectorAll("[name=organisation]")];
    if (!chosen || !radios.length || radios.some(({ checked }) => checked)) return;
    const { value } = chosen.querySelector("input");
    const again = radios.find((radio) => radio.value === value);
    if (again) again.checked = true;
    else putBack(results.querySelector(".govuk-radios"), chosen);
  }).observe(results, { childList: true, subtree: true });
}

function putBack(list, item) {
  const input = item.querySelector("input");
  const hint = item.querySelector(".govuk-hint");
  input.id = "id_organisation_chosen";
  item.querySelector("label").htmlFor = input.id;
  if (hint) {
    hint.id = "id_organisation_chosen-hint";
    input.setAttribute("aria-describedby", hint.id);
  }
  input.checked = true;
  list.prepend(item);
}
