// Somebody who is not on the list: four facts, typed at the door.
import { check, onSubmit, say } from "./screen.js";

const fields = ["name", "email", "role", "organisation"];
const inputs = Object.fromEntries(fields.map((each) => [each, document.getElementById(`walk-in-${each}`)]));
const values = () => Object.fromEntries(fields.map((each) => [each, inputs[each].value.trim()]));

/** Offer the roles that the server knows. */
export function offerRoles(roles) {
  const { value } = inputs.role;
  inputs.role.replaceChildren(new Option("", ""), ...roles.map(({ id, name }) => new Option(name, id)));
  inputs.role.value = value;
}

/** `keep` is given the claim of each walk-in, and returns it once it is kept. Whether they are late follows from the moment. */
export function listen(keep) {
  onSubmit(inputs.name.form, async () => {
    const typed = values();
    const isRight = check([
      [inputs.name, typed.name ? "" : "Enter their name"],
      [inputs.email, /^\S+@\S+\.\S+$/.test(typed.email) ? "" : "Enter an email address, like name@example.org"],
      [inputs.role, typed.role ? "" : "Choose their role"],
      [inputs.organisation, typed.organisation ? "" : "Enter their organisation"],
    ]);
    if (!isRight) return say("Please check what you typed");
    if (!(await keep({ kind: "walk_in", ...typed, role: Number(typed.role) }, `${typed.name} was added`))) return null;
    for (const each of fields) inputs[each].value = "";
    return inputs.name.focus();
  });
}
