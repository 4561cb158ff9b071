import { describe, expect, it } from 'vitest';
import { ExpectedSilence, evaluationMs, stepMs } from './expected-silence.ts';

describe('what takes long in one go is announced', () => {
  it('and what does not is not; the longest of several counts until it is over', async () => {
    const said: number[] = [];
    const silence = new ExpectedSilence((ms) => said.push(ms));
    silence.expect('a block', 900);
    expect(said).toEqual([]);
    await silence.during('a file', 5000, async () => {
      silence.expect('a block', 30_000);
      silence.expect('a block', 29_000);
      silence.expect('a block', 100);
    });
    expect(said).toEqual([16_384, 60_000, 16_384, 2500]);
  });

  it('and over when it fails', async () => {
    const said: number[] = [];
    const silence = new ExpectedSilence((ms) => said.push(ms));
    const failing = silence.during('a file', 5000, async () => {
      throw new Error('broken');
    });
    await expect(failing).rejects.toThrow('broken');
    expect(said).toEqual([16_384, 2500]);
  });

  it('a step is as long as it was measured, or as a slow device would take; judging grows with the labels', () => {
    const sized = (flopsPerStep: number, labels: number) => ({
      prepared: { flopsPerStep },
      program: { batchSize: 32, evaluateBatchSize: 64 },
      tasks: [{ targets: new Float32Array(labels) }],
    });
    const run = (flopsPerStep: number, labels: number): Parameters<typeof stepMs>[0] => Object(sized(flopsPerStep, labels));
    expect([stepMs(run(5e7, 1), null), stepMs(run(5e7, 1), 3)]).toEqual([1000, 3]);
    expect(evaluationMs(run(5e7, 2000), 3)).toBe(6 + 10);
  });
});
