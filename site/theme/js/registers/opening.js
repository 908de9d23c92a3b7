// From a page that knows nothing to an open register: by the server where it answers, by the PIN where it does not.
import * as device from "./device.js";
import { askFor, chooseWith } from "./pins.js";
import { idOf, Register } from "./register.js";
import { bytesOf } from "./seal.js";
import { dayAndClock, mend, name, part, plural, root, session, show, shows } from "./screen.js";
import { Closed, NotYours, SignedOut, TooEarly } from "./server.js";
import * as store from "./store.js";

const PATIENCE = 2500; // milliseconds after which somebody who waits is asked for the PIN instead
const NO_SIGNAL = "There is no signal just now. Your PIN opens what this device keeps.";
const OTHER_KEY = "The site has a new key since this register was made ready, so that only your PIN opens what this device keeps.";
const SIGNED_OUT = "You are signed out. Your PIN opens what this device keeps; sign in again to send it.";

/** Whether this browser can keep a register at all. */
export const isAble = () => Boolean(window.isSecureContext && navigator.serviceWorker && window.indexedDB && crypto.subtle && crypto.randomUUID);

/** Lets pages under our address open without a signal. Resolves once they do. */
export async function standBy() {
  await navigator.serviceWorker.register(root.dataset.worker, { scope: root.dataset.scope });
  await navigator.serviceWorker.ready;
}

/** Opens the register of this page. `opened` is given it, and whether it was closed meanwhile. */
export class Opening {
  constructor(server, opened, removed) {
    Object.assign(this, { server, opened, removed });
    this.isDone = false;
  }

  async begin() {
    this.isDone = false;
    show("opening");
    const records = await store.ofSession(session);
    if (records.length) name(records[0]);
    const asking = this.#ask();
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, null));
    const found = navigator.onLine || !records.length ? await (records.length ? Promise.race([asking, late]) : asking) : null;
    if (found) return this.#go(found, records);
    this.#askForPin(records, NO_SIGNAL, false);
    const later = await asking; // the server may answer while somebody looks for their PIN
    return later.snapshot && shows("pin") && !this.isDone ? this.#go(later, records) : null;
  }

  async #ask() {
    try {
      return { snapshot: await this.server.snapshot() };
    } catch (error) {
      return { error };
    }
  }

  async #go({ snapshot, error }, records) {
    if (error instanceof Closed || snapshot?.closed) return this.#closed(records);
    if (error instanceof TooEarly) return this.#tooEarly(error, records);
    if (error instanceof NotYours) return show("not-yours");
    if (snapshot) return this.#withKey(snapshot, records);
    const isSignedOut = error instanceof SignedOut;
    if (records.length) return this.#askForPin(records, isSignedOut ? SIGNED_OUT : NO_SIGNAL, false);
    return show(isSignedOut ? "signed-out" : "not-here");
  }

  async #withKey(snapshot, records) {
    const record = records.find((each) => each.id === idOf(snapshot));
    if (!record) return this.#choose(snapshot);
    const register = await Register.open(record, bytesOf(snapshot.key)).catch(() => null);
    if (!register) {
      this.#askForPin([record], OTHER_KEY, false); // the server's secret was changed
      return this.#offerToStartAnew([record]);
    }
    await register.renew(snapshot).catch(() => {}); // a device that is full goes on with what it knows
    return this.#done(register, false);
  }

  #choose(snapshot) {
    name({ course: snapshot.session.course, session });
    part("expires").textContent = dayAndClock(snapshot.expires_at);
    const form = part("choose-form");
    if (!form.dataset.listens) {
      form.dataset.listens = "yes";
      const [first, again] = form.querySelectorAll("input");
      chooseWith(form, first, again, async (pin) => this.#done(await Register.make(this.choosing, pin), false));
    }
    this.choosing = snapshot;
    show("choose");
  }

  /** Closed: what was not sent yet is sent first, with the PIN, since the server gives out no key any more. */
  async #closed(records) {
    const unsent = await this.#keepOnlyUnsent(records);
    if (unsent.length) return this.#askToSend(unsent, "This register has been closed.", true);
    part("closed-words").textContent = records.length ? "Everything was sent, and nothing of it is kept on this device any more." : "Its time is over. Nothing of it is kept on this device.";
    return show("closed");
  }

  /** Not near enough yet: names that lie here from before the session was moved go, once what waits was sent. */
  async #tooEarly(error, records) {
    const unsent = await this.#keepOnlyUnsent(records);
    if (unsent.length) return this.#askToSend(unsent, "This session was moved to a later day.", false);
    this.sayFromWhen(error);
    return show("too-early");
  }

  /** The server gives out no key for it any more, so that the PIN is the only way in. */
  #askToSend(records, why, isClosed) {
    this.#askForPin(records, `${why} Your PIN sends what waits here; then all of it is deleted from this device.`, isClosed);
    part("forgotten").hidden = true;
  }

  /** Remove those of which everything was sent, and return the others. */
  async #keepOnlyUnsent(records) {
    const unsent = [];
    for (const record of records) {
      if (await store.countWaiting(record.id)) unsent.push(record);
      else await store.remove(record.id);
    }
    await device.draw(this.removed);
    return unsent;
  }

  sayFromWhen({ told }) {
    part("kept-from").textContent = told.kept_from ? dayAndClock(told.kept_from) : "a week before the session";
  }

  #askForPin(records, why, isClosed) {
    show("pin");
    part("anew").hidden = true;
    part("forgotten").hidden = false;
    askFor(records, why, async (record, bytes) => {
      const register = await Register.open(record, bytes).catch(() => null);
      if (register) return this.#done(register, isClosed);
      mend(document.getElementById("pin"), "Your PIN is right, but what is kept here cannot be opened with it any more");
      return this.#offerToStartAnew([record]);
    });
  }

  /** A register that nothing may open any more is not kept for ever: it can be made ready again, at a cost that is told. */
  async #offerToStartAnew(records) {
    let unsent = 0;
    for (const record of records) unsent += await store.countWaiting(record.id);
    part("anew-words").textContent = unsent
      ? `${plural(unsent, "entry was", "entries were")} not sent, and would be lost: note on paper what you remember.`
      : "Nothing here waits to be sent, so nothing is lost.";
    part("anew-begin").onclick = async () => {
      for (const record of records) await store.remove(record.id);
      await device.draw(this.removed);
      return this.begin();
    };
    part("anew").hidden = false;
    part("forgotten").hidden = true; // that would be no way in
  }

  #done(register, isClosed) {
    if (this.isDone) return;
    this.isDone = true;
    navigator.storage?.persist?.();
    name({ course: register.session.course, session });
    this.opened(register, isClosed);
  }
}

/** Say how long an open register is kept, or that only the names are: without the page they cannot be opened. */
export async function sayReady(register) {
  const ready = part("ready");
  const isKept = await standBy().then(() => true, () => Boolean(navigator.serviceWorker.controller));
  ready.classList.toggle("kept-ready--not", !isKept);
  ready.textContent = isKept
    ? `Works without a signal on this device, until ${dayAndClock(register.record.expires_at)}.`
    : "Not ready yet: keep this page open, or open it again on a better connection.";
  ready.hidden = false;
}
