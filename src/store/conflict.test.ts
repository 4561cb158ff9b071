import { describe, expect, it } from 'vitest';
import type { ConflictReport } from '../core/runs/conflict.ts';
import type { TrainEvent } from '../core/runs/protocol.ts';
import { historyRows } from '../core/runs/rows.ts';
import { toyProject } from '../engine/training/testing/projects.ts';
import { createReportStore } from './report-store.ts';
import { directPlayground, untilState } from './testing/direct-playground.ts';

const report = (step: number): ConflictReport => ({
  step,
  tasks: ['a', 'b'],
  nodes: ['n'],
  losses: Float32Array.of(1, 1),
  gramians: Float32Array.of(1, 0, 0, 1),
});
const told = (step: number, generation = 1): TrainEvent => ({ type: 'conflict', runId: 'r', generation, report: report(step) });

describe('the looks at conflict', () => {
  it('are asked for once, however many watch, and no longer when the last is gone', () => {
    const sent: unknown[] = [];
    const store = createReportStore('conflict', (command) => sent.push(command));
    const [first, second] = [store.watch(), store.watch()];
    first();
    first();
    expect(sent).toEqual([{ type: 'watch', what: 'conflict', on: true }]);
    second();
    expect(sent).toEqual([
      { type: 'watch', what: 'conflict', on: true },
      { type: 'watch', what: 'conflict', on: false },
    ]);
  });

  it('are the last hundred of one program, and go back with the run', () => {
    const store = createReportStore('conflict', () => undefined);
    const steps = (): number[] => store.getState().reports.map(({ step }) => step);
    store.receive(Array.from({ length: 120 }, (_, i) => told(i)));
    expect(steps()).toEqual(Array.from({ length: 100 }, (_, i) => 20 + i));
    store.receive([{ type: 'rewound', runId: 'r', step: 22 }]);
    expect(steps()).toEqual([20, 21, 22]);
    store.receive([told(22)]);
    expect(steps()).toEqual([20, 21, 22]);
    store.receive([told(23, 2)]);
    expect(steps()).toEqual([23]);
  });

  it('come of a run that trains, whatever its method, and are in its history', async () => {
    const playground = directPlayground(toyProject());
    const release = playground.conflict.watch();
    playground.actions.load({ from: 'initial' });
    await untilState(playground, 'idle');
    playground.actions.train(8);
    await untilState(playground, 'running');
    await untilState(playground, 'paused');
    const { reports, generation } = playground.conflict.getState();
    expect(reports.length).toBeGreaterThan(0);
    expect(generation).toBe(playground.run.getState().shown?.generation);
    expect(reports[0]?.tasks).toEqual(playground.project.getState().project.tasks.map(({ id }) => id));
    expect(
      historyRows(playground.run.getState().history.recorded).some(
        (row) => 'gradientNorm' in row && 'cosine' in row && 'stepCosine' in row,
      ),
    ).toBe(true);
    release();
  });
});
