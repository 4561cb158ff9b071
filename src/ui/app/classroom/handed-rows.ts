import { differenceLine } from '../../../core/graph/difference-words.ts';
import { guardedCsv } from '../../../core/lessons/sheet/csv.ts';
import { type Found, sameTask, verdict } from '../../../core/lessons/sheet/handed-in.ts';
import { doneCount, type Sheet } from '../../../core/lessons/sheet/sheet.ts';
import type { Project } from '../../../core/project/schema.ts';
import { diagnosticText } from '../../../core/util/diagnostics.ts';
import type { Language } from '../../../core/util/localized.ts';
import { formatNumber } from '../../../core/util/number-text.ts';
import { ownValue } from '../../../core/util/own-value.ts';
import type { Say } from '../../common/use-translation.ts';
import { givenWords } from './answer-form.tsx';
import { measuredWords, metricTitle } from './goal-words.ts';
import { headlines } from './headlines.ts';

/** What a class was given: the link of it among those that were pasted, else the document on the screen. */
export interface Task {
  readonly document: Project;
  readonly sheet: Sheet;
}

/** A cell as it is read, and by what its column is sorted. */
export interface Cell {
  readonly text: string;
  readonly sorted: string | number;
  readonly figure?: true;
}

export interface Column {
  readonly id: string;
  readonly title: string;
}

export interface Row {
  /** Counted from 1, in the order in which it was pasted. */
  readonly place: number;
  /** By column. */
  readonly cells: Readonly<Record<string, Cell>>;
  /** Null: nothing of it could be read, and the note says why. */
  readonly found: Extract<Found, { type: 'handed' }> | null;
  readonly name: string;
  readonly note: string;
  readonly right: boolean | null;
}

/** Of the task that most of them are about. */
export function taskOf(all: readonly Found[], onScreen: Task | null): Task | null {
  const given = all.find((one): one is Extract<Found, { type: 'task' }> => one.type === 'task');
  if (given) return given;
  return onScreen && all.some((one) => one.type === 'handed' && sameTask(one.sheet, onScreen.sheet)) ? onScreen : null;
}

const none: Cell = { text: '–', sorted: '' };

/** A metric of a task, by which of both it stands in a column. */
const metricId = (task: string, metric: string): string => `metric ${task} ${metric}`;

/** The columns of a table: each task's headline metric has one of its own. */
export function columnsOf(all: readonly Found[], language: Language, t: Say): readonly Column[] {
  const metrics = new Map(
    all.flatMap((found) =>
      found.type === 'handed'
        ? headlines(found.handed).map(({ task, metric }): [string, string] => {
            const { tasks } = found.document;
            const name = tasks.find(({ id }) => id === task)?.name || task;
            return [metricId(task, metric), `${name} · ${metricTitle(found.document, task, metric, language)}`];
          })
        : [],
    ),
  );
  return [
    { id: 'row', title: t('classroom.table.row') },
    { id: 'name', title: t('classroom.table.name') },
    { id: 'answer', title: t('classroom.table.answer') },
    { id: 'steps', title: t('classroom.table.steps') },
    { id: 'trained', title: t('classroom.table.trained') },
    ...[...metrics].map(([id, title]) => ({ id, title })),
    { id: 'changes', title: t('classroom.table.changes') },
  ];
}

function whyBad({ why }: Extract<Found, { type: 'bad' }>, language: Language, t: Say): string {
  if (typeof why === 'string') return t(`classroom.table.${why}`);
  return why.map((item) => diagnosticText(item, language).message).join(' ');
}

/** What was found as rows; what is the task itself is none. */
export function rowsOf(all: readonly Found[], task: Task | null, language: Language, t: Say): readonly Row[] {
  return all.flatMap((found, i): Row[] => {
    const place = i + 1;
    const row: Cell = { text: String(place), sorted: place, figure: true };
    if (found.type === 'task') return [];
    if (found.type === 'bad') {
      const name = t('classroom.table.badLink', { label: found.label });
      return [{ place, cells: { row }, found: null, name, note: whyBad(found, language, t), right: null }];
    }
    const { document, handed, sheet, again } = found;
    const mine = task !== null && sameTask(sheet, task.sheet) ? task : null;
    const right = verdict(found, mine?.sheet ?? null);
    const answer = givenWords(sheet, handed.answer);
    const said = right === null ? answer : `${answer} (${t(right ? 'classroom.table.right' : 'classroom.table.wrong')})`;
    const notes = [
      ...(again === null ? [] : [t('classroom.table.again', { row: again + 1 })]),
      ...(task && !mine ? [t('classroom.table.otherTask')] : []),
    ];
    const done = doneCount(sheet, handed);
    const name = handed.name || t('classroom.table.nameless');
    return [
      {
        place,
        found,
        name,
        note: notes.join(', '),
        right,
        cells: {
          row,
          name: { text: name, sorted: handed.name },
          answer: { text: said, sorted: typeof handed.answer === 'number' ? handed.answer : answer },
          steps: { text: `${done}/${sheet.steps.length}`, sorted: done, figure: true },
          trained: { text: formatNumber(handed.step), sorted: handed.step, figure: true },
          ...Object.fromEntries(
            headlines(handed).map((measured) => [
              metricId(measured.task, measured.metric),
              {
                text: measuredWords(document, measured, measured.validation),
                sorted: measured.validation ?? '',
                figure: true,
              } satisfies Cell,
            ]),
          ),
          changes: mine ? { text: differenceLine(mine.document, document, language), sorted: '' } : none,
        },
      },
    ];
  });
}

const words = new Intl.Collator(undefined, { numeric: true });

/** By one column; what has nothing there comes last, whichever way. */
export function sortedBy(rows: readonly Row[], column: string, down: boolean): readonly Row[] {
  const valueIn = ({ cells }: Row): string | number => ownValue(cells, column)?.sorted ?? '';
  return [...rows].sort((a, b) => {
    const [one, other] = [valueIn(a), valueIn(b)];
    if (one === '' || other === '') return Number(one === '') - Number(other === '') || a.place - b.place;
    const order = typeof one === 'number' && typeof other === 'number' ? one - other : words.compare(String(one), String(other));
    return (down ? -order : order) || a.place - b.place;
  });
}

/** The table as a file, with all metrics on both splits. */
export function handedCsv(rows: readonly Row[], columns: readonly Column[], t: Say): string {
  const measured = [
    ...new Set(rows.flatMap(({ found }) => found?.handed.metrics.map(({ task, metric }) => `${task}|${metric}`) ?? [])),
  ];
  const plain = columns.filter(({ id }) => !id.startsWith('metric '));
  const head = [
    ...plain.map(({ title }) => title),
    ...measured.flatMap((key) => [`${key} validation`, `${key} test`]),
    'seed',
    t('classroom.table.note'),
  ];
  const body = rows.map(({ cells, found, name, note }) => [
    ...plain.map(({ id }) =>
      id === 'name' ? name : id === 'row' ? (cells.row?.sorted ?? null) : (ownValue(cells, id)?.text ?? null),
    ),
    ...measured.flatMap((key) => {
      const one = found?.handed.metrics.find(({ task, metric }) => `${task}|${metric}` === key);
      return [one?.validation ?? null, one?.test ?? null];
    }),
    found?.document.seed ?? null,
    note,
  ]);
  return guardedCsv([head, ...body]);
}
