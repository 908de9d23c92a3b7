// Lets pages open without a signal. It keeps what pages are made of, by the version that the server names, and nothing
// else: no answer that holds anybody's name ever passes through its hands, since it asks for nothing but that list.
import { removeExpired } from "../registers/store.js";

// Put before this script by the server: { version, shells: { "/registers/": "/registers/" }, assets: ["/static/...", ...] }
const { version, shells, assets } = self.KEPT;
const PREFIX = "kept-";
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

async function forgetOldVersions() {
  const older = (await caches.keys()).filter((each) => each.startsWith(PREFIX) && each !== name);
  await Promise.all(older.map((each) => caches.delete(each)));
}
