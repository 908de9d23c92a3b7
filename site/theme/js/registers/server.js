// Asking the server: each way in which it can fail to answer is an error of its own.

export class NoSignal extends Error {} // nobody answered, or not our server
export class SignedOut extends Error {}
export class SomebodyElse extends Error {} // another person is signed in than the one whose register this is
export class NotYours extends Error {}
export class Closed extends Error {}
export class TooEarly extends Error {} // `told` says from when a device may keep the register
export class Unreadable extends Error {} // the server did not understand what was sent
export class Stumbled extends Error {} // the server met a mistake of its own

const SECONDS = 20;

/** Ask for JSON, with the options of `fetch`, and in how many `seconds` the answer must be there. */
export async function ask(address, options = {}) {
  const response = await reach(address, options);
  if (response.status === 401 || response.redirected) throw new SignedOut();
  if (response.status === 410) throw new Closed();
  if (response.status === 425) throw Object.assign(new TooEarly(), { told: await response.json().catch(() => ({})) });
  if (response.status === 403 || response.status === 404) throw new NotYours();
  if (response.status === 400 || response.status === 413) throw new Unreadable();
  if (response.status === 500) throw new Stumbled();
  if (!response.ok) throw new NoSignal();
  try {
    return await response.json();
  } catch {
    throw new NoSignal(); // a page of the hall's Wi-Fi, say
  }
}

async function reach(address, { seconds = SECONDS, ...options }) {
  try {
    const headers = { Accept: "application/json", ...options.headers };
    return await fetch(address, { cache: "no-store", ...options, headers, signal: AbortSignal.timeout(seconds * 1000) });
  } catch {
    throw new NoSignal();
  }
}

/** What the server offers for one session; `addresses` are given for session 0. */
export function serverOf(session, addresses) {
  const at = (name) => addresses[name].replace("/0/", `/${session}/`);
  return {
    snapshot: () => ask(at("snapshot")),
    /** A token to send with, and whose it is. */
    token: () => ask(addresses.token),
    send(token, claims) {
      const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
      const body = JSON.stringify({ sent_at: new Date().toISOString(), claims });
      return ask(at("send"), { method: "POST", headers, body });
    },
  };
}
