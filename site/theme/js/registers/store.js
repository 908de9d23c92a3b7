// What is kept on the device, in IndexedDB: registers and what waits to be sent, all that is personal as ciphertext.

// A register: its id, session, facilitator, course, when, expires_at, the wrapped key and the sealed book; `tries` and
// `wait_until` of PINs; `sent_at`; `turn`, how often its book was changed. A claim that waits: the id of its register and
// its ciphertext, by order of coming.
const REGISTERS = "registers";
const QUEUE = "queue";
let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("kept-registers", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(REGISTERS, { keyPath: "id" });
      request.result.createObjectStore(QUEUE, { keyPath: "order", autoIncrement: true }).createIndex("register", "register");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

/** Do some work in one transaction. What it returns is there once the device has written everything. */
async function within(mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const deed = database.transaction([REGISTERS, QUEUE], mode, { durability: "strict" });
    const results = work(deed.objectStore(REGISTERS), deed.objectStore(QUEUE));
    deed.oncomplete = () => resolve(Array.isArray(results) ? results.map((each) => each.result) : results?.result);
    deed.onabort = () => reject(deed.error);
  });
}

export const all = () => within("readonly", (registers) => registers.getAll());
export const find = (id) => within("readonly", (registers) => registers.get(id));
export const keep = (register) => within("readwrite", (registers) => registers.put(register));

/** The registers of one session on this device: one for each person who made it ready here. */
export async function ofSession(session) {
  return (await all()).filter((register) => register.session === session);
}

/** Change some facts of a register, and nothing where it is gone. */
export function change(id, facts) {
  return within("readwrite", (registers) => {
    const request = registers.get(id);
    request.onsuccess = () => request.result && registers.put({ ...request.result, ...facts });
  });
}

/** Claims that wait, in the order in which they were made. */
export const waiting = (id) => within("readonly", (_, queue) => queue.index("register").getAll(id));
export const countWaiting = (id) => within("readonly", (_, queue) => queue.index("register").count(id));

/** Keep claims to be sent; returns their places in the order. Refused where the register was removed meanwhile. */
export function add(id, sealed) {
  return within("readwrite", (registers, queue) => {
    const request = registers.get(id);
    request.onsuccess = () => request.result ?? request.transaction.abort();
    return sealed.map((claim) => queue.add({ register: id, sealed: claim }));
  });
}

/** Change facts of a register, its book among them, and let go of claims that were answered: both or neither, and neither
    where the book was changed since `read`. Returns the register as it is then, or nothing. */
export async function settle(read, facts, orders) {
  let settled = null;
  await within("readwrite", (registers, queue) => {
    const request = registers.get(read.id);
    request.onsuccess = () => {
      if (!request.result || request.result.turn !== read.turn) return;
      settled = { ...request.result, ...facts, turn: (read.turn ?? 0) + 1 };
      registers.put(settled);
      for (const order of orders) queue.delete(order);
    };
  });
  return settled;
}

/** Remove a register and all that waits for it. */
export function remove(id) {
  return within("readwrite", (registers, queue) => {
    registers.delete(id);
    const request = queue.index("register").openKeyCursor(id);
    request.onsuccess = () => {
      if (!request.result) return;
      queue.delete(request.result.primaryKey);
      request.result.continue();
    };
  });
}

const UNSENT_KEPT = 14 * 24 * 60 * 60 * 1000; // milliseconds: what was marked without a signal is worth a search for one

/** When a register is removed by itself: as its time is over, or two weeks later while something of it is not sent. */
export const goneAt = (register, unsent) => Date.parse(register.expires_at) + (unsent ? UNSENT_KEPT : 0);

/** Remove every register that is due to go. */
export async function removeExpired(now = Date.now()) {
  for (const register of await all()) if (goneAt(register, await countWaiting(register.id)) <= now) await remove(register.id);
}
