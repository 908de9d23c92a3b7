// When to send: at once after a mark, when the signal is back, when the page is looked at again, and every half minute,
// less often while nobody answers.

const EVERY = 30_000; // milliseconds
const MOST = 300_000;

/** Calls `beat(isHurried)`, which returns whether the server answered. One beat at a time. */
export class Pulse {
  #timer = 0;
  #pause = EVERY;
  #beating = null;
  #isWanted = false;

  constructor(beat) {
    this.beat = beat;
    addEventListener("online", () => this.now());
    addEventListener("pageshow", () => this.now());
    document.addEventListener("visibilitychange", () => document.hidden || this.now());
  }

  /** Something new waits: send it, unless the server has just been out of reach. */
  soon() {
    if (this.#beating) this.#isWanted = true;
    if (this.#pause === EVERY && navigator.onLine) return this.now(false);
    return Promise.resolve();
  }

  /** Try now. */
  now(isHurried = true) {
    clearTimeout(this.#timer);
    this.#beating ??= this.#beatOnce(isHurried);
    return this.#beating;
  }

  stop() {
    this.beat = async () => true;
    clearTimeout(this.#timer);
  }

  async #beatOnce(isHurried) {
    let isAnswered = false;
    try {
      do {
        this.#isWanted = false;
        isAnswered = await this.beat(isHurried);
      } while (isAnswered && this.#isWanted);
    } finally {
      this.#beating = null;
      this.#pause = isAnswered ? EVERY : Math.min(this.#pause * 2, MOST);
      this.#timer = setTimeout(() => this.now(false), this.#pause);
    }
  }
}
