// Signing out: what this person kept on the device goes too, unless something of it has not been sent.
import * as headcounts from "../headcounts/store.js";
import * as marker from "./marker.js";
import * as store from "./store.js";

const notice = document.querySelector("[data-unsent]");
const form = notice.closest("form");
const person = Number(notice.dataset.person);
const told = (what) => notice.querySelector(`[data-unsent-${what}]`);

const theirs = async () => (await store.all()).filter((register) => register.facilitator === person);

/** Remove this person's registers that are sent whole. Returns how many are not. */
async function removeWhatIsSent() {
  let left = 0;
  for (const register of await theirs()) {
    if (await store.countWaiting(register.id)) left += 1;
    else await store.remove(register.id);
  }
  return left;
}

async function beforeLeaving(event) {
  event.preventDefault();
  form.removeEventListener("submit", beforeLeaving); // whoever is warned, and signs out all the same, may
  const registers = marker.registers.isSet() ? await store.removeExpired().then(removeWhatIsSent).catch(() => 0) : 0;
  const counted = marker.headcounts.isSet() ? await headcounts.countOf(person).catch(() => 0) : 0;
  if (!registers && !counted) return form.requestSubmit();
  told("registers").hidden = !registers;
  told("headcounts").hidden = !counted;
  notice.hidden = false;
  return notice.focus();
}

// Whoever keeps nothing here signs out as ever.
if (marker.registers.isSet() || marker.headcounts.isSet()) form.addEventListener("submit", beforeLeaving);
