// Sending what waits, and showing it. Sending twice changes nothing: each headcount has an identifier of its own.
import { ask, SignedOut } from "../registers/server.js";
import { peopleIn } from "./numbers.js";
import * as store from "./store.js";

const AT_ONCE = 50; // in one request: small enough for a weak signal
const SIGNED_OUT = "Sign in again, and they are sent.";
const SOMEBODY_ELSE = "Somebody else is signed in. They are sent once you are.";

export class Outbox {
  /** `box` is where it is shown; `sent` is told how many were taken. */
  constructor(box, sent = () => {}) {
    Object.assign(this, { box, sent, state: "" });
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
      this.state = error instanceof SignedOut ? SIGNED_OUT : "";
      return false;
    } finally {
      await this.draw();
    }
  }

  async #sendAll(all) {
    const { token, facilitator } = await ask(this.box.dataset.token);
    const mine = all.filter(({ person }) => person === facilitator);
    this.state = mine.length < all.length ? SOMEBODY_ELSE : "";
    for (let start = 0; start < mine.length; start += AT_ONCE) await this.#sendSome(mine.slice(start, start + AT_ONCE), token);
  }

  async #sendSome(entries, token) {
    const headcounts = entries.map(({ headcount: { shown, ...told } }) => told);
    const body = JSON.stringify({ sent_at: new Date().toISOString(), headcounts });
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    const { answers } = await ask(this.box.dataset.send, { method: "POST", headers, body });
    let taken = 0;
    for (const { uid, answer, words } of answers) {
      if (answer === "refused") await store.refuse(uid, words);
      else {
        await store.remove(uid);
        taken += 1;
      }
    }
    if (taken) this.sent(taken);
  }

  /** Show what waits on this device, and what the server did not take. */
  async draw() {
    const all = await store.waiting();
    const waits = all.filter(({ words }) => !words).length;
    const about = waits ? `${waits === 1 ? "One headcount waits" : `${waits} headcounts wait`} on this device to be sent. ${this.state || "That happens by itself when there is a signal."}` : "";
    this.box.querySelector("[data-about]").textContent = about;
    this.box.querySelector("[data-list]").replaceChildren(...all.map((entry) => this.#item(entry)));
    this.box.hidden = !all.length;
  }

  #item({ uid, words, headcount: { shown } }) {
    const item = document.createElement("li");
    const said = `${peopleIn(shown.people)} at ${shown.where}`;
    const text = Object.assign(document.createElement("span"), { textContent: words ? `${said}. Not taken: ${words}` : said, dir: "auto" });
    const button = Object.assign(document.createElement("button"), { type: "button", className: "kept-link", textContent: "Remove" });
    const whose = Object.assign(document.createElement("span"), { className: "govuk-visually-hidden", textContent: `: ${said}` });
    button.append(whose);
    button.addEventListener("click", async () => {
      await store.remove(uid);
      await this.draw();
    });
    item.append(text, " ", button);
    return item;
  }
}
