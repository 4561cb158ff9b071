import { describe, expect, it } from 'vitest';
import { reportOf } from '../../core/experiments/report.ts';
import { invariant } from '../../core/util/assert-never.ts';
import { kernelBytes } from '../../engine/executors/wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from '../../engine/executors/wasm/wasm-executor.ts';
import { toyProject } from '../../engine/training/testing/projects.ts';
import { parseExperimentFile } from '../../store/experiments/experiments.ts';
import { experimentsOf } from '../../store/experiments/of-playground.ts';
import { directPlayground, untilState } from '../../store/testing/direct-playground.ts';
import { createScripting } from './scripting.ts';

const executor = await createWasmExecutor(kernelBytes());

async function prepared() {
  const playground = directPlayground(toyProject(), undefined, executor);
  playground.actions.load({ from: 'initial' });
  await untilState(playground, 'idle');
  return { playground, script: createScripting(playground, '1.2.3') };
}

describe('a comparison by script', () => {
  it('trains every contender from every seed, tells how far it is, and resolves with what the tab exports', async () => {
    const { playground, script } = await prepared();
    const told: { done: number; total: number; secondsLeft: number | null }[] = [];
    const answer: unknown = JSON.parse(
      JSON.stringify(
        await script.compare({ contenders: ['single', 'equalCost', 'equal'], seeds: [3, 4], epochs: 1 }, (one) => told.push(one)),
      ),
    );
    // Two tasks alone, twice, and one network for both, from two seeds.
    expect(told.map(({ done }) => done).filter((done, i, all) => done !== all[i - 1])).toEqual(
      Array.from({ length: 11 }, (_, i) => i),
    );
    expect(new Set(told.map(({ total }) => total))).toEqual(new Set([10]));
    expect(told[0]?.secondsLeft).toBeNull();
    for (const { done, secondsLeft } of told) if (done > 0 && done < 10) expect(secondsLeft).toBeGreaterThan(0);
    // It is the file that comes back when it is dropped on the page, with its report.
    const read = parseExperimentFile(answer);
    invariant(read, 'it is the file of an experiment');
    expect(read.experiment.seeds).toEqual([3, 4]);
    expect(read.outcomes.map(({ failure }) => failure)).toEqual(Array(10).fill(null));
    const report = reportOf(read.experiment, new Map(read.outcomes.map((outcome) => [outcome.run, outcome])));
    expect(answer).toMatchObject({ report: JSON.parse(JSON.stringify(report)) });
    expect(report.results.map(({ id }) => id)).toEqual(['single', 'single:equalCost', 'equal']);
    expect(experimentsOf(playground).getState()).toMatchObject({ state: 'done', pool: null });
  });

  it('rejects where it is paused, and on an experiment that is none', async () => {
    const { playground, script } = await prepared();
    let paused = false;
    const coming = script.compare({ contenders: ['equal'], seeds: 20, epochs: 50 }, ({ done }) => {
      if (done === 0 || paused) return;
      paused = true;
      experimentsOf(playground).pause();
    });
    await expect(coming).rejects.toMatchObject({ diagnostics: [{ code: 'training.requestCancelled' }] });
    expect(experimentsOf(playground).getState().state).toBe('paused');
    await expect(script.compare({ contenders: [], seeds: 3 })).rejects.toMatchObject({
      diagnostics: [{ code: 'page.badArgument' }],
    });
  });
});
