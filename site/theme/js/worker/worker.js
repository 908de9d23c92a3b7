// Lets pages open without a signal. It keeps what pages are made of, by the version that the server names, and nothing
// else: no answer that holds anybody's name ever passes through its hands, since it asks for nothing but that list.
import { removeExpired } from "../registers/store.js";

// Put before this script by the server: { version, shells: { "/registers/": "/registers/" }, instead: { "/headcounts/new/":
// "/headcounts/kept/" }, assets: ["/static/...", ...] }
const { version, shells, instead, assets } = self.KEPT;
const PATIENCE = 5000; // milliseconds after which a kept page is shown in place of one that does not come
const PREFIX = `kept-${new URL(self.registration.scope).pathname}-`; // each scope has a worker and a cache of its own
const name = PREFIX + version;
const kept = new Set([...Object.values(shells), ...assets]);

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keep());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([forgetOldVersions(), removeExpired(), self.clients.claim()]));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (instead[pathname]) event.respondWith(orElse(request, instead[pathname]));
    const scope = Object.keys(shells).find((each) => pathname.startsWith(each));
    if (!scope) return;
    event.waitUntil(removeExpired());
    event.respondWith(fromKept(shells[scope], request));
  } else if (kept.has(pathname + search)) event.respondWith(fromKept(pathname + search, request));
});

/** Without cookies, so that nothing kept can be anybody's own. All of it, or this version is not installed. */
async function keep() {
  const cache = await caches.open(name);
  await Promise.all(
    [...kept].map(async (address) => {
      const response = await fetch(address, { credentials: "omit", cache: "reload" });
      if (!response.ok || response.redirected) throw new Error(`${address} could not be kept`);
      await cache.put(address, response);
    }),
  );
}

async function fromKept(address, request) {
  const cache = await caches.open(name);
  return (await cache.match(address)) ?? fetch(request);
}

/** What the server says, or the kept page where it says nothing. */
async function orElse(request, address) {
  const late = new Promise((_, reject) => setTimeout(reject, PATIENCE));
  try {
    return await Promise.race([fetch(request), late]);
  } catch {
    return fromKept(address, request);
  }
}

async function forgetOldVersions() {
  const older = (await caches.keys()).filter((each) => each.startsWith(PREFIX) && each !== name);
  await Promise.all(older.map((each) => caches.delete(each)));
}
