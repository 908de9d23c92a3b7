// The form as a device reads it: what is missing or wrong, and what is said.
const MOST = 5000;
const dayOf = (moment) => new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/London", year: "numeric", month: "2-digit", day: "2-digit" }).format(moment);
const hourOf = (moment) => Number(new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", hour: "2-digit", hourCycle: "h23" }).format(moment));

/** Begin with this moment, where the page does not know it. */
export function beginNow(form) {
  const now = new Date();
  const hour = hourOf(now);
  form.elements.held_on.value = dayOf(now);
  form.elements.part_of_day.value = hour < 12 ? "morning" : hour < 17 ? "afternoon" : "evening";
}

/** What is wrong: pairs of a field's id and words. Empty where the headcount can be kept. */
export function wrongIn(form) {
  const { new_organisation_name: name, new_organisation_area: area, held_on: day } = form.elements;
  const [where, wrong] = [chosen(form, "organisation"), []];
  if (!where) wrong.push([form.elements.organisation_query?.id ?? "headcount-where", "Choose the place, or “Somewhere else”."]);
  if (where === "new" && !name.value.trim()) wrong.push([name.id, "Enter the name of the place."]);
  if (where === "new" && !area.value) wrong.push([area.id, "Choose the area of the place."]);
  if (!day.value) wrong.push([day.id, "Enter the date."]);
  else if (day.value > dayOf(new Date())) wrong.push([day.id, "The date is in the future. Record a headcount once it has been held."]);
  if (!chosen(form, "topic")) wrong.push(["id_topic", "Choose the topic."]);
  return [...wrong, ...wrongNumbers(form)];
}

function wrongNumbers(form) {
  const filled = numbersOf(form).filter(({ value }) => value.trim() && value.trim() !== "0");
  if (!filled.length) return [["numbers", "Enter how many people were there, for at least one audience."]];
  const isWrong = ({ value }) => !/^\d+$/.test(value.trim()) || Number(value) < 1 || Number(value) > MOST;
  return filled.filter(isWrong).map(({ id }) => [id, `${labelOf(form, id)}: enter a whole number from 1 to 5,000, or leave it empty.`]);
}

/** What the form says, as the server is told it, and with words for people: where, and how many. */
export function headcountOf(form, uid) {
  const { new_organisation_name: name, new_organisation_area: area, held_on, notes } = form.elements;
  const place = chosen(form, "organisation");
  const isElsewhere = place === "new";
  const lines = numbersOf(form).filter(({ value }) => Number(value)).map(lineOf);
  const where = isElsewhere ? { place: name.value.trim(), local_authority: Number(area.value) } : { organisation: Number(place) };
  return {
    uid, ...where, lines, held_on: held_on.value, part_of_day: chosen(form, "part_of_day") ?? "", topic: Number(chosen(form, "topic")),
    is_estimate: chosen(form, "is_estimate") === "True", notes: notes.value.trim(), device_at: new Date().toISOString(),
    shown: { where: isElsewhere ? name.value.trim() : labelOf(form, radio(form, "organisation").id), people: lines.reduce((sum, { number }) => sum + number, 0) },
  };
}

function lineOf({ name, value }) {
  const [, group] = name.match(/^professionals_(\d+)$/) ?? [];
  return group ? { audience: "professionals", role_group: Number(group), number: Number(value) } : { audience: name, number: Number(value) };
}

/** Say what is wrong above the form, each with a way to its field. */
export function say(form, wrong) {
  const summary = document.getElementById("headcount-wrong");
  summary.hidden = !wrong.length;
  if (wrong.length) document.querySelector("[data-done]").hidden = true;
  const links = wrong.map(([id, words]) => {
    const link = Object.assign(document.createElement("a"), { href: `#${id}`, textContent: words });
    const item = document.createElement("li");
    item.append(link);
    return item;
  });
  summary.querySelector("ul").replaceChildren(...links);
  if (wrong.length) summary.focus();
}

/** Put a headcount back into the form. Its place or topic is left to be chosen again where the form has it no more. */
export function fill(form, headcount) {
  const { organisation, place, local_authority: area, lines } = headcount;
  choose(form, "organisation", organisation ?? "new");
  form.elements.new_organisation_name.value = place ?? "";
  form.elements.new_organisation_area.value = area ?? "";
  form.elements.held_on.value = headcount.held_on;
  form.elements.notes.value = headcount.notes;
  choose(form, "part_of_day", headcount.part_of_day);
  choose(form, "topic", headcount.topic);
  choose(form, "is_estimate", headcount.is_estimate ? "True" : "False");
  for (const input of numbersOf(form)) input.value = "";
  for (const { audience, role_group: group, number } of lines) {
    const input = form.elements[group ? `professionals_${group}` : audience];
    if (!input) continue;
    input.value = number;
    input.closest("details").open = true;
  }
}

function choose(form, name, value) {
  for (const each of form.querySelectorAll(`[name=${name}]`)) each.checked = each.value === String(value);
  radio(form, name)?.dispatchEvent(new Event("change", { bubbles: true }));
}

const numbersOf = (form) => [...form.querySelectorAll("[data-sets] input")];
const radio = (form, name) => form.querySelector(`[name=${name}]:checked`);
const chosen = (form, name) => radio(form, name)?.value;
const labelOf = (form, id) => form.querySelector(`label[for="${id}"]`).textContent.trim();
