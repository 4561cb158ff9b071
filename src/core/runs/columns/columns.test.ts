import { describe, expect, it } from 'vitest';
import { digitsShared } from '../../presets/digits.ts';
import { languages } from '../../util/localized.ts';
import { historyCsv } from '../csv.ts';
import { emptyHistory, type RunHistory, reduceRun } from '../history.ts';
import type { TrainEvent } from '../protocol.ts';
import { type Recorded, seriesOf } from '../recorded.ts';
import { historyRows } from '../rows.ts';
import { transferList } from '../transfer.ts';
import { firstSteps, joinSteps, type RecordedSteps } from './blocks.ts';
import { columnInfo, columnInfos } from './registry.ts';
import { type ColumnBlock, pairKey, runKey } from './types.ts';

const { NaN: none } = Number;
const block = (id: string, keys: readonly string[], ...values: readonly number[]): ColumnBlock => ({
  id,
  keys,
  values: Float32Array.from(values),
});

/** Steps with one further column of every sort. The pair's is measured at every second step. */
const steps = (from: number): RecordedSteps => ({
  from,
  count: 2,
  columns: [
    block('loss', ['a', 'b'], from, 10 * from, from + 1, 10 * from + 10),
    block('weight', ['a', 'b'], 1, 1, 1, 1),
    block('effective', ['a', 'b'], 0.25, 0.75, 0.5, 0.5),
    block('cosine', [pairKey('a', 'b')], -0.5, none),
    block('norm', ['trunk', 'head'], 3, 4, 5, 6),
    block('stepMs', [runKey], 8, 16),
  ],
});

/** Keys that the document does not know are called by themselves. */
const csvOf = (recorded: Recorded): string =>
  historyCsv([{ number: 1, name: '', document: { ...digitsShared(), seed: 1 }, recorded }]);

const event = (recorded: RecordedSteps): TrainEvent => ({ type: 'metrics', runId: 'r', ...recorded });
const play = (history: RunHistory, ...events: readonly TrainEvent[]): RunHistory => events.reduce(reduceRun, history);
const numbers = ({ recorded }: RunHistory, id: string, key: string): number[] =>
  Array.from({ length: recorded.count }, (_, i) => seriesOf(recorded, id, key)?.at(i) ?? none);

describe('a further column', () => {
  const history = play(emptyHistory('r'), event(steps(1)), event(steps(3)));

  it('crosses to the page without a copy', () => {
    const sent = event(steps(1));
    expect(transferList(sent)).toHaveLength(6);
  });

  it('is in the history, by task, pair, node or for the run, and is voided with it', () => {
    expect(numbers(history, 'effective', 'b')).toEqual([0.75, 0.5, 0.75, 0.5]);
    expect(numbers(history, 'cosine', 'a|b')).toEqual([-0.5, none, -0.5, none]);
    expect(numbers(history, 'norm', 'head')).toEqual([4, 6, 4, 6]);
    expect(numbers(history, 'stepMs', runKey)).toEqual([8, 16, 8, 16]);
    const again = play(history, { type: 'rewound', runId: 'r', step: 1 }, event(steps(2)));
    expect(numbers(again, 'stepMs', runKey)).toEqual([8, 8, 16]);
    expect(numbers(history, 'stepMs', runKey)).toEqual([8, 16, 8, 16]);
  });

  it('stands in the rows under its id where it has a value', () => {
    expect(historyRows(history.recorded).slice(0, 2)).toEqual([
      {
        step: 1,
        loss: { a: 1, b: 10 },
        weight: { a: 1, b: 1 },
        effective: { a: 0.25, b: 0.75 },
        cosine: { 'a|b': -0.5 },
        norm: { trunk: 3, head: 4 },
        stepMs: 8,
      },
      {
        step: 2,
        loss: { a: 2, b: 20 },
        weight: { a: 1, b: 1 },
        effective: { a: 0.5, b: 0.5 },
        norm: { trunk: 5, head: 6 },
        stepMs: 16,
      },
    ]);
  });

  it('stands in the file of the curves', () => {
    expect(csvOf(history.recorded).split('\r\n').slice(0, 3)).toEqual([
      'run,seed,step,epoch,a loss,a weight,a effective,b loss,b weight,b effective,a|b cosine,trunk norm,head norm,stepMs,markers',
      '1,1,1,0,1,1,0.25,10,1,0.75,-0.5,3,4,8,',
      '1,1,2,0,2,1,0.5,20,1,0.5,,5,6,16,',
    ]);
  });

  it('may begin late and end early', () => {
    const plain = (from: number): TrainEvent => event({ ...steps(from), columns: steps(from).columns.slice(0, 2) });
    const late = play(emptyHistory('r'), plain(1), event(steps(3)), plain(5));
    expect(numbers(late, 'stepMs', runKey)).toEqual([none, none, 8, 16, none, none]);
    expect(historyRows(late.recorded).map((row) => 'stepMs' in row)).toEqual([false, false, true, true, false, false]);
  });

  it('costs an event that does not carry it nothing', () => {
    const { stepMs } = history.recorded.columns;
    const after = play(history, event({ from: 5, count: 1, columns: [block('loss', ['a'], 1)] }));
    expect(after.recorded.columns.stepMs).toBe(stepMs);
  });
});

describe('a loss that is not a number', () => {
  it('is in the row of its step, null as JSON and empty as CSV', () => {
    const bad = event({ from: 1, count: 1, columns: [block('loss', ['a'], none), block('weight', ['a'], 1)] });
    const { recorded } = play(emptyHistory('r'), bad);
    expect(historyRows(recorded)).toEqual([{ step: 1, loss: { a: none }, weight: { a: 1 } }]);
    expect(JSON.stringify(historyRows(recorded))).toBe('[{"step":1,"loss":{"a":null},"weight":{"a":1}}]');
    expect(csvOf(recorded)).toBe('run,seed,step,epoch,a loss,a weight,markers\r\n1,1,1,0,,1,\r\n');
  });
});

describe('stretches of steps', () => {
  it('become one report, with gaps where one of them lacks a column or a key', () => {
    const joined = joinSteps([
      { from: 4, count: 2, columns: [block('loss', ['a'], 1, 2)] },
      { from: 6, count: 1, columns: [block('loss', ['b', 'a'], 30, 3), block('stepMs', [runKey], 9)] },
    ]);
    expect(joined).toEqual({
      from: 4,
      count: 3,
      columns: [block('loss', ['a', 'b'], 1, none, 2, none, 3, 30), block('stepMs', [runKey], none, none, 9)],
    });
    expect(joinSteps([])).toBeNull();
  });

  it('can be cut after some steps', () => {
    const { count, columns } = firstSteps(steps(1), 1);
    expect(count).toBe(1);
    expect(columns.map(({ values }) => [...values])).toEqual([[1, 10], [1, 1], [0.25, 0.75], [-0.5], [3, 4], [8]]);
  });
});

describe('the declared columns', () => {
  it('are found by their ids, which no other part of a row uses, and have titles in every language', () => {
    const ids = columnInfos.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(['loss', 'weight']));
    for (const info of columnInfos) {
      expect(columnInfo(info.id)).toBe(info);
      expect(['step', 'validation']).not.toContain(info.id);
      for (const language of languages) expect(info.title[language]).not.toBe('');
    }
  });
});
