import { PrecacheController, type PrecacheEntry } from 'workbox-precaching';
import { isolated } from './isolated.ts';
import { KeptPacks } from './kept-packs.ts';
import type { OfflineRequest, OfflineRequests, Pack } from './protocol.ts';

declare const self: ServiceWorkerGlobalScope;
/** What the build put into its folder (`scripts/service-worker.ts`). */
declare const BUILT_FILES: { readonly shell: PrecacheEntry[]; readonly packs: readonly Pack[] };

const base = new URL('./', self.location.href).href;
/** Its name holds the scope: several pages may stand on one host. */
const shell = new PrecacheController();
shell.addToCacheList(BUILT_FILES.shell);
const packs = new KeptPacks(
  BUILT_FILES.packs,
  base,
  () => caches.open(`packs-${self.registration.scope}`),
  // The HTTP cache has what the page itself has just fetched, and asks the host whether that is still so.
  (url) => fetch(url, { cache: 'no-cache' }),
);

/** The file of this version, from the device; the network only where the browser has dropped it. */
async function fromShell(url: string, request: Request): Promise<Response> {
  const key = shell.getCacheKeyForURL(url);
  return (key ? await caches.match(key) : undefined) ?? fetch(request);
}

function answer(event: FetchEvent, url: URL): Promise<Response> | null {
  const { request } = event;
  const bare = url.origin + url.pathname;
  if (request.mode === 'navigate') {
    return bare === base || bare === `${base}index.html` ? fromShell(`${base}index.html`, request) : null;
  }
  if (packs.has(bare)) return packs.answer(bare, (work) => event.waitUntil(work));
  return shell.getCacheKeyForURL(bare) ? fromShell(bare, request) : null;
}

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || !url.href.startsWith(base)) return;
  const made = answer(event, url);
  // A file that nobody knows here may still be a script or a page of this host, which must not lose its isolation.
  event.respondWith((made ?? fetch(event.request)).then(isolated));
});

self.addEventListener('install', (event) => {
  event.waitUntil(shell.install(event));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([shell.activate(event), packs.prune(), self.clients.claim()]));
});

/** Another version may take over only where no other tab still shows this one, whose files it drops. */
async function takeOver(): Promise<OfflineRequests['takeOver']['answer']> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (pages.filter(({ url }) => url.startsWith(base)).length > 1) return 'otherTabs';
  await self.skipWaiting();
  return 'taken';
}

async function done(asked: OfflineRequest): Promise<OfflineRequests[OfflineRequest['type']]['answer']> {
  switch (asked.type) {
    case 'takeOver':
      return takeOver();
    case 'keep':
      // What could not be had is told by the states.
      await packs.keep(asked.folder).catch(() => undefined);
      return packs.states();
    case 'drop':
      await packs.drop(asked.folder);
      return packs.states();
    case 'states':
      return packs.states();
  }
}

self.addEventListener('message', (event) => {
  const [port] = event.ports;
  // The page alone writes here, and it is the same version or the one before, whose requests are the same.
  const asked: OfflineRequest = event.data;
  event.waitUntil(done(asked).then((given) => port?.postMessage(given)));
});
