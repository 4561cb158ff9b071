import { expect, it } from 'vitest';
import type { TrainEvent } from '../../core/runs/protocol.ts';
import { MeasuredFigures } from './measured-figures.ts';
import { toyProject } from './testing/projects.ts';

const runId = 'r';
const figures = (loss: number) => ({ t: { loss, metrics: {}, confusion: null, labelled: 1 } });
const validation = (step: number, loss: number): TrainEvent => ({
  type: 'validation',
  runId,
  step,
  epoch: 1,
  tasks: figures(loss),
});
const end = (step: number): TrainEvent => ({ type: 'marker', runId, marker: { kind: 'best', step } });

const measuredBy = (restoreBest: boolean, best: () => number | null) => {
  const { training } = toyProject();
  const earlyStopping = { ...training.earlyStopping, enabled: true, restoreBest };
  return new MeasuredFigures(() => undefined, { training: { ...training, earlyStopping } }, best);
};

it('knows the figures of the last and of the best weights, and of no others', () => {
  let best = 10;
  const measured = measuredBy(false, () => best);
  measured.emit(validation(10, 3));
  best = 20;
  measured.emit(validation(20, 1));
  measured.emit(validation(30, 2));
  expect([10, 20, 30].map((step) => measured.at(step)?.t?.loss)).toEqual([undefined, 1, 2]);
  measured.emit({ type: 'rewound', runId, step: 0 });
  expect(measured.at(20)).toBeUndefined();
});

it('takes the figures of the best weights for the last ones where they came back at the end', () => {
  for (const restores of [false, true]) {
    const measured = measuredBy(restores, () => 10);
    measured.emit(validation(10, 1));
    measured.emit(validation(20, 2));
    measured.emit(end(10));
    expect(measured.at(20)?.t?.loss).toBe(restores ? 1 : 2);
  }
});
