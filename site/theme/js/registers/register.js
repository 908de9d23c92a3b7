// One register on this device, open: its key in memory, its book and what waits; all changes are kept before they show.
import { newBook, renew, rightly, rowsOf, take } from "./book.js";
import { registers as marker } from "./marker.js";
import { bytesOf, dataKey, seal, unseal, wrap } from "./seal.js";
import { SomebodyElse, Stumbled, Unreadable } from "./server.js";
import * as store from "./store.js";

const AT_ONCE = 200; // claims in one request: small enough for a weak signal
const MOST_PASSED_OVER = 3;

export class Removed extends Error {} // it is not on this device any more

export const idOf = (snapshot) => `${snapshot.session.id}-${snapshot.facilitator}`;

const factsOf = ({ session, facilitator, expires_at }) => ({
  session: session.id, facilitator, course: session.course, when: session.when, expires_at,
});

export class Register {
  #key;
  #bytes;
  #turn = Promise.resolve();
  #stumbled = new Set(); // places of claims that the server stumbled over, the latest last: sent after all others

  constructor(record, bytes, key) {
    this.record = record;
    this.id = record.id;
    this.#bytes = bytes;
    this.#key = key;
    this.book = null;
    this.seenAt = 0; // when the server last said how everything stands
    this.waiting = []; // each with its place in the order, and its claim
    this.hasBegun = false; // somebody says so, against what this device knows
  }

  /** Make a register ready to be used without a signal. */
  static async make(snapshot, pin) {
    const id = idOf(snapshot);
    const bytes = bytesOf(snapshot.key);
    const wrapped = await wrap(bytes, pin, id);
    const register = new Register({ id, ...factsOf(snapshot), wrapped, tries: 0, wait_until: 0, sent_at: null, turn: 0 }, bytes, await dataKey(bytes));
    register.book = newBook(snapshot);
    register.record.book = await seal(register.#key, register.book, id);
    marker.set();
    await store.keep(register.record);
    register.seenAt = Date.now();
    return register;
  }

  /** Open one that is on the device, with the bytes of its key. An error where they are another's. */
  static async open(record, bytes) {
    const register = new Register(record, bytes, await dataKey(bytes));
    await register.read();
    return register;
  }

  /** Read it again: another tab may have changed it. */
  read() {
    return this.#inTurn(async () => {
      const record = await store.find(this.id);
      if (!record) throw new Removed();
      this.record = record;
      this.book = await unseal(this.#key, record.book, this.id);
      const waiting = await store.waiting(this.id);
      this.waiting = await Promise.all(
        waiting.map(async ({ order, sealed }) => ({ order, claim: await unseal(this.#key, sealed, this.id) })),
      );
    });
  }

  get session() {
    return this.book.snapshot.session;
  }

  /** Whether people can be marked by now, as far as this device knows what time it is. A clock that stands before what the
      server said last has lost the time, and keeps nobody from marking. */
  isOpen() {
    const now = rightly(this.book, Date.now());
    const isLost = now < Date.parse(this.book.snapshot.server_at);
    return this.hasBegun || isLost || !(now < Date.parse(this.session.opens_at));
  }

  rows() {
    return rowsOf(this.book, this.waiting.map(({ claim }) => claim));
  }

  /** Keep claims to be sent, at the time of this moment. Done once the device has written them. */
  claim(said) {
    const device_at = new Date().toISOString();
    const claims = said.map((each) => ({ uid: crypto.randomUUID(), device_at, ...each }));
    return this.#inTurn(async () => {
      const sealed = await Promise.all(claims.map((claim) => seal(this.#key, claim, this.id)));
      const orders = await this.#unlessRemoved(store.add(this.id, sealed));
      this.waiting.push(...claims.map((claim, index) => ({ order: orders[index], claim })));
      return claims;
    });
  }

  /** Take over what the server says now. */
  renew(snapshot) {
    return this.#inTurn(async () => {
      await this.#change((book) => ({ book: renew(book, snapshot), facts: factsOf(snapshot) }));
      this.seenAt = Date.now();
      this.hasBegun = false; // the server has said by now when it begins
    });
  }

  /** Whoever works here has looked at what the server did not take. */
  forgetNotes() {
    return this.#inTurn(() => this.#change((book) => ({ book: { ...book, notes: [] } })));
  }

  /** Whoever is signed in as its person chooses another PIN. It wraps the key that this register is sealed with, which is
      no more the server's where that has a new secret. */
  choosePin(pin) {
    return this.#inTurn(async () => {
      const wrapped = await wrap(this.#bytes, pin, this.id);
      await this.#change((book) => ({ book, facts: { wrapped, tries: 0, wait_until: 0 } }));
    });
  }

  /** Send what waits, in order. Returns the answers by the uids of their claims. Sending twice changes nothing. */
  async send(server) {
    const answers = new Map();
    if (!this.waiting.length) return answers;
    const { token, facilitator } = await server.token();
    if (facilitator !== this.record.facilitator) throw new SomebodyElse();
    const passedOver = new Set();
    let atOnce = AT_ONCE;
    for (let batch = this.#sendable(atOnce, passedOver); batch.length; batch = this.#sendable(atOnce, passedOver)) {
      try {
        const { answers: theirs } = await server.send(token, batch.map(({ sent }) => sent));
        if (!(await this.#settle(batch, theirs, answers))) break;
      } catch (error) {
        await this.#setAside(batch, error, passedOver, answers);
        atOnce = batch.length > 1 ? Math.ceil(batch.length / 2) : AT_ONCE; // find the one, and let the others by
      }
    }
    if (passedOver.size) throw new Stumbled();
    return answers;
  }

  remove() {
    return store.remove(this.id);
  }

  /** One claim that cannot be read is told to whoever works here; one that the server stumbles over stays, for later. */
  async #setAside(batch, error, passedOver, answers) {
    if (error instanceof Stumbled && batch.length === 1) this.#sendLast(batch[0].order);
    const isOurs = error instanceof Unreadable || (error instanceof Stumbled && passedOver.size < MOST_PASSED_OVER);
    if (!isOurs) throw error;
    if (batch.length > 1) return;
    if (error instanceof Unreadable) await this.#settle(batch, [unreadable(batch[0].sent)], answers);
    else passedOver.add(batch[0].order);
  }

  #sendLast(order) {
    this.#stumbled.delete(order);
    this.#stumbled.add(order);
  }

  /** The next claims. One about a walk-in waits for the booking that the server makes of them. */
  #sendable(most, passedOver) {
    const ready = this.waiting.map((each) => {
      const { walk_in, ...claim } = each.claim;
      return { ...each, sent: walk_in ? { ...claim, booking: this.book.arrived[walk_in] } : each.claim };
    });
    const isReady = ({ order, sent, claim }) => !passedOver.has(order) && (!claim.walk_in || sent.booking);
    const stumbled = [...this.#stumbled];
    const turn = ({ order }) => stumbled.indexOf(order); // the others first
    return ready.filter(isReady).sort((one, other) => turn(one) - turn(other)).slice(0, most);
  }

  #settle(batch, theirs, answers) {
    return this.#inTurn(async () => {
      const byUid = new Map(theirs.map((answer) => [answer.uid, answer]));
      const settled = batch.filter(({ sent }) => byUid.has(sent.uid));
      for (const { sent } of settled) answers.set(sent.uid, byUid.get(sent.uid));
      await this.#change((book) => {
        for (const { sent } of settled) take(book, sent, byUid.get(sent.uid));
        const lost = this.#withoutTheirWalkIn(book, settled);
        return { book, facts: { sent_at: new Date().toISOString() }, orders: [...settled, ...lost].map(({ order }) => order) };
      });
      return settled.length;
    });
  }

  /** Claims about a walk-in whom the server did not take: they are told together with the walk-in. */
  #withoutTheirWalkIn(book, settled) {
    const refused = new Set(settled.map(({ sent }) => sent).filter((sent) => sent.kind === "walk_in" && !book.arrived[sent.uid]).map(({ uid }) => uid));
    return this.waiting.filter(({ claim }) => refused.has(claim.walk_in));
  }

  /** Change the book as it is on the device now: `change` is given it, and returns it with new facts of the record and the
      places of what was answered. Begins again where another tab changed it meanwhile, so that neither loses anything. */
  async #change(change) {
    for (;;) {
      const kept = await store.find(this.id);
      if (!kept) throw new Removed();
      const { book, facts = {}, orders = [] } = change(await unseal(this.#key, kept.book, this.id));
      const record = await store.settle(kept, { ...facts, book: await seal(this.#key, book, this.id) }, orders);
      if (!record) continue;
      this.record = record;
      this.book = book;
      this.waiting = this.waiting.filter(({ order }) => !orders.includes(order));
      return;
    }
  }

  async #unlessRemoved(deed) {
    try {
      return await deed;
    } catch (error) {
      throw (await store.find(this.id)) ? error : new Removed();
    }
  }

  /** One change after another, also where one fails. */
  #inTurn(work) {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {});
    return done;
  }
}

const unreadable = ({ uid }) => ({ uid, answer: "refused", words: "The site could not read this. Please enter it again." });
