// What this device keeps, and being rid of it at once.
import { registers as marker } from "./marker.js";
import { addressOf, dayAndClock, part, parts, piece, plural } from "./screen.js";
import * as store from "./store.js";

/** List what is kept. `removed` is told the id of a register that somebody removed. */
export async function draw(removed) {
  const registers = (await store.all()).sort((one, other) => one.expires_at.localeCompare(other.expires_at));
  if (!registers.length) marker.clear();
  const drawn = await Promise.all(registers.map((register) => drawOne(register, removed)));
  part("device-list").replaceChildren(...drawn);
  part("device-none").hidden = registers.length > 0;
  part("device").hidden = false;
}

async function drawOne(register, removed) {
  const element = piece("register");
  const waiting = await store.countWaiting(register.id);
  const link = part("open", element);
  link.textContent = register.course;
  link.href = addressOf("page", register.session);
  part("when", element).textContent = register.when;
  const unsent = waiting ? `${plural(waiting, "entry waits", "entries wait")} to be sent. ` : "Everything is sent. ";
  part("facts", element).textContent = `${unsent}Deleted by itself ${waiting ? "once sent, at the latest " : ""}on ${dayAndClock(store.goneAt(register, waiting))}.`;
  for (const place of parts("for", element)) place.textContent = `: ${register.course}`;
  const sure = part("sure", element);
  const remove = async () => {
    await store.remove(register.id);
    await draw(removed);
    part("device-title").focus();
    removed(register.id);
  };
  part("remove", element).addEventListener("click", async () => {
    const left = await store.countWaiting(register.id);
    if (!left) return remove();
    part("sure-words", element).textContent = `${plural(left, "entry has", "entries have")} not been sent, and would be lost.`;
    sure.hidden = false;
    return part("remove-not", element).focus();
  });
  part("remove-surely", element).addEventListener("click", remove);
  part("remove-not", element).addEventListener("click", () => {
    sure.hidden = true;
    part("remove", element).focus();
  });
  return element;
}
