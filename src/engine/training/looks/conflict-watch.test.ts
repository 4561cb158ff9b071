import { describe, expect, it } from 'vitest';
import { blockOf } from '../../../core/runs/columns/blocks.ts';
import { at } from '../../../core/util/assert-never.ts';
import { fake } from '../testing/fake-bench.ts';
import { toyProject } from '../testing/projects.ts';

const watch = (on: boolean) => ({ type: 'watch', what: 'conflict', on }) as const;

/** With the first look taken, before the first step. */
async function watched(options: Parameters<typeof fake>[0] = {}) {
  const made = fake(options);
  made.bench.send(watch(true));
  await made.bench.load(toyProject());
  await made.bench.next(({ type }) => type === 'conflict', 0);
  return made;
}

describe('measuring how tasks agree', () => {
  it('costs nothing as long as nobody watches', async () => {
    const { bench, devices } = fake();
    await bench.load(toyProject());
    await bench.train(200);
    expect(devices.map(({ open }) => open.size)).toEqual([1]);
    expect(at(devices, 0).calls.filter((call) => call === 'predict')).toEqual([]);
    expect(bench.of('conflict')).toEqual([]);
  });

  it.each([1, 5, 40])('takes less than a tenth of the time while somebody does, one look taking %d ms', async (lookMs) => {
    const { bench, devices, clock } = await watched({ evaluateMs: () => lookMs });
    const looks = (): number => at(devices, 0).calls.filter((call) => call === 'predict').length;
    // Before the first step: once, and not again.
    expect(looks()).toBe(1);
    const [before, began] = [looks(), clock.ms];
    await bench.train(2000);
    const taken = looks() - before;
    expect(taken).toBeGreaterThanOrEqual(Math.min(4, Math.floor(2000 / (11 * lookMs))));
    expect(taken * lookMs).toBeLessThan(0.1 * (clock.ms - began) + lookMs);
    bench.send(watch(false));
    const afterwards = looks();
    await bench.train(500);
    expect(looks()).toBe(afterwards);
  });

  it('is recorded with the step whose batch it was, and told to the page', async () => {
    const { bench } = await watched();
    expect(bench.of('conflict').map(({ report }) => report.step)).toEqual([0]);
    await bench.train(300);
    const steps = bench.of('metrics').flatMap(({ from, columns, count }) => {
      const block = blockOf(columns, 'gradientNorm');
      const width = block?.keys.length ?? 0;
      return Array.from({ length: count }, (_, i) => from + i).filter(
        (_, i) => block && !Number.isNaN(at(block.values, i * width)),
      );
    });
    // That of the last look is not taken yet.
    const told = bench.of('conflict').map(({ report }) => report.step + 1);
    expect(steps).toEqual(told.filter((step) => step <= 300));
    expect(steps.length).toBeGreaterThan(1);
  });

  it('begins with the first look anew where a run begins anew', async () => {
    const { bench } = await watched();
    const beganAnew = (from: number) => bench.next((event) => event.type === 'conflict' && event.report.step === 0, from);
    await bench.train(150);
    const before = bench.events.length;
    bench.send({ type: 'reset', runId: 'r' });
    await beganAnew(before);
    const after = bench.events.length;
    await bench.load(toyProject(), { from: 'current' });
    await beganAnew(after);
    expect(bench.of('conflict').length).toBeGreaterThanOrEqual(3);
  });

  it('is given up where it cannot be done, which is told once; training goes on', async () => {
    let loads = 0;
    const { bench } = fake({
      before: async (what) => {
        if (what === 'load' && ++loads > 1) throw new Error('no memory');
      },
    });
    bench.send(watch(true));
    await bench.load(toyProject());
    const { state } = await bench.train(300);
    expect(state).toBe('paused');
    await bench.next((event) => event.type === 'diagnostics', 0);
    const told = bench
      .of('diagnostics')
      .flatMap(({ diagnostics }) => diagnostics.filter(({ code }) => code === 'training.measureFailed'));
    expect(told).toHaveLength(1);
    expect(loads).toBe(2);
  });
});
