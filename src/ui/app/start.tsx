import { createRoot } from 'react-dom/client';
import { version } from '../../../package.json';
import { createWorkerTrainer } from '../../client/worker-trainer.ts';
import type { Size } from '../../core/graph/layout/size.ts';
import { digitsShared } from '../../core/presets/digits.ts';
import type { Project } from '../../core/project/schema.ts';
import { ok } from '../../core/util/diagnostics.ts';
import type { Language } from '../../core/util/localized.ts';
import { keptWords } from '../../core/util/messages/kept-words.ts';
import { reasonOf } from '../../core/util/reason.ts';
import { modelFormats } from '../../engine/formats/registry.ts';
import { offeredLanguages } from '../../locales/registry.ts';
import { parseAddress } from '../../store/address.ts';
import type { FoundDocument } from '../../store/persistence/found-documents.ts';
import { type Candidate, type LeftOut, leftOut, textOf } from '../../store/persistence/left-out.ts';
import { newName } from '../../store/persistence/new-name.ts';
import { safeStorage } from '../../store/persistence/safe-storage.ts';
import { workKey } from '../../store/persistence/work-key.ts';
import { createPlayground, type Playground } from '../../store/playground.ts';
import { inReadersWords } from '../../store/presets.ts';
import { createSpeedStore } from '../../store/remembered-speeds.ts';
import { rememberedView } from '../../store/remembered-view.ts';
import { App } from './app.tsx';
import { preferredLanguage, readIn } from './language.ts';
import { loadSharing } from './load-sharing.ts';
import { canvasIn } from './pane-sizes.ts';
import { visitedBefore } from './visited.ts';

/** How long the page rests between two looks at a run, in ms: it draws what changes at 10 Hz at the most. */
const restMs = 100;
/** A document that was on the screen for so long, or until a hand did something, is one that can be shown, in ms. */
const settledMs = 3000;
/** The page waits for the list of earlier runs no longer than this, in ms. */
const runsMs = 500;

/** Debounces: runs the last of several calls once there were none for `quietMs`. */
function debounced(quietMs: number): (work: () => void) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (work) => {
    clearTimeout(timer);
    timer = setTimeout(work, quietMs);
  };
}

/** Once a document is edited its address no longer describes it: a reload must bring back the edited one, which is saved. */
function dropSourceFromAddress(): void {
  const parameters = new URLSearchParams(location.hash.slice(1));
  if (!parameters.has('preset') && !parameters.has('project')) return;
  parameters.delete('preset');
  parameters.delete('project');
  history.replaceState(null, '', `${location.pathname}${location.search}${parameters.size > 0 ? `#${parameters}` : ''}`);
}

const no = (): false => false;

/** The room for the network: as it is, or before there is any as it will be where no hand has moved the columns. */
function canvasHere(): Size {
  const { clientWidth: width, clientHeight: height } = document.querySelector('.ed-canvas') ?? {
    clientWidth: 0,
    clientHeight: 0,
  };
  return width > 0 ? { width, height } : canvasIn({ width: window.innerWidth, height: window.innerHeight });
}

/** A part of the page that did not arrive says nothing of the document. Each engine has its own words for it. */
const notFetched = (error: unknown): boolean =>
  /dynamically imported module|importing a module script|preload CSS/i.test(reasonOf(error));

/**
 * Begins with the document of the address, the last one, what that was before, or the first example: whichever can be shown. What had to be
 * left out is said. `rescue` takes over where nothing can be drawn.
 */
export async function start(
  container: HTMLElement,
  rescue: (error: unknown, playground: Playground, again: () => void) => void,
): Promise<void> {
  const local = safeStorage(() => localStorage);
  const offered = [...offeredLanguages().keys()];
  const [address, { keepDocuments }, { arrangedIn }, { createScripting }] = await Promise.all([
    parseAddress(location.hash, offered),
    import('./keep-documents.ts'),
    import('../editor/commands/arranged-in.ts'),
    import('./scripting.ts'),
  ]);
  const { keeper, log, tellTo, candidatesOf, begin } = keepDocuments(local);
  const wanted = address.language ?? preferredLanguage([rememberedView(local).language ?? '', ...navigator.languages], offered);
  const reading = readIn(wanted);

  let found: readonly FoundDocument[] = [];
  const asExample = async (words: Language, asked: Project): Promise<Project> =>
    arrangedIn(await inReadersWords(words, asked), canvasHere());
  const ofAddress = async (): Promise<readonly Candidate[]> => {
    if (!address.project) return [];
    const asked = address.example ? await asExample(await reading, address.project) : address.project;
    return [{ what: keptWords.link, text: () => textOf(asked), open: () => ok(asked) }];
  };
  const kept = async (): Promise<readonly Candidate[]> => {
    found = await keeper.find();
    return candidatesOf(found);
  };
  const opening = begin([ofAddress, kept]);
  const first = await opening.next();
  const language = await reading;
  // Its names are English as it is.
  const example = async () =>
    language === 'en' ? arrangedIn(digitsShared(), canvasHere()) : asExample(language, digitsShared());
  // Who comes for the first time, by no link, sees two tasks fight; not who asked for less motion.
  const nothingKept = first.opened === null && first.passedOver.length === 0;
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const introduction =
    nothingKept && !still && address.lesson === null && !visitedBefore(local)
      ? await import('./first-visit.ts').catch(() => null)
      : null;
  const fight = (await introduction?.introduction()) ?? null;
  let { candidate, project: begun } = first.opened ?? {
    candidate: null,
    project: await (fight ? asExample(language, fight) : example()),
  };
  // What cannot be shown stays where it is kept.
  if (first.passedOver.length > 0) keeper.startAfresh();

  const playground = createPlayground({
    trainer: createWorkerTrainer(),
    createTrainer: createWorkerTrainer,
    initial: begun,
    initialKey: candidate?.key,
    newRunId: () => `run-${newName()}`,
    choice: address.choice,
    dataUrl: new URL('data/', document.baseURI).href,
    formats: modelFormats,
    speeds: createSpeedStore(local),
    view: { language, ...(address.theme ? { theme: address.theme } : {}) },
    viewStorage: local,
    arranged: (opened) => arrangedIn(opened, canvasHere()),
    whenQuiet: debounced(250),
    // The first task comes after what was heard has been drawn; from then on, hands have the page for themselves for a moment.
    reportPause: (next) => setTimeout(() => setTimeout(next, restMs), 0),
    // Timers of a page that nobody looks at are slow.
    turn: (next) => (document.hidden ? next() : setTimeout(next)),
    rest: () => new Promise((rested) => setTimeout(rested)),
  });
  const { actions, project, run, view } = playground;
  view.set({ embedded: address.embedded, presenting: address.presenting });
  const tellLeftOut = (items: readonly LeftOut[]): void =>
    run.notify(items.map(({ item, text }) => ({ ...item, lasting: true, remedy: { offers: 'download', text } })));

  const work = async () => (await import('./keep-work.ts')).keepWork(playground, local);
  const keptBefore = local.getItem(workKey) !== null;
  const resumed = keptBefore && (await work().then(({ resume }) => resume(address.project !== null), no));
  if (!resumed) actions.load({ from: 'initial' });
  run.notify(address.diagnostics);
  if (address.speed !== null) actions.setSpeed(address.speed);
  view.set({ lesson: address.lesson });
  if (begun.sheet) await loadSharing().then(({ beginSheet }) => beginSheet(playground, !!address.project), no);
  if (found.length > 1 && first.passedOver.length === 0) {
    // Where it cannot be fetched, they are offered at the next visit.
    import('../../store/persistence/kept-offers.ts').then(
      ({ offersOf }) => run.notify(offersOf(found, (one, key) => actions.open(one, undefined, key), local)),
      () => undefined,
    );
  }
  tellLeftOut(first.passedOver);
  tellTo(run.notify);

  /** Nobody edits: the page puts another document in the place of one that it cannot show, which stays where it is kept. */
  let replacing = false;
  project.subscribe((state) => {
    if (replacing || project.isPlacing()) return;
    keeper.edited(state.project, state.key);
    dropSourceFromAddress();
  });
  // Nothing of a page that is only looked at is kept.
  const inHand = (): boolean => run.getState().history.recorded.count > 0 || project.temporal.getState().pastStates.length > 0;
  const stopWatching = [run, project].map((store) =>
    store.subscribe(() => {
      if (!inHand()) return;
      for (const stop of stopWatching) stop();
      work().then(({ keep }) => keep(), no);
    }),
  );
  const stopLooking = project.subscribe((state, before) => {
    // What was only opened is not kept, but for what an earlier visit worked on.
    if (replacing || project.isPlacing() || (state.key !== before.key && before.key !== candidate?.key)) return;
    stopLooking();
    const { edited } = candidate ?? {};
    // What happens until it is there is heard of then.
    const seen = [before, state];
    const stop = project.subscribe((next) => {
      if (!project.isPlacing()) seen.push(next);
    });
    import('./keep-projects.ts').then(({ keepProjects }) => keepProjects(playground, seen, edited), no).finally(stop);
  });
  window.addEventListener('hashchange', async () => {
    const asked = location.hash;
    const next = await parseAddress(asked, offered);
    if (location.hash !== asked) return;
    const words = playground.view.getState().language;
    if (next.project) {
      const wanted = next.example ? await asExample(words, next.project) : next.project;
      // Where it cannot be shown, `open` says so.
      if (await actions.lookAhead(wanted).catch(() => true)) actions.open(wanted);
    }
    run.notify(next.diagnostics);
    if (next.lesson !== null) view.set({ lesson: next.lesson });
    if (next.presenting) view.set({ presenting: true });
  });

  let settled = false;
  const settle = (): void => {
    if (settled) return;
    settled = true;
    log.ended();
    keeper.begun(textOf(begun));
  };
  setTimeout(settle, settledMs);
  for (const input of ['pointerdown', 'keydown']) window.addEventListener(input, settle, { capture: true, once: true });
  window.addEventListener('pagehide', log.ended);

  /** The document with which the page began breaks a part of it: the next one takes its place. */
  async function goOnWithAnother(error: unknown): Promise<void> {
    if (settled || candidate === null || notFetched(error) || project.getState().project !== begun) return;
    const broken = leftOut(candidate, reasonOf(error));
    candidate = null;
    const next = await opening.next();
    candidate = next.opened?.candidate ?? null;
    begun = next.opened?.project ?? (await example());
    keeper.startAfresh();
    replacing = true;
    actions.open(begun, undefined, candidate?.key);
    replacing = false;
    project.temporal.getState().clear();
    tellLeftOut([broken, ...next.passedOver]);
  }

  // A script that asks at once is told of earlier visits' runs too, unless they are long in coming.
  if (keptBefore)
    await Promise.race([work().then(({ runsTold }) => runsTold, no), new Promise((late) => setTimeout(late, runsMs))]);
  window.playground = createScripting(playground, version);
  const draw = (): void =>
    createRoot(container, {
      onCaughtError(error) {
        reportError(error);
        keeper.broke();
        void goOnWithAnother(error);
      },
      onUncaughtError: (error) => rescue(error, playground, draw),
    }).render(<App playground={playground} />);
  draw();
  if (import.meta.env.PROD && 'serviceWorker' in navigator) {
    // What is kept for later comes after what is needed now.
    const browser = {
      isolated: window.crossOriginIsolated,
      session: safeStorage(() => sessionStorage),
      reload: () => location.reload(),
    };
    setTimeout(
      () => import('./offline/keep-offline.ts').then(({ keepOffline }) => keepOffline(playground, browser)).catch(no),
      settledMs,
    );
  }
  if (fight && introduction?.introduce(playground, local, window)) keeper.edited(begun, project.getState().key);
}
