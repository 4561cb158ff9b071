import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from '../../../../core/project/schema.ts';
import type { ModelSource } from '../../../../core/runs/model-formats.ts';
import { at } from '../../../../core/util/assert-never.ts';
import { ownValue } from '../../../../core/util/own-value.ts';
import { prepareSmall } from '../../../executors/conformance/small-documents.ts';
import { packFromDisk } from '../../../executors/conformance/testing/packs.ts';
import type { Session } from '../../../executors/executor.ts';
import { kernelBytes } from '../../../executors/wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from '../../../executors/wasm/wasm-executor.ts';
import { batchesOf } from '../../../training/batches.ts';
import { issueBlock, stepperOf } from '../../../training/blocks.ts';
import { writeCheckpoint } from '../../../training/checkpoints.ts';
import { evaluateRows } from '../../../training/evaluate-rows.ts';
import { createLiveSettings } from '../../../training/live-settings.ts';
import type { PreparedRun } from '../../../training/prepare.ts';
import { trainedModel } from '../../testing.ts';

const executor = await createWasmExecutor(kernelBytes());

/** What the page predicts for rows of the data set, and the losses of so many steps from there, [steps, tasks]. */
export interface ExpectedCase {
  readonly rows: readonly number[];
  /** In the order of the tasks. */
  readonly outputs: readonly (readonly number[])[];
  readonly steps: number;
  /** The samples of every step. */
  readonly batches: readonly (readonly number[])[];
  readonly losses: readonly number[];
  /** Of the test split, in the order of the tasks, where they were asked for. */
  readonly figures: readonly Record<string, number | null>[];
}

/** What the page measures on the test split, in the order of the tasks. */
async function figuresOf(run: PreparedRun, session: Session): Promise<readonly Record<string, number | null>[]> {
  const env = { now: () => 0, defer: async () => undefined };
  const tasks = await evaluateRows({ run, session, rows: run.split.test, env, aborted: () => false });
  return run.tasks.map(({ task }) => {
    const { loss = null, metrics = {} } = ownValue(tasks ?? {}, task.id) ?? {};
    return { ...metrics, loss };
  });
}

/** Without what draws random numbers while it trains: a project draws others. */
function undisturbed(project: Project): Project {
  const nodes = project.graph.nodes.map((node) => {
    const calmed = Object.entries(node.params).map(([name, value]) => [name, name === 'dropout' || name === 'rate' ? 0 : value]);
    return { ...node, params: Object.fromEntries(calmed) };
  });
  return { ...project, graph: { ...project.graph, nodes } };
}

/** A prepared document with weights of its own, as the page would export it. */
export function sourceOf(run: PreparedRun): ModelSource {
  const { data, split } = run;
  const source = trainedModel(run.project, run.dataset.signature, run);
  // What a balancing method keeps begins with zeros.
  for (const { forTraining, offset, size } of run.program.states) {
    if (forTraining) source.checkpoint.state.fill(0, offset, offset + size);
  }
  return { ...source, examples: { data, split } };
}

/** A small version of a document, ready to be exported. */
export const smallCase = (project: Project): Promise<PreparedRun> => prepareSmall(undisturbed(project), packFromDisk);

/** What the page makes of it; measured, too, or not. */
export async function expectedOf(
  run: PreparedRun,
  { checkpoint }: ModelSource,
  steps: number,
  measured = false,
): Promise<ExpectedCase> {
  const { program } = run;
  const session = await executor.load(program, run.data);
  await writeCheckpoint(session, checkpoint);
  const rows = Int32Array.from({ length: 11 }, (_, i) => i * 7);
  const outputs = await session.evaluate(rows);
  const figures = measured ? await figuresOf(run, session) : [];
  const batches = batchesOf(run);
  const live = createLiveSettings(run.project);
  const stepper = stepperOf(run, session, live, batches.stepsPerEpoch);
  const losses: number[] = [];
  for (let done = 0; done < steps; done++) {
    const block = issueBlock(run, stepper, batches, live, { done, count: 1, now: () => 0 });
    losses.push(...(await block.outcome).stepped.losses);
  }
  session.dispose();
  return {
    rows: [...rows],
    outputs: program.tasks.map(({ output }) =>
      Array.from(
        at(
          [outputs[output]].filter((one) => one !== undefined),
          0,
        ),
      ),
    ),
    steps,
    batches: Array.from({ length: steps }, (_, step) => {
      const own = new Int32Array(program.batchSize * (1 + (program.furtherBatches?.length ?? 0)));
      batches.fill(step, own, 0);
      return [...own.subarray(0, program.batchSize)];
    }),
    losses,
    figures,
  };
}

/** Lays a project's files into a folder. */
export function layOut(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
}
