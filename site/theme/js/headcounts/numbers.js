// The form's numbers: what they come to, and which audiences fit the place that is chosen.
const thousands = new Intl.NumberFormat("en-GB");

export const peopleIn = (number) => `${thousands.format(number)} ${number === 1 ? "person" : "people"}`;

/** Add up while it is typed, and open what fits while a place is chosen. */
export function listen(form) {
  const fitting = JSON.parse(form.dataset.fitting);
  const sets = form.querySelector("[data-sets]");
  const total = form.querySelector("[data-total]");
  const inputs = [...sets.querySelectorAll("input")];

  function addUp() {
    const people = inputs.reduce((sum, { value }) => sum + (/^\s*\d+\s*$/.test(value) ? Number(value) : 0), 0);
    total.value = peopleIn(people);
    total.hidden = false;
  }

  function arrange(kind) {
    const slugs = fitting[kind] ?? ["ages"];
    for (const slug of [...slugs].reverse()) sets.prepend(sets.querySelector(`[data-set=${slug}]`));
    for (const set of sets.children) {
      set.open = slugs.includes(set.dataset.set) || [...set.querySelectorAll("input")].some(({ value }) => value.trim());
    }
  }

  sets.addEventListener("input", addUp);
  form.addEventListener("change", ({ target }) => {
    if (target.name === "organisation") arrange(target.dataset.kind);
  });
  addUp();
  return { addUp };
}
