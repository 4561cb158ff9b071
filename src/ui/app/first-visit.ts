import type { Project } from '../../core/project/schema.ts';
import type { SmallStorage } from '../../store/persistence/safe-storage.ts';
import type { Playground } from '../../store/playground.ts';
import { findPreset } from '../../store/presets.ts';
import { visitedKey } from './visited.ts';

/** Slow enough to be watched: two tasks on one small network reach their deadlock in about ten seconds. */
const stepsPerSecond = 12;

/** What is shown at a first visit: two tasks that fight over one network; null where it cannot be fetched. */
export async function introduction(): Promise<Project | null> {
  const preset = await findPreset('toy-conflicting');
  return preset.ok ? preset.value.project() : null;
}

const touches = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * Trains the introduction by itself, slowly, with a sentence and a weight to pull, until anybody touches anything: a pointer, a key, a wheel, a script.
 * That it was shown is remembered; where that cannot be, nothing runs. Comes back with whether it does.
 */
export function introduce(playground: Playground, storage: SmallStorage, page: Window): boolean {
  const { actions, project, run, view } = playground;
  const [task] = project.getState().project.tasks;
  if (!task) return false;
  try {
    storage.setItem(visitedKey, '1');
  } catch {
    // What cannot be remembered must not run at every visit.
    return false;
  }
  const { opened } = view.getState();
  view.set({ intro: { task: task.id, opened } });
  actions.setSpeed(stepsPerSecond);
  actions.play();

  const scripting = page.playground;
  const stopListening = new AbortController();
  let stopped = false;
  function stop(): void {
    if (stopped) return;
    stopped = true;
    stopListening.abort();
    if (scripting) page.playground = scripting;
    actions.pause();
  }
  const onTouch = ({ target }: Event): void => {
    // The button pauses by itself, once it is let go.
    if (!(target instanceof Element && target.closest('.play-button'))) stop();
  };
  for (const touch of touches) {
    page.addEventListener(touch, onTouch, { capture: true, passive: true, signal: stopListening.signal });
  }
  // A script is a hand as well: it finds a run that stands still.
  if (scripting) {
    page.playground = new Proxy(scripting, {
      get(api, name) {
        stop();
        return Reflect.get(api, name);
      },
    });
  }

  /** It ends with its document or when it is closed: from then on training is as fast as it can, unless somebody set a speed. */
  const stopWatching = view.subscribe((now) => {
    if (now.intro?.opened === now.opened) return;
    stopWatching();
    stop();
    if (now.intro) view.set({ intro: null });
    if (view.getState().speed === stepsPerSecond) actions.setSpeed(null);
  });
  let began = false;
  const stopFollowing = run.subscribe(({ history }) => {
    const { state } = history.status;
    began ||= state === 'running';
    if (!stopped && !(began && state !== 'running')) return;
    stopFollowing();
    stop();
  });
  return true;
}
