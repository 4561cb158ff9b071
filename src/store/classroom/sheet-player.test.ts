import { expect, it, vi } from 'vitest';
import { noSecret, sealed } from '../../core/lessons/sheet/sealed.ts';
import { emptySheet, type Sheet, sheetKey, sheetOf, withSheet } from '../../core/lessons/sheet/sheet.ts';
import { toyConflicting, toyRelated } from '../../core/presets/toys.ts';
import { decodeProject, encodeProject } from '../../core/project/codec.ts';
import type { Project } from '../../core/project/schema.ts';
import { invariant } from '../../core/util/assert-never.ts';
import type { SmallStorage } from '../persistence/safe-storage.ts';
import { directPlayground, untilState } from '../testing/direct-playground.ts';
import { createSheetPlayer, hashBytes, sheetPlayerOf, takesBeside } from './sheet-player.ts';

function memory() {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => void items.set(name, value),
    removeItem: (name: string) => void items.delete(name),
  } satisfies SmallStorage & { items: unknown };
}

const task: Sheet = {
  ...emptySheet,
  question: 'Which wins?',
  answer: { kind: 'choice', choices: ['A', 'B'] },
  sealed: sealed({ ...noSecret, expected: 1 }, '0a'),
  steps: [
    { text: '', goal: { is: 'trained', epochs: 1 } },
    { text: 'something new', goal: { is: 'fromTheFuture' } },
    { text: '', goal: { is: 'tab', tab: 'conflict' } },
  ],
  hidden: ['tab:code', 'part:seed', 'layer:gru'],
};

/** As a link gives it. */
function opened(project: Project): Project {
  const read = decodeProject(encodeProject(project));
  invariant(read.ok, 'a link that was just made');
  return read.value;
}

const here = (initial: Project, storage: SmallStorage = memory()) => {
  const playground = directPlayground(initial);
  return { playground, player: createSheetPlayer(playground, { storage, narrow: () => false }) };
};
const sheetIn = (project: Project): Sheet => {
  const sheet = sheetOf(project);
  invariant(sheet !== null && sheet !== 'unreadable', 'a sheet');
  return sheet;
};

it('sees the steps of a task done in their order, keeps the answer over a reload, and hands in what came of it', async () => {
  const storage = memory();
  const given = opened(withSheet(toyConflicting(), task));
  const { playground, player } = here(given, storage);
  const { actions, run, view } = playground;
  actions.load({ from: 'initial' });
  await untilState(playground, 'idle');
  view.set({ tab: 'conflict' });
  expect(player.getState().progress.steps).toEqual([]);
  const perEpoch = run.getState().history.prepared?.stepsPerEpoch ?? 0;
  actions.train(perEpoch);
  await untilState(playground, 'running');
  await untilState(playground, 'paused');
  expect(player.getState().progress.steps).toEqual(['done']);
  // What this page does not know is passed over by hand; what comes then is seen at once.
  player.skip();
  expect(player.getState().progress.steps).toEqual(['done', 'skipped', 'done']);
  player.answer(1);
  player.answer(0);
  player.name(' Ada ');

  const handed = opened(await player.handIn());
  const { metrics, ...rest } = sheetIn(handed).handed ?? { metrics: [] };
  expect(rest).toEqual({ name: 'Ada', answer: 1, done: [0, 2], step: perEpoch, epoch: 1 });
  expect(metrics.map(({ task: of, metric }) => `${of} ${metric}`).slice(0, 1)).toEqual(['planeA accuracy']);
  const measured = run.getState().history.recorded.validation.last()?.tasks;
  for (const { task: of, metric, validation, test } of metrics) {
    expect(validation).toBe(metric === 'loss' ? measured?.[of]?.loss : measured?.[of]?.metrics[metric]);
    expect(typeof test).toBe(typeof validation);
  }
  expect(metrics.some(({ metric }) => metric === 'loss')).toBe(true);
  // The document itself is the student's own still.
  expect(playground.project.getState().project).toBe(given);

  const later = here(opened(given), storage).player.getState().progress;
  expect(later).toMatchObject({ steps: ['done', 'skipped', 'done'], answer: 1, name: ' Ada ' });
});

it('leaves out what a teacher left out, as long as nobody wants everything, and nothing of another document', () => {
  const { playground, player } = here(opened(withSheet(toyConflicting(), task)));
  const { actions, view } = playground;
  expect(view.getState().hidden).toEqual(task.hidden);
  player.showEverything(true);
  expect(view.getState().hidden).toEqual([]);
  player.showEverything(false);
  expect(view.getState().hidden).toEqual(task.hidden);
  actions.open(toyRelated());
  expect([view.getState().hidden, player.getState().sheet]).toEqual([[], null]);
  const handed = { name: 'Ada', answer: 0, done: [], step: 0, epoch: 0, metrics: [] };
  actions.open(opened(withSheet(toyConflicting(), { ...task, handed })));
  // Whoever looks at what was handed in sees all of the page.
  expect([view.getState().hidden, player.getState().sheet?.handed?.name]).toEqual([[], 'Ada']);
  actions.open({ ...toyRelated(), sheet: { version: 7 } });
  expect(player.getState()).toMatchObject({ sheet: null, unreadable: true });
});

it('keeps the page whole for whoever writes a task, and shows it as a class sees it where its link is opened', () => {
  const storage = memory();
  const { playground, player } = here(toyConflicting(), storage);
  const { project, view, actions } = playground;
  for (const question of ['W', 'Wh', 'Why?']) player.edit((sheet) => ({ ...sheet, question }), 'question');
  player.edit((sheet) => ({ ...sheet, hidden: ['part:seed'] }));
  expect([view.getState().hidden, player.getState().progress.writing]).toEqual([[], true]);
  // One of all that was typed is remembered.
  expect(Object.keys(JSON.parse(storage.items.get('mtl-playground.sheets') ?? ''))).toHaveLength(1);
  const written = project.getState().project;
  project.undo();
  project.undo();
  expect(project.getState().project).toEqual(toyConflicting());
  project.redo();
  project.redo();
  expect(project.getState().project).toEqual(written);
  actions.open(opened(written));
  expect([view.getState().hidden, player.getState().progress.writing]).toEqual([['part:seed'], false]);
});

it('veils what is expected of a task that came with a document until it is answered or asked for, whatever else of it is edited', () => {
  const given = withSheet(toyConflicting(), task);
  const storage = memory();
  const { playground, player } = here(opened(given), storage);
  const veiled = (of = player): boolean => of.getState().veiled.has(of.getState().sheet?.sealed ?? '');
  expect(veiled()).toBe(true);
  player.edit((sheet) => ({ ...sheet, question: 'Which?' }));
  expect(veiled()).toBe(true);
  const packed = sealed({ ...noSecret, expected: 0 }, '0a');
  player.edit((sheet) => ({ ...sheet, sealed: packed }));
  expect(veiled()).toBe(true);
  player.unveil();
  expect([veiled(), player.getState().sheet?.sealed]).toEqual([false, packed]);
  // Opened anew, it is as it came.
  playground.actions.open(toyRelated());
  playground.actions.open(opened(given));
  expect(veiled()).toBe(true);
  player.answer(0);
  expect(veiled()).toBe(false);
  // Nor is it once it was answered, in an earlier visit too, or handed in.
  expect(veiled(here(opened(given), storage).player)).toBe(false);
  const handed = { name: 'Ada', answer: 0, done: [], step: 0, epoch: 0, metrics: [] };
  expect(veiled(here(opened(withSheet(given, { ...task, handed }))).player)).toBe(false);
  // Whoever makes it in this page sees it as ever, also after a reload.
  const own = memory();
  const teacher = here(toyConflicting(), own);
  teacher.player.edit(() => task);
  expect(veiled(teacher.player)).toBe(false);
  expect(veiled(here(given, own).player)).toBe(false);
  teacher.player.write(false);
  expect(veiled(teacher.player)).toBe(false);
});

it('takes the weights beside a link, refuses any other file, and says why', async () => {
  const teacher = directPlayground(toyConflicting());
  teacher.actions.load({ from: 'initial' });
  await untilState(teacher, 'idle');
  teacher.actions.train(5);
  await untilState(teacher, 'running');
  await untilState(teacher, 'paused');
  const file = await teacher.actions.exportModel('safetensors', 'current');
  invariant(file.ok, 'a trained model can be exported');
  const { fileName, bytes } = file.value;
  const weights = { name: fileName, sha256: await hashBytes(bytes) };
  const of = async (playground: typeof teacher) => {
    const found = await playground.actions.request({ kind: 'evaluate', split: 'test' });
    // Files hold 32 bits of what is computed in 64 here.
    return found.ok && Object.values(found.value.tasks).map(({ metrics }) => metrics);
  };

  const student = directPlayground(opened(withSheet(toyConflicting(), { ...emptySheet, weights })));
  const player = sheetPlayerOf(student, () => ({ storage: memory(), narrow: () => false }));
  student.actions.load({ from: 'initial' });
  await untilState(student, 'idle');
  const untrained = await of(student);
  expect(player.getState().beside).toEqual({ is: 'wanted' });
  const given = (name: string, content: Uint8Array<ArrayBuffer>) => takesBeside(student, new File([content], name));
  expect(await given('table.csv', bytes)).toBe(false);
  const altered = bytes.slice();
  altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
  expect(await given('other.safetensors', altered)).toBe(true);
  expect(player.getState().beside).toEqual({ is: 'other', file: 'other.safetensors' });
  expect(await of(student)).toEqual(untrained);
  // By whatever name it goes.
  expect(await given('renamed.safetensors', bytes)).toBe(true);
  expect(player.getState().beside).toEqual({ is: 'given' });
  await untilState(student, 'idle');
  expect(await of(student)).toEqual(await of(teacher));
  expect(await of(student)).not.toEqual(untrained);
  // From then on files are what they are elsewhere.
  expect(await given('more.safetensors', bytes)).toBe(false);

  // A reset goes back to the weights of the seed, as with any file that was opened: that is said, and the file's are at hand.
  const begins = async (act: () => void, is: string, as: unknown): Promise<void> => {
    act();
    await untilState(student, 'idle');
    await vi.waitFor(() => expect(student.run.getState().history.status.step).toBe(0));
    expect([player.getState().beside.is, await of(student)]).toEqual([is, as]);
  };
  const trained = async (): Promise<void> => {
    student.actions.train(3);
    await untilState(student, 'running');
    await untilState(student, 'paused');
  };
  await begins(student.actions.reset, 'left', untrained);
  await begins(player.again, 'given', await of(teacher));
  await trained();
  expect(player.getState().beside).toEqual({ is: 'given' });
  await begins(student.actions.reset, 'left', untrained);
  await trained();
  await begins(student.actions.reset, 'left', untrained);
  // The file itself does as well.
  await begins(() => undefined, 'left', untrained);
  expect(await given('once more.safetensors', bytes)).toBe(true);
  await begins(() => undefined, 'given', await of(teacher));
  // A run that had begun without them is back.
  student.actions.bringBack();
  await untilState(student, 'idle');
  expect([player.getState().beside.is, student.run.getState().history.status.step]).toEqual(['left', 3]);
  await begins(player.again, 'given', await of(teacher));
  // A worker that is brought up anew goes on with them.
  await begins(student.actions.restart, 'given', await of(teacher));
  await trained();
  student.actions.restart();
  await untilState(student, 'idle');
  expect([player.getState().beside.is, student.run.getState().history.status.step]).toEqual(['given', 3]);
  await begins(student.actions.reset, 'left', untrained);
  await begins(player.again, 'given', await of(teacher));
  // An edit of a network that nothing was trained of begins anew, with the weights of the seed.
  student.project.edit((document) => ({ ...document, seed: document.seed + 1 }));
  await untilState(student, 'idle');
  expect(player.getState().beside).toEqual({ is: 'left' });
  expect(sheetKey(sheetIn(student.project.getState().project))).not.toBe(sheetKey(emptySheet));
});

it('lasts as long as the page where nothing can be kept', () => {
  const full: SmallStorage = {
    ...memory(),
    setItem() {
      throw new Error('full');
    },
  };
  const { player } = here(opened(withSheet(toyConflicting(), task)), { ...full, getItem: () => '[' });
  player.answer(0);
  expect(player.getState().progress.answer).toBe(0);
});
