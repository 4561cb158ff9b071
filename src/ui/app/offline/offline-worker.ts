import type { OfflineRequest, OfflineRequests } from '../../../offline/protocol.ts';

/** Asks a service worker of this page, and resolves with its answer. */
export function ask<T extends OfflineRequest>(worker: ServiceWorker, request: T): Promise<OfflineRequests[T['type']]['answer']> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((answered) => {
    port1.onmessage = ({ data }) => {
      port1.close();
      answered(data);
    };
    worker.postMessage(request, [port2]);
  });
}

/**
 * The service worker that keeps this page: the one of now, null where there is none (yet), and one that comes, for which `soon` waits; where the
 * browser offers none, or somebody has switched it off, that is for ever.
 */
export async function offlineWorker(): Promise<{
  readonly now: ServiceWorker | null;
  readonly soon: Promise<ServiceWorker | null>;
}> {
  if (!('serviceWorker' in navigator)) return { now: null, soon: Promise.resolve(null) };
  const registration = await navigator.serviceWorker.getRegistration(document.baseURI).catch(() => undefined);
  return { now: registration?.active ?? null, soon: navigator.serviceWorker.ready.then(({ active }) => active) };
}
