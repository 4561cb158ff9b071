import { describe, expect, it } from 'vitest';
import { fake } from './testing/fake-bench.ts';
import { toyProject, toyStepsPerEpoch } from './testing/projects.ts';

describe('early stopping', () => {
  const settings = { enabled: true, watch: 'mean', patienceEpochs: 3, restoreBest: true };
  // Best after four epochs; the second task alone is best after two.
  const validationLoss = (step: number, task: number) => {
    const epoch = step / toyStepsPerEpoch;
    return task === 0 ? 2 + Math.abs(epoch - 4) * 3 : 2 + Math.abs(epoch - 2);
  };

  it('stops when the mean has not improved for the patience, and restores the best weights', async () => {
    const { bench } = fake({ validationLoss });
    await bench.load(toyProject({ epochs: 50, earlyStopping: settings }));
    expect(await bench.train()).toMatchObject({ state: 'finished', epoch: 7 });
    const best = 4 * toyStepsPerEpoch;
    expect(bench.of('diagnostics').at(-1)?.diagnostics.at(-1)).toMatchObject({
      code: 'training.restoredBest',
      severity: 'info',
      values: { epoch: 4, step: best },
    });
    expect(bench.of('marker').at(-1)?.marker).toEqual({ kind: 'best', step: best });
    const held = await bench.ask({ kind: 'checkpoint' });
    expect(held.ok && held.value.kind === 'checkpoint' && held.value.checkpoint.parameters[0]).toBe(best);
  });

  it('watches one task where it is told to, and keeps the last weights where it is told to', async () => {
    const { bench } = fake({ validationLoss });
    const earlyStopping = { ...settings, watch: 'planeB', restoreBest: false };
    await bench.load(toyProject({ epochs: 50, earlyStopping }));
    expect(await bench.train()).toMatchObject({ state: 'finished', epoch: 5 });
    const held = await bench.ask({ kind: 'checkpoint' });
    expect(held.ok && held.value.kind === 'checkpoint' && held.value.checkpoint.parameters[0]).toBe(5 * toyStepsPerEpoch);
  });

  it('restores the best weights when the epochs run out before the patience does, and says so', async () => {
    const { bench } = fake({ validationLoss });
    await bench.load(toyProject({ epochs: 6, earlyStopping: { ...settings, patienceEpochs: 50 } }));
    expect(await bench.train()).toMatchObject({ state: 'finished', epoch: 6 });
    const best = 4 * toyStepsPerEpoch;
    const held = async () => {
      const answer = await bench.ask({ kind: 'checkpoint' });
      return answer.ok && answer.value.kind === 'checkpoint' && answer.value.checkpoint.parameters[0];
    };
    expect(await held()).toBe(best);
    expect(bench.of('diagnostics').at(-1)?.diagnostics.at(-1)).toMatchObject({
      code: 'training.bestAtEnd',
      severity: 'info',
      values: { epoch: 4, step: best },
    });
    // A pause on the way is no end, and neither is a number of steps that was asked for.
    const paused = fake({ validationLoss }).bench;
    await paused.load(toyProject({ epochs: 6, earlyStopping: { ...settings, patienceEpochs: 50 } }));
    expect(await paused.train(5 * toyStepsPerEpoch)).toMatchObject({ state: 'paused' });
    const answer = await paused.ask({ kind: 'checkpoint' });
    expect(answer.ok && answer.value.kind === 'checkpoint' && answer.value.checkpoint.parameters[0]).toBe(5 * toyStepsPerEpoch);
  });

  it('keeps the last weights at the end of the epochs where nobody asks for the best, and where the last are the best', async () => {
    for (const [epochs, earlyStopping, kept] of [
      [6, { ...settings, patienceEpochs: 50, restoreBest: false }, 6],
      [6, { ...settings, enabled: false }, 6],
      [4, { ...settings, patienceEpochs: 50 }, 4],
    ] as const) {
      const { bench } = fake({ validationLoss });
      await bench.load(toyProject({ epochs, earlyStopping }));
      expect(await bench.train()).toMatchObject({ state: 'finished', epoch: epochs });
      const answer = await bench.ask({ kind: 'checkpoint' });
      expect(answer.ok && answer.value.kind === 'checkpoint' && answer.value.checkpoint.parameters[0]).toBe(
        kept * toyStepsPerEpoch,
      );
      expect(bench.of('diagnostics').flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
    }
  });

  it('keeps the best weights for export without stopping', async () => {
    let exported: number | undefined;
    const { bench } = fake(
      { validationLoss },
      {
        files: {
          write: async (_format, { checkpoint }) => {
            exported = checkpoint.parameters[0];
            return { ok: true, value: { fileName: 'model', mime: 'application/json', bytes: new Uint8Array(1) } };
          },
          read: async () => ({ ok: false, diagnostics: [] }),
        },
      },
    );
    await bench.load(toyProject({ epochs: 9 }));
    expect(await bench.train()).toMatchObject({ state: 'finished', epoch: 9 });
    await bench.ask({ kind: 'export', format: 'any', weights: 'best' });
    expect(exported).toBe(4 * toyStepsPerEpoch);
    await bench.ask({ kind: 'export', format: 'any', weights: 'current' });
    expect(exported).toBe(9 * toyStepsPerEpoch);
  });
});
