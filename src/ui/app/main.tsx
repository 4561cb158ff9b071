import '@mantine/core/styles.css';
import '../common/task-colors.css';
import './app.css';
import '../charts/charts.css';
import '../panels/panels.css';
import { createRoot } from 'react-dom/client';
import { version } from '../../../package.json';
import { createWorkerTrainer } from '../../client/worker-trainer.ts';
import { digitsShared } from '../../core/presets/digits.ts';
import { inWordsOf } from '../../core/presets/task-names.ts';
import { modelFormats } from '../../engine/formats/registry.ts';
import { offeredLanguages } from '../../locales/registry.ts';
import { parseAddress } from '../../store/address.ts';
import { loadDocument, saveDocument } from '../../store/persistence.ts';
import { createPlayground } from '../../store/playground.ts';
import { createSpeedStore } from '../../store/remembered-speeds.ts';
import { rememberedView } from '../../store/remembered-view.ts';
import { App } from './app.tsx';
import { preferredLanguage, readIn } from './language.ts';
import { createScripting } from './scripting.ts';

/** How long the page rests between two looks at a run, in ms: it draws what changes at 10 Hz at the most. */
const restMs = 100;

/** Runs the last of several calls once there were none for `quietMs`. */
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

async function start(container: HTMLElement): Promise<void> {
  const offered = [...offeredLanguages().keys()];
  const address = await parseAddress(location.hash, offered);
  const wanted =
    address.language ?? preferredLanguage([rememberedView(localStorage).language ?? '', ...navigator.languages], offered);
  const [saved, language] = await Promise.all([address.project ? null : loadDocument(), readIn(wanted)]);

  const asked = address.project && address.example ? inWordsOf(language, address.project) : address.project;
  const project = asked ?? saved ?? inWordsOf(language, digitsShared());
  const playground = createPlayground({
    trainer: createWorkerTrainer(),
    initial: project,
    choice: address.choice,
    dataUrl: new URL('data/', document.baseURI).href,
    formats: modelFormats,
    speeds: createSpeedStore(localStorage),
    view: { language, ...(address.theme ? { theme: address.theme } : {}) },
    viewStorage: localStorage,
    whenQuiet: debounced(250),
    // The first task comes after what was heard has been drawn; from then on, hands have the page for themselves for a moment.
    breathe: (next) => setTimeout(() => setTimeout(next, restMs), 0),
  });

  playground.actions.load({ from: 'initial' });
  playground.run.notify(address.diagnostics);
  const save = debounced(500);
  playground.project.subscribe((state) => {
    save(() => void saveDocument(state.project));
    dropSourceFromAddress();
  });
  window.addEventListener('hashchange', async () => {
    const asked = location.hash;
    const next = await parseAddress(asked, offered);
    if (location.hash !== asked) return;
    const words = playground.view.getState().language;
    if (next.project) playground.actions.open(next.example ? inWordsOf(words, next.project) : next.project);
    playground.run.notify(next.diagnostics);
  });

  window.playground = createScripting(playground, version);
  createRoot(container).render(<App playground={playground} />);
}

const container = document.getElementById('root');
if (container) void start(container);
