// Sealing: whatever stays on the device is ciphertext, and its key is kept only wrapped by one that a PIN makes.

// PBKDF2 with SHA-256: as many rounds as OWASP's Password Storage Cheat Sheet asks for.
const ROUNDS = 600_000;
const utf8 = new TextEncoder();

const random = (length) => crypto.getRandomValues(new Uint8Array(length));
// What a ciphertext belongs to is sealed with it, so that none can be put in another's place.
const aes = (iv, about) => ({ name: "AES-GCM", iv, additionalData: utf8.encode(about) });

/** The bytes of a key as the server sends it. */
export function bytesOf(base64) {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

/** A key that seals and opens, and that no script can read out again. */
export function dataKey(bytes) {
  return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
}

/** Anything that JSON can hold, as ciphertext. */
export async function seal(key, value, about) {
  const iv = random(12);
  const data = await crypto.subtle.encrypt(aes(iv, about), key, utf8.encode(JSON.stringify(value)));
  return { iv, data };
}

/** What was sealed; an error where the key is another, or the ciphertext was changed or is about something else. */
export async function unseal(key, { iv, data }, about) {
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(aes(iv, about), key, data)));
}

/** The bytes of a key, wrapped by a PIN. */
export async function wrap(bytes, pin, about) {
  const salt = random(16);
  const iv = random(12);
  const data = await crypto.subtle.encrypt(aes(iv, about), await keyOfPin(pin, salt, ROUNDS), bytes);
  return { salt, rounds: ROUNDS, iv, data };
}

/** The bytes that were wrapped, or null where the PIN is another. */
export async function unwrap({ salt, rounds, iv, data }, pin, about) {
  try {
    return new Uint8Array(await crypto.subtle.decrypt(aes(iv, about), await keyOfPin(pin, salt, rounds), data));
  } catch (error) {
    if (error.name === "OperationError") return null;
    throw error;
  }
}

async function keyOfPin(pin, salt, iterations) {
  const typed = await crypto.subtle.importKey("raw", utf8.encode(pin), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return crypto.subtle.deriveKey(how, typed, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}
