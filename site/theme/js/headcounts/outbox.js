// Sending what waits, and showing it. Sending twice changes nothing: each headcount has an identifier of its own.
import { ask, SignedOut, Stumbled, Unreadable } from "../registers/server.js";
import { peopleIn } from "./numbers.js";
import * as store from "./store.js";

const AT_ONCE = 50; // in one request: small enough for a weak signal
const MOST_PASSED_OVER = 3;
const SECONDS_FOR_A_PHOTO = 180; // two megabytes on a weak signal
const SIGNED_OUT = "Sign in again, and they are sent.";
const SOMEBODY_ELSE = "Somebody else is signed in. They are sent once you are.";
const PASSED_OVER = "The site could not take everything just now. That is tried again by itself.";
const UNREADABLE = "The site could not read it. Please enter it again.";

// What was stumbled over before is sent last, so that it keeps no other back.
const byStumbles = ({ stumbled: one = 0 }, { stumbled: other = 0 }) => one - other;

const hasPhoto = ({ headcount }) => Boolean(headcount.photo);

/** What is sent in one request: many at once, then by itself what takes long or was stumbled over before. */
function inParts(all) {
  const goesAlone = (each) => hasPhoto(each) || Boolean(each.stumbled);
  const others = all.filter((each) => !goesAlone(each));
  const parts = [];
  for (let start = 0; start < others.length; start += AT_ONCE) parts.push(others.slice(start, start + AT_ONCE));
  return [...parts, ...all.filter(goesAlone).map((each) => [each])];
}

export class Outbox {
  /** `box` is where it is shown; `sent` is told how many were taken, and `mend` the uid of one that is to be mended. */
  constructor(box, sent = () => {}, mend = null) {
    Object.assign(this, { box, sent, mend, state: "", drawn: "" });
  }

  /** One attempt. Returns whether the server answered. */
  async send() {
    const all = (await store.waiting()).filter(({ words }) => !words);
    if (!all.length) {
      await this.draw();
      return true;
    }
    try {
      await this.#sendAll(all);
      return true;
    } catch (error) {
      this.state = error instanceof SignedOut ? SIGNED_OUT : error instanceof Stumbled ? PASSED_OVER : "";
      return false;
    } finally {
      await this.draw();
    }
  }

  async #sendAll(all) {
    const { token, facilitator } = await ask(this.box.dataset.token);
    const mine = all.filter(({ person }) => person === facilitator).sort(byStumbles);
    this.state = mine.length < all.length ? SOMEBODY_ELSE : "";
    const parts = inParts(mine);
    let taken = 0;
    let passedOver = 0;
    let stumble = null;
    try {
      while (parts.length && passedOver < MOST_PASSED_OVER) {
        const some = parts.shift();
        try {
          taken += await this.#sendSome(some, token);
        } catch (error) {
          if (!(error instanceof Unreadable || error instanceof Stumbled)) throw error;
          const half = Math.ceil(some.length / 2); // find the one, and let the others by
          if (some.length > 1) parts.unshift(some.slice(0, half), some.slice(half));
          else if (error instanceof Unreadable) await store.refuse(some[0].uid, UNREADABLE);
          else {
            await store.passOver(some[0].uid);
            passedOver += 1;
            stumble = error;
          }
        }
      }
    } finally {
      if (taken) this.sent(taken); // once, for all: a page may load itself again then
    }
    if (stumble) throw stumble;
  }

  async #sendSome(entries, token) {
    const headcounts = entries.map(({ headcount: { shown, ...told } }) => told);
    const body = JSON.stringify({ sent_at: new Date().toISOString(), headcounts });
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    const seconds = entries.some(hasPhoto) ? SECONDS_FOR_A_PHOTO : undefined;
    const { answers } = await ask(this.box.dataset.send, { method: "POST", headers, body, seconds });
    let taken = 0;
    for (const { uid, answer, words } of answers) {
      if (answer === "refused") await store.refuse(uid, words);
      else {
        await store.remove(uid);
        taken += 1;
      }
    }
    return taken;
  }

  /** Show what waits on this device, and what the server did not take. */
  async draw() {
    const all = await store.waiting();
    const waits = all.filter(({ words }) => !words).length;
    const about = waits ? `${waits === 1 ? "One headcount waits" : `${waits} headcounts wait`} on this device to be sent. ${this.state || "That happens by itself when there is a signal."}` : "";
    this.box.hidden = !all.length;
    const now = JSON.stringify([about, all.map(({ uid, words, headcount: { shown } }) => [uid, words, shown])]);
    if (now === this.drawn) return; // somebody may be asked whether to remove one
    this.drawn = now;
    this.box.querySelector("[data-about]").textContent = about;
    this.box.querySelector("[data-list]").replaceChildren(...all.map((entry) => this.#item(entry)));
  }

  #item({ uid, words, headcount: { shown } }) {
    const item = document.getElementById("piece-waiting").content.firstElementChild.cloneNode(true);
    const part = (name) => item.querySelector(`[data-${name}]`);
    const said = shown ? `${peopleIn(shown.people)} at ${shown.where}` : "A headcount";
    part("said").textContent = words ? `${said}. Not taken: ${words}` : said;
    for (const whose of item.querySelectorAll("[data-for]")) whose.textContent = `: ${said}`;
    const mend = part("mend");
    mend.hidden = !words || !shown;
    mend.href = `${this.box.dataset.form}#mend-${uid}`;
    mend.addEventListener("click", (event) => {
      if (!this.mend) return; // the page with the form does it
      event.preventDefault();
      this.mend(uid);
    });
    part("remove").addEventListener("click", () => {
      part("sure").hidden = false;
      part("remove-not").focus();
    });
    part("remove-not").addEventListener("click", () => {
      part("sure").hidden = true;
      part("remove").focus();
    });
    part("remove-surely").addEventListener("click", async () => {
      await store.remove(uid);
      await this.draw();
      if (!this.box.hidden) this.box.focus();
    });
    return item;
  }
}
