import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The test files that take longest, those of more than about 5 seconds, in their order: one of them that begins last leaves the other processors
 * idle. A clean checkout remembers no durations.
 */
export const longestFirst: readonly string[] = [
  'src/engine/executors/wasm/threads/threaded.test.ts',
  'src/engine/executors/wasm/threads/team.test.ts',
  'src/engine/executors/sessions.test.ts',
  'src/engine/training/memory.test.ts',
  'src/engine/formats/pytorch/pytorch.test.ts',
  'src/engine/formats/code/examples.test.ts',
  'src/engine/executors/memory-promise.test.ts',
  'src/engine/executors/webgpu/conformance.test.ts',
  'src/engine/formats/layers-model/layers-model.test.ts',
  'src/engine/formats/javascript/javascript.test.ts',
  'src/engine/executors/conformance/presets-1-of-4.test.ts',
  'src/engine/executors/conformance/presets-2-of-4.test.ts',
  'src/engine/executors/conformance/presets-3-of-4.test.ts',
  'src/engine/executors/conformance/presets-4-of-4.test.ts',
  'src/engine/executors/conformance/balanced.test.ts',
  'src/engine/executors/conformance/method-steps.test.ts',
  'src/engine/executors/conformance/method-switches.test.ts',
  'src/engine/executors/conformance/method-papers.test.ts',
  'src/engine/executors/tfjs/session.test.ts',
  'src/engine/formats/onnx/onnx.test.ts',
  'src/engine/executors/webgpu/training.test.ts',
  'src/engine/executors/webgpu/webgpu-executor.test.ts',
  'src/engine/executors/conformance/layers.test.ts',
  'src/engine/executors/conformance/sequence-models.test.ts',
  'src/engine/executors/conformance/random-models.test.ts',
  'src/engine/executors/conformance/tasks.test.ts',
  'src/engine/executors/tfjs/stock-tfjs.test.ts',
  'src/engine/executors/tfjs/conformance.test.ts',
  'src/engine/training/learning.test.ts',
  'src/engine/formats/hostile-names.test.ts',
  'src/engine/formats/pytorch/pytorch-project.test.ts',
  'src/core/presets/registry.test.ts',
  'bench/contenders/torch-plain.test.ts',
  'src/engine/training/old-documents.test.ts',
  'src/core/layers/gradients.test.ts',
  'src/engine/training/decoding.test.ts',
  'bench/report/native.test.ts',
  'scripts/one-line.test.ts',
  'scripts/headless/headless-world.test.ts',
  'src/engine/training/adversarial.test.ts',
  'src/engine/executors/wasm/training.test.ts',
  'src/engine/training/balanced-digits.test.ts',
  'src/engine/training/preset-outcomes-1-of-3.test.ts',
  'src/engine/training/preset-outcomes-2-of-3.test.ts',
  'src/engine/training/preset-outcomes-3-of-3.test.ts',
  'src/core/landscape/trajectory.test.ts',
  'src/engine/training/host.test.ts',
  'src/core/graph/blocks/blocks.property.test.ts',
  'src/engine/training/kinds.test.ts',
  'src/engine/training/testing/outcomes/ledger.test.ts',
];

/** Which of two comes first where neither is known to be long: files of one process follow one another, so that it is used again. */
export function order(a: string, b: string): number {
  const [first, second] = [longestFirst.indexOf(a), longestFirst.indexOf(b)];
  if (first >= 0 && second >= 0) return first - second;
  if (first >= 0 || second >= 0) return first >= 0 ? -1 : 1;
  return 0;
}

/**
 * Runs project after project, as they stand in the configuration, each with its longest files first: a process that is shared by files of one
 * project ends where the next file is another's, and all that it has loaded is loaded again.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { config, projects } = this.ctx;
    const pathOf = ({ moduleId }: TestSpecification): string => relative(config.root, moduleId).replaceAll('\\', '/');
    const place = ({ project }: TestSpecification): number => projects.indexOf(project);
    return files.sort((a, b) => place(a) - place(b) || order(pathOf(a), pathOf(b)) || (pathOf(a) < pathOf(b) ? -1 : 1));
  }
}
