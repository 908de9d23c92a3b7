// Adds a headcount up while it is typed, and opens the audiences that fit the place that is chosen.
const form = document.querySelector("[data-headcount]");
const fitting = JSON.parse(form.dataset.fitting);
const sets = form.querySelector("[data-sets]");
const total = form.querySelector("[data-total]");
const inputs = [...sets.querySelectorAll("input")];
const numbers = new Intl.NumberFormat("en-GB");

function addUp() {
  const people = inputs.reduce((sum, { value }) => sum + (/^\s*\d+\s*$/.test(value) ? Number(value) : 0), 0);
  total.value = `${numbers.format(people)} ${people === 1 ? "person" : "people"}`;
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
