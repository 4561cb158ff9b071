import { diagnostic } from '../../../core/util/diagnostics.ts';
import type { OfflineRequests } from '../../../offline/protocol.ts';
import { pageDatasets } from '../../../store/datasets.ts';
import type { SmallStorage } from '../../../store/persistence/safe-storage.ts';
import type { Playground } from '../../../store/playground.ts';
import { hearInstallPrompt } from './install-prompt.ts';
import { ask } from './offline-worker.ts';

/** Whether this visit was loaded again for the sake of isolation, and has said so. */
const isolationKey = 'mtl-playground/isolation';

/** What the browser is, as far as this needs it; tests give their own. */
export interface Browser {
  readonly isolated: boolean;
  /** Forgets with the tab. */
  readonly session: SmallStorage;
  reload(): void;
}

/** Whether nobody has done anything yet that a reload would interrupt. */
const untouched = ({ run, project }: Playground): boolean =>
  run.getState().history.recorded.count === 0 && project.temporal.getState().pastStates.length === 0;

/**
 * A host that sends no isolating headers gave a page without shared memory; served by the service worker, it has it: it is loaded once more,
 * at once where nobody has begun anything, else when asked to. Says so afterwards. Never a second time.
 */
export function isolateOnce(playground: Playground, { isolated, session, reload }: Browser): void {
  const before = session.getItem(isolationKey);
  if (before === 'asked') {
    session.setItem(isolationKey, 'told');
    if (isolated) playground.run.notify([{ ...diagnostic('page.isolatedNow'), lasting: true }]);
    return;
  }
  if (isolated || before !== null) return;
  const again = (): void => {
    session.setItem(isolationKey, 'asked');
    reload();
  };
  if (untouched(playground)) again();
  else playground.run.notify([{ ...diagnostic('page.isolationWaits'), lasting: true, remedy: { offers: 'reload', act: again } }]);
}

/**
 * Says that another version is there, and takes it when asked to: not while a run is under way, and not while another tab shows this version.
 * `takeOver` asks the version that waits; the page reloads when that has taken over.
 */
export function announceUpdate(playground: Playground, takeOver: () => Promise<OfflineRequests['takeOver']['answer']>): void {
  const { run } = playground;
  const say = (code: 'page.updateReady' | 'page.updateAfterTraining' | 'page.updateOtherTabs'): void =>
    run.notify([{ ...diagnostic(code), lasting: true, remedy: { offers: 'reload', act: () => void take() } }]);
  const take = async (): Promise<void> => {
    const { state } = run.getState().history.status;
    if (state === 'running' || state === 'preparing') say('page.updateAfterTraining');
    else if ((await takeOver()) === 'otherTabs') say('page.updateOtherTabs');
  };
  say('page.updateReady');
}

type Worker = Pick<ServiceWorker, 'state' | 'addEventListener'>;
/** What is looked at of a registration. */
export interface Versions<W extends Worker> {
  readonly active: W | null;
  readonly waiting: W | null;
  readonly installing: W | null;
  addEventListener(type: 'updatefound', hear: () => void): void;
}

/**
 * Calls `announce` with every version that waits for the one of now. The first of all waits for nobody: it may be active, and the page's, before a
 * browser tells that it is installed.
 */
export function hearOfVersions<W extends Worker>(versions: Versions<W>, announce: (waiting: W) => void): void {
  const follows = (worker: W): boolean => versions.active !== null && versions.active !== worker;
  if (versions.waiting && follows(versions.waiting)) announce(versions.waiting);
  versions.addEventListener('updatefound', () => {
    const { installing } = versions;
    installing?.addEventListener('statechange', () => {
      if (installing.state === 'installed' && follows(installing)) announce(installing);
    });
  });
}

/** The folder of the data of the document that is shown; null where it is made in the page, or the visitor's own. */
const packOf = ({ project }: Playground): string | null =>
  pageDatasets.find(project.getState().project.data.dataset)?.pack ?? null;

/** Keeps the page on this device, so that the next visit needs no connection: its files, and the data that it has used. */
export async function keepOffline(playground: Playground, browser: Browser): Promise<void> {
  hearInstallPrompt();
  const { serviceWorker } = navigator;
  let taking = false;
  const announce = (waiting: ServiceWorker): void =>
    announceUpdate(playground, () => {
      taking = true;
      return ask(waiting, { type: 'takeOver' });
    });
  // Only what the service worker hands out is isolated by it.
  if (serviceWorker.controller) isolateOnce(playground, browser);
  serviceWorker.addEventListener('controllerchange', () => {
    if (taking) browser.reload();
    else isolateOnce(playground, browser);
  });
  const registration = await serviceWorker.register(new URL('service-worker.js', document.baseURI), { updateViaCache: 'none' });
  hearOfVersions(registration, announce);
  const { active } = await serviceWorker.ready;
  // What the page fetched before there was somebody to keep it.
  const folder = packOf(playground);
  if (active && folder) await ask(active, { type: 'keep', folder });
}
