import { describe, expect, it } from 'vitest';
import { blockOf } from '../../../core/runs/columns/blocks.ts';
import { healthColumn } from '../../../core/runs/health.ts';
import type { Watched } from '../../../core/runs/protocol.ts';
import { at } from '../../../core/util/assert-never.ts';
import { fake } from '../testing/fake-bench.ts';
import { toyProject } from '../testing/projects.ts';

const watch = (what: Watched, on: boolean) => ({ type: 'watch', what, on }) as const;

async function watched(what: readonly Watched[], options: Parameters<typeof fake>[0] = {}) {
  const made = fake(options);
  for (const one of what) made.bench.send(watch(one, true));
  await made.bench.load(toyProject());
  for (const one of what) await made.bench.next(({ type }) => type === one, 0);
  return made;
}

describe('measuring how the layers are', () => {
  it('costs nothing as long as nobody watches', async () => {
    const { bench, devices } = fake();
    await bench.load(toyProject());
    await bench.train(200);
    expect(devices.map(({ open }) => open.size)).toEqual([1]);
    expect(bench.of('health')).toEqual([]);
  });

  it.each([1, 5, 40])('takes less than a tenth of the time together with conflict, one look taking %d ms', async (lookMs) => {
    const { bench, devices, clock } = await watched(['conflict', 'health'], { evaluateMs: () => lookMs });
    const looks = (): number => at(devices, 0).calls.filter((call) => call === 'predict').length;
    const [before, began] = [looks(), clock.ms];
    expect(before).toBe(2);
    await bench.train(3000);
    const taken = looks() - before;
    expect(taken).toBeGreaterThanOrEqual(Math.min(6, Math.floor(3000 / (11 * lookMs))));
    expect(taken * lookMs).toBeLessThan(0.1 * (clock.ms - began) + lookMs);
    // Both have their turn.
    const counts = (['conflict', 'health'] as const).map((what) => new Set(bench.of(what).map(({ report }) => report.step)).size);
    expect(Math.abs(at(counts, 0) - at(counts, 1))).toBeLessThanOrEqual(1);
    bench.send(watch('health', false));
    bench.send(watch('conflict', false));
    const afterwards = looks();
    await bench.train(500);
    expect(looks()).toBe(afterwards);
  });

  it('tells what the real step did, which is taken alone, and records it with that step', async () => {
    const { bench } = await watched(['health']);
    await bench.train(300);
    const complete = bench
      .of('health')
      .filter(({ report }) => healthColumn(report, 'update').some((ratio) => !Number.isNaN(ratio)));
    expect(complete.length).toBeGreaterThan(1);
    const recorded = bench.of('metrics').flatMap(({ from, columns, count }) => {
      const block = blockOf(columns, 'updateRatio');
      const width = block?.keys.length ?? 0;
      return Array.from({ length: count }, (_, i) => from + i).filter(
        (_, i) => block && !Number.isNaN(at(block.values, i * width)),
      );
    });
    expect(recorded).toEqual(complete.map(({ report }) => report.step + 1));
    // At first without, then with what the step did.
    const first = bench.of('health').filter(({ report }) => report.step === 0);
    expect(first.map(({ report }) => healthColumn(report, 'update').every(Number.isNaN))).toEqual([true, false]);
  });

  it('takes the same steps as a run that nobody watches', async () => {
    const { bench: alone } = fake();
    await alone.load(toyProject());
    await alone.train(120);
    const { bench } = await watched(['health']);
    await bench.train(120);
    const losses = (from: typeof bench) =>
      from.of('metrics').flatMap(({ columns }) => [...(blockOf(columns, 'loss')?.values ?? [])]);
    expect(losses(bench)).toEqual(losses(alone));
    expect(losses(bench).length).toBeGreaterThanOrEqual(240);
  });
});
