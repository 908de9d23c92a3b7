// Signing out: what this person kept on the device goes too, unless something of it has not been sent.
import * as store from "./store.js";

const notice = document.querySelector("[data-unsent]");
const form = notice.closest("form");
let isWarned = false;

form.addEventListener("submit", async (event) => {
  if (isWarned) return;
  event.preventDefault();
  isWarned = true;
  if (await removeWhatIsSent(Number(notice.dataset.person))) {
    notice.hidden = false;
    notice.focus();
  } else form.requestSubmit();
});

/** Remove this person's registers that are sent whole. Returns how many are not. */
async function removeWhatIsSent(person) {
  let left = 0;
  try {
    await store.removeExpired();
    for (const register of await store.all()) {
      if (register.facilitator !== person) continue;
      if (await store.countWaiting(register.id)) left += 1;
      else await store.remove(register.id);
    }
  } catch {
    // a browser that keeps nothing: there is nothing to remove
  }
  return left;
}
