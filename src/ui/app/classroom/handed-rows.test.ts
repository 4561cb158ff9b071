import { expect, it } from 'vitest';
import { type Found, linksIn, look } from '../../../core/lessons/sheet/handed-in.ts';
import { noSecret, sealed } from '../../../core/lessons/sheet/sealed.ts';
import { emptySheet, type Handed, type Sheet, withSheet } from '../../../core/lessons/sheet/sheet.ts';
import { toyConflicting } from '../../../core/presets/toys.ts';
import type { Project } from '../../../core/project/schema.ts';
import { linkTo } from '../../../store/link.ts';
import type { Say } from '../../common/use-translation.ts';
import { columnsOf, handedCsv, rowsOf, sortedBy, taskOf } from './handed-rows.ts';

const say: Say = (path: string, values?: Readonly<Record<string, string | number>>) =>
  `${path.replace('classroom.table.', '')}${values ? ` ${Object.values(values).join()}` : ''}`;

const sheet: Sheet = {
  ...emptySheet,
  answer: { kind: 'choice', choices: ['both', 'one'] },
  sealed: sealed({ ...noSecret, expected: 1 }, '0a'),
  steps: [{ text: 'a', goal: {} }],
};
const task = withSheet(toyConflicting(), sheet);
const metric = (of: string, validation: number | null) => ({ task: of, metric: 'accuracy', validation, test: 0.5 });
const by = (name: string, handed: Partial<Handed>, edit = (project: Project): Project => project): Project =>
  edit(withSheet(task, { ...sheet, handed: { name, answer: null, done: [], step: 0, epoch: 0, metrics: [], ...handed } }));
const found = (projects: readonly Project[]): readonly Found[] =>
  linksIn(projects.map((project) => linkTo('https://here/', project)).join(' ')).map(look);

const twice = (project: Project): Project => ({
  ...project,
  tasks: project.tasks.map((one) => (one.id === 'planeA' ? { ...one, weight: 2 } : one)),
});
const all = found([
  by('Bo', { answer: 0, step: 12, metrics: [metric('planeA', 0.5), metric('planeB', null)] }),
  by('Ada', { answer: 1, done: [0, 0, 7], metrics: [metric('planeA', 0.75)] }, twice),
  by('', { metrics: [metric('planeA', 0.625)] }),
  withSheet(toyConflicting(), {
    ...sheet,
    question: 'another',
    handed: { name: 'Eve', answer: 1, done: [], step: 0, epoch: 0, metrics: [] },
  }),
  task,
]);
const given = taskOf(all, null);
const rows = rowsOf(all, given, 'en', say);

it('a row says who answered what, whether that is right, how it went, and what was changed', () => {
  expect(given?.document).toEqual(task);
  const texts = rows.map(({ name, cells }) => [name, cells.answer?.text, cells.steps?.text, cells.changes?.text]);
  expect(texts).toEqual([
    ['Bo', 'both (wrong)', '0/1', 'the same document'],
    ['Ada', 'one (right)', '1/1', 'weight of Half-plane A 1 → 2'],
    ['nameless', '–', '0/1', 'the same document'],
    ['Eve', 'one (right)', '0/1', '–'],
  ]);
  expect(rows.map(({ note }) => note)).toEqual(['', '', '', 'otherTask']);
  expect(columnsOf(all, 'en', say).map(({ title }) => title)).toEqual([
    'row',
    'name',
    'answer',
    'steps',
    'trained',
    'Half-plane A · accuracy',
    'Half-plane B · accuracy',
    'changes',
  ]);
  expect(rows.map(({ cells }) => cells['metric planeA accuracy']?.text)).toEqual(['50.0%', '75.0%', '62.5%', undefined]);
});

it('without the task it says nothing of changes, and judges by what each link expects', () => {
  const alone = all.slice(0, 2);
  expect(taskOf(alone, null)).toBeNull();
  expect(rowsOf(alone, null, 'en', say).map(({ cells, right }) => [cells.changes?.text, right])).toEqual([
    ['–', false],
    ['–', true],
  ]);
  // The document on the screen will do, where they are about it.
  expect(taskOf(alone, { document: task, sheet })).not.toBeNull();
  expect(taskOf(alone, { document: task, sheet: emptySheet })).toBeNull();
});

it('is sorted by any column; what has nothing there comes last', () => {
  const names = (column: string, down: boolean) => sortedBy(rows, column, down).map(({ name }) => name);
  expect(names('metric planeA accuracy', false)).toEqual(['Bo', 'nameless', 'Ada', 'Eve']);
  expect(names('metric planeA accuracy', true)).toEqual(['Ada', 'nameless', 'Bo', 'Eve']);
  expect(names('name', false)).toEqual(['Ada', 'Bo', 'Eve', 'nameless']);
  expect(names('row', true)).toEqual(['Eve', 'nameless', 'Ada', 'Bo']);
});

it('leaves as a file with both splits and what a note says; a name is no formula there', () => {
  const named = rowsOf(found([by('=1+1', { answer: 1, metrics: [metric('planeA', 0.75)] })]), null, 'en', say);
  const [head, body] = handedCsv(named, columnsOf(all, 'en', say), say).split('\r\n');
  expect(head).toBe('\uFEFFrow,name,answer,steps,trained,changes,planeA|accuracy validation,planeA|accuracy test,seed,note');
  expect(body).toBe("1,'=1+1,one (right),0/1,0,–,0.75,0.5,1,");
});
