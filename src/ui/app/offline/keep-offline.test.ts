import { expect, test } from 'vitest';
import { toyProject } from '../../../engine/training/testing/projects.ts';
import type { Playground } from '../../../store/playground.ts';
import { directPlayground, untilState } from '../../../store/testing/direct-playground.ts';
import { announceUpdate, type Browser, hearOfVersions, isolateOnce, type Versions } from './keep-offline.ts';

const codes = ({ run }: Playground): readonly string[] => run.getState().notices.map(({ code }) => code);

/** Presses the button of the newest message. */
async function press({ run }: Playground): Promise<void> {
  const remedy = run.getState().notices[0]?.remedy;
  if (remedy?.offers !== 'reload') throw new Error('nothing to press');
  remedy.act();
  await new Promise((heard) => setTimeout(heard));
}

/** A tab, over its reloads. */
class Tab implements Browser {
  isolated = false;
  reloads = 0;
  private readonly items = new Map<string, string>();
  readonly session = {
    getItem: (name: string) => this.items.get(name) ?? null,
    setItem: (name: string, value: string) => void this.items.set(name, value),
    removeItem: (name: string) => void this.items.delete(name),
  };
  readonly reload = (): void => {
    this.reloads++;
  };
}

async function ready(): Promise<Playground> {
  const playground = directPlayground(toyProject());
  playground.actions.load({ from: 'initial' });
  await untilState(playground, 'idle');
  return playground;
}

test('a page that is not isolated and that nobody has touched is loaded again once, and says so when it is isolated', async () => {
  const tab = new Tab();
  const first = await ready();
  isolateOnce(first, tab);
  expect(tab.reloads).toBe(1);
  expect(codes(first)).toEqual([]);

  tab.isolated = true;
  const second = await ready();
  isolateOnce(second, tab);
  expect(codes(second)).toEqual(['page.isolatedNow']);
  const third = await ready();
  isolateOnce(third, tab);
  expect(codes(third)).toEqual([]);
  expect(tab.reloads).toBe(1);
});

test('where loading again does not help it is not done again', async () => {
  const tab = new Tab();
  for (let visit = 0; visit < 3; visit++) {
    const playground = await ready();
    isolateOnce(playground, tab);
    expect(codes(playground)).toEqual([]);
  }
  expect(tab.reloads).toBe(1);
});

test('an isolated page is left alone', async () => {
  const tab = new Tab();
  tab.isolated = true;
  const playground = await ready();
  isolateOnce(playground, tab);
  expect([tab.reloads, ...codes(playground)]).toEqual([0]);
});

test('where somebody has trained or edited, it is offered instead, and done when it is asked for', async () => {
  const trained = await ready();
  trained.actions.train(3);
  await untilState(trained, 'paused');
  const edited = await ready();
  edited.project.edit((project) => ({ ...project, seed: project.seed + 1 }));
  for (const playground of [trained, edited]) {
    const tab = new Tab();
    isolateOnce(playground, tab);
    expect(tab.reloads).toBe(0);
    expect(codes(playground)).toContain('page.isolationWaits');
    await press(playground);
    expect(tab.reloads).toBe(1);
  }
});

test('an update waits for training and for other tabs, and says for which; nothing is asked of it before', async () => {
  const playground = await ready();
  const answers: ('taken' | 'otherTabs')[] = ['otherTabs', 'taken'];
  let asked = 0;
  announceUpdate(playground, async () => answers[asked++] ?? 'taken');
  expect(codes(playground)).toEqual(['page.updateReady']);

  playground.actions.play();
  await untilState(playground, 'running');
  await press(playground);
  expect(asked).toBe(0);
  expect(codes(playground)[0]).toBe('page.updateAfterTraining');

  playground.actions.pause();
  await untilState(playground, 'paused');
  await press(playground);
  expect(asked).toBe(1);
  expect(codes(playground)[0]).toBe('page.updateOtherTabs');
  await press(playground);
  expect(asked).toBe(2);
});

class Version extends EventTarget {
  constructor(public state: ServiceWorkerState) {
    super();
  }
}

/** A registration as a browser changes it, and the versions that were announced. */
function registered(active: Version | null, waiting: Version | null) {
  const target = new EventTarget();
  const registration = {
    active,
    waiting,
    installing: null as Version | null,
    addEventListener: (type: string, hear: () => void) => target.addEventListener(type, hear),
  } satisfies Versions<Version>;
  const announced: Version[] = [];
  hearOfVersions(registration, (version) => announced.push(version));
  const install = (version: Version): void => {
    registration.installing = version;
    target.dispatchEvent(new Event('updatefound'));
  };
  return { registration, announced, install };
}

test('the first version of all is no update, even where it is active before it is told of', () => {
  const first = new Version('installing');
  const { registration, announced, install } = registered(null, null);
  install(first);
  first.state = 'installed';
  registration.active = first;
  first.dispatchEvent(new Event('statechange'));
  expect(announced).toEqual([]);

  const second = new Version('installing');
  install(second);
  second.dispatchEvent(new Event('statechange'));
  expect(announced).toEqual([]);
  second.state = 'installed';
  second.dispatchEvent(new Event('statechange'));
  expect(announced).toEqual([second]);
});

test('a version that was waiting already is announced, unless nobody is before it', () => {
  const [before, waiting] = [new Version('activated'), new Version('installed')];
  expect(registered(before, waiting).announced).toEqual([waiting]);
  expect(registered(null, waiting).announced).toEqual([]);
});
