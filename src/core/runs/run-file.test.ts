import { describe, expect, it } from 'vitest';
import { defaults } from '../project/defaults.ts';
import { pairKey, runKey } from './columns/types.ts';
import { appendMarker, appendSteps, appendValidation, bestStep, nothingRecorded, type Recorded, seriesOf } from './recorded.ts';
import { readRun, runJson, writeRun } from './run-file.ts';
import { frozen, numbersIn, type RunRecord } from './run-record.ts';

function trained(): Recorded {
  const steps = appendSteps(nothingRecorded, {
    from: 11,
    count: 3,
    columns: [
      { id: 'loss', keys: ['a', 'b'], values: Float32Array.of(0.1, 2, Number.NaN, 4, 0.3, 6) },
      { id: 'cosine', keys: [pairKey('a', 'b')], values: Float32Array.of(-1, Number.NaN, 1) },
      { id: 'stepMs', keys: [runKey], values: Float32Array.of(7, 8, 9) },
    ],
  });
  const measured = appendValidation(steps, {
    step: 12,
    epoch: 1,
    tasks: {
      a: {
        loss: 0.5,
        metrics: { accuracy: 0.75, macroF1: null },
        confusion: [
          [1, 2],
          [3, 4],
        ],
        labelled: 10,
        decoded: 5,
      },
      b: { loss: null, metrics: {}, confusion: null, labelled: 0 },
    },
  });
  const weighed = appendMarker(measured, { kind: 'taskWeight', step: 11, task: 'a', weight: 0.5 });
  return appendMarker(weighed, { kind: 'best', step: 12 });
}

const record = (recorded: Recorded): RunRecord => ({
  id: 'run-3',
  number: 3,
  name: 'Half the weight, 一半',
  started: '2026-11-29T10:45:36.000Z',
  document: defaults.project('mnist'),
  executor: { id: 'wasm', backend: 'wasm', device: 'CPU', reason: 'the fastest' },
  recorded,
});

/** Everything that can be asked of what was recorded. */
const contents = ({ firstStep, count, columns, markers, validation }: Recorded) => ({
  firstStep,
  count,
  columns: Object.entries(columns).map(([id, byKey]) => [id, Object.entries(byKey).map(([key, s]) => [key, [...s.view()]])]),
  markers: markers.toArray(),
  validation: validation.toArray(),
});

describe('a run', () => {
  const original = record(trained());

  for (const [way, through] of [
    ['JSON', () => JSON.parse(JSON.stringify(runJson(original)))],
    ['a structured clone', () => structuredClone(writeRun(original))],
  ] as const) {
    it(`comes back from ${way} as it was, bit for bit`, () => {
      const read = readRun(through());
      expect(read.ok && { ...read.value, recorded: contents(read.value.recorded) }).toEqual({
        ...original,
        recorded: contents(original.recorded),
      });
      expect(read.ok && bestStep(read.value.recorded)).toBe(12);
    });
  }

  it('writes null for what is no number, and says the best step', () => {
    const file = runJson(original);
    expect(file.columns.loss?.a).toEqual([Math.fround(0.1), null, Math.fround(0.3)]);
    expect(file).toMatchObject({ steps: 3, firstStep: 11, best: 12 });
  });

  it('that came back can go on', () => {
    const read = readRun(writeRun(original));
    if (!read.ok) throw new Error('refused');
    const longer = appendSteps(read.value.recorded, {
      from: 14,
      count: 1,
      columns: [{ id: 'stepMs', keys: [runKey], values: Float32Array.of(10) }],
    });
    expect([...(seriesOf(longer, 'stepMs', runKey)?.view() ?? [])]).toEqual([7, 8, 9, 10]);
  });

  it('of a newer kind, or damaged, is refused with the place', () => {
    const file = writeRun(original);
    for (const [broken, path] of [
      [{ ...file, version: 2 }, 'version'],
      [{ ...file, columns: { loss: { a: ['x'] } } }, 'columns.loss.a'],
      [{ ...file, markers: [{ kind: 'comet', step: 1 }] }, 'markers[0].kind'],
      ['nothing', 'document'],
    ] as const) {
      expect(readRun(broken)).toMatchObject({ ok: false, diagnostics: [{ code: 'runs.notARun', values: { path } }] });
    }
    expect(readRun({ ...file, document: {} })).toMatchObject({ ok: false, diagnostics: [{ code: 'file.notADocument' }] });
  });
});

describe('what is kept of a run', () => {
  it('is a copy of its own, as large as it must be', () => {
    const recorded = trained();
    const kept = frozen(recorded);
    expect(contents(kept)).toEqual(contents(recorded));
    expect(numbersIn(kept)).toBe(4 * 3);
    for (const byKey of Object.values(kept.columns)) {
      for (const series of Object.values(byKey)) expect(series.view().buffer.byteLength).toBe(4 * 3);
    }
  });
});
