// What this device keeps of headcounts, in IndexedDB: places and who uses it, and what waits to be sent, as ciphertext.
// What waits may name people, in a note or in the photo of a sign-in sheet: it is sealed with a key of this device that no
// script can read out, and is removed once it is sent.
import { headcounts as marker } from "../registers/marker.js";
import { dataKey, seal, unseal } from "../registers/seal.js";

const ABOUT = "about"; // by name: "person", "places", "key"
const QUEUE = "queue"; // uid, person, sealed, `words` where the server refused it, and how often it `stumbled` over it
const KEY_BYTES = 32;
let database;

function open() {
  database ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("kept-headcounts", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(ABOUT);
      request.result.createObjectStore(QUEUE, { keyPath: "uid" });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return database;
}

/** Do some work in one transaction. What it returns is there once the device has written everything. */
async function within(mode, work) {
  const kept = await open();
  return new Promise((resolve, reject) => {
    const deed = kept.transaction([ABOUT, QUEUE], mode, { durability: "strict" });
    const request = work(deed.objectStore(ABOUT), deed.objectStore(QUEUE));
    deed.oncomplete = () => resolve(request?.result);
    deed.onabort = () => reject(deed.error);
  });
}

const read = (name) => within("readonly", (about) => about.get(name));
const write = (name, value) => within("readwrite", (about) => about.put(value, name));

export const person = () => read("person");
export const places = async () => (await read("places")) ?? [];

/** Whoever is signed in made this device ready, and these are the places they used last. */
export async function makeReady(who, theirPlaces) {
  await write("person", who);
  await write("places", theirPlaces);
}

/** The key of this device: made once, never to be read out. Where two tabs make one at once, the first stays. */
async function key() {
  const known = await read("key");
  if (known) return known;
  const made = await dataKey(crypto.getRandomValues(new Uint8Array(KEY_BYTES)));
  await within("readwrite", (about) => {
    const request = about.getKey("key");
    request.onsuccess = () => request.result ?? about.put(made, "key");
  });
  return read("key");
}

/** Keep a headcount to be sent. Done once the device has written it. */
export async function add(headcount, who) {
  const sealed = await seal(await key(), headcount, headcount.uid);
  marker.set();
  await within("readwrite", (_, queue) => queue.put({ uid: headcount.uid, person: who, sealed }));
}

/** How many of somebody's wait here, or were not taken. */
export const countOf = async (who) => (await within("readonly", (_, queue) => queue.getAll())).filter(({ person }) => person === who).length;

// One that cannot be opened any more is set aside, so that it keeps no other from being sent.
const UNREADABLE = { headcount: { device_at: "", shown: null }, words: "This device cannot read it any more." };

/** What waits, in the order in which it was recorded: each with its uid, person, `words` of a refusal, and what it says. */
export async function waiting() {
  const entries = (await within("readonly", (_, queue) => queue.getAll())) ?? [];
  const mine = entries.length ? await key() : null;
  const all = await Promise.all(entries.map(async (entry) => ({ ...entry, ...(await opened(mine, entry)) })));
  return all.sort((one, other) => one.headcount.device_at.localeCompare(other.headcount.device_at));
}

const opened = (mine, { uid, sealed }) => unseal(mine, sealed, uid).then((headcount) => ({ headcount }), () => UNREADABLE);

export async function remove(uid) {
  await within("readwrite", (_, queue) => queue.delete(uid));
  if (!(await within("readonly", (_, queue) => queue.count()))) marker.clear();
}

/** The server did not take it: it stays, with the reason, until somebody removes it. */
export const refuse = (uid, words) => change(uid, () => ({ words }));

/** The server met a mistake of its own over it: it stays, and is sent after the others. */
export const passOver = (uid) => change(uid, ({ stumbled = 0 }) => ({ stumbled: stumbled + 1 }));

/** Change some facts of one that waits, and nothing where it is gone. */
function change(uid, factsOf) {
  return within("readwrite", (_, queue) => {
    const request = queue.get(uid);
    request.onsuccess = () => request.result && queue.put({ ...request.result, ...factsOf(request.result) });
  });
}
