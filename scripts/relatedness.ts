import { writeFileSync } from 'node:fs';
import { trainRuns } from '../src/client/experiment-pool.ts';
import type { RunOutcome } from '../src/core/experiments/outcome.ts';
import { openRuns } from '../src/core/experiments/plan.ts';
import { kernelBytes } from '../src/engine/executors/wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from '../src/engine/executors/wasm/wasm-executor.ts';
import { relatednessExperiment, relatednesses } from '../src/store/experiments/testing/relatedness.ts';
import { directTrainer } from '../src/store/testing/direct-playground.ts';
import { measuredRelatedness, relatednessFile, relatednessKey } from './measured-relatedness.ts';

/**
 * `npm run relatedness`: trains the relatedness toy from every seed, as the page's pool does, and writes down what came of it. What today's code
 * has trained already is not trained again.
 */
const executor = await createWasmExecutor(kernelBytes());
const experiments = relatednesses.map(relatednessExperiment);

/** More digits than any figure shows. */
const rounded = (outcome: RunOutcome): unknown =>
  JSON.parse(
    JSON.stringify({ ...outcome, seconds: 0 }, (_, value) => (typeof value === 'number' ? Number(value.toPrecision(6)) : value)),
  );

const key = relatednessKey(experiments);
const before = measuredRelatedness();
const outcomes: unknown[][] = [];
for (const [place, experiment] of experiments.entries()) {
  const known = before.key === key ? (before.outcomes[place] ?? []) : [];
  const done = new Map<string, RunOutcome>(known.map((outcome) => [outcome.run, outcome]));
  await trainRuns(
    () => openRuns(experiment, done),
    (outcome) => {
      done.set(outcome.run, outcome);
      console.log(outcome.run, outcome.seconds.toFixed(1), outcome.failure ?? JSON.stringify(outcome.figures?.test.y1));
    },
    {
      size: 1,
      createTrainer: () => directTrainer(undefined, executor),
      choice: {},
      dataUrl: '',
      now: () => performance.now(),
      signal: new AbortController().signal,
    },
  );
  outcomes.push([...done.values()].map(rounded));
}
writeFileSync(relatednessFile, `${JSON.stringify({ key, outcomes })}\n`);
process.exit(0);
