// Choosing a PIN, and giving it. Wrong ones cost time, more each time; they never cost anything that is kept.
import { unwrap } from "./seal.js";
import { check, mend, onSubmit, part, plural } from "./screen.js";
import * as store from "./store.js";

const LEAST = 6;
const FREE_TRIES = 3;
const SECONDS_TO_WAIT = [5, 15, 30, 60, 120, 300]; // after the third wrong PIN, the fourth, and so on

/** What is wrong with a PIN that somebody chooses; nothing where it will do. */
export function weakness(pin) {
  if (!/^\d+$/.test(pin)) return "Use digits only";
  if (pin.length < LEAST) return `Use at least ${LEAST} digits`;
  const steps = new Set([...pin].slice(1).map((digit, index) => digit - pin[index]));
  return steps.size === 1 && Math.abs([...steps][0]) < 2 ? "Choose one that is harder to guess: not all the same, not in order" : "";
}

/** A form with a new PIN, typed twice. `chosen` is given the PIN. */
export function chooseWith(form, first, again, chosen) {
  onSubmit(form, async () => {
    const [pin, same] = [first.value, again.value];
    const wrong = weakness(pin);
    if (!check([[first, wrong], [again, wrong || pin === same ? "" : "The two are not the same"]])) return;
    await chosen(pin);
    first.value = again.value = "";
  });
}

/** Ask for the PIN of one of these registers. `opened` is given the one that it opens, and the bytes of its key. */
export function askFor(records, why, opened) {
  const form = part("pin-form");
  const input = form.querySelector("input");
  const state = { records, opened, timer: 0 };
  part("pin-why").textContent = why;
  asked = state;
  mend(input, "");
  waitFor(state);
  if (!form.dataset.listens) {
    form.dataset.listens = "yes";
    onSubmit(form, () => tryPin(input));
  }
}

let asked = null;

async function tryPin(input) {
  const state = asked;
  if (!input.value) return mend(input, "Enter your PIN");
  if (secondsLeft(state) > 0) return waitFor(state);
  mend(input, "");
  for (const record of state.records) {
    const bytes = await unwrap(record.wrapped, input.value, record.id);
    if (!bytes) continue;
    input.value = "";
    await store.change(record.id, { tries: 0, wait_until: 0 }).catch(() => {}); // a device that is full opens all the same
    return state.opened(record, bytes);
  }
  input.value = "";
  input.focus();
  mend(input, "That is not the PIN of this register. Nothing is lost: try again");
  await slowDown(state);
  return waitFor(state);
}

async function slowDown(state) {
  for (const record of state.records) {
    record.tries = (record.tries ?? 0) + 1;
    const step = record.tries - FREE_TRIES;
    const seconds = step < 0 ? 0 : SECONDS_TO_WAIT[Math.min(step, SECONDS_TO_WAIT.length - 1)];
    record.wait_until = Date.now() + seconds * 1000;
    await store.change(record.id, { tries: record.tries, wait_until: record.wait_until }).catch(() => {}); // full
  }
}

/** How long to wait still; not at all where the clock was set back meanwhile, since nobody is told to wait for so long. */
function secondsLeft({ records }) {
  const left = Math.ceil((Math.max(...records.map((each) => each.wait_until ?? 0)) - Date.now()) / 1000);
  return left > Math.max(...SECONDS_TO_WAIT) ? 0 : left;
}

function waitFor(state) {
  clearTimeout(state.timer);
  const left = secondsLeft(state);
  const words = left > 0 ? `You can try again in ${plural(left, "second", "seconds")}.` : "";
  part("pin-wait").textContent = words;
  part("pin-form").querySelector("button").disabled = left > 0;
  if (left > 0) state.timer = setTimeout(() => asked === state && waitFor(state), 1000);
}
