import { nodeLabel } from '../../core/graph/catalogue.ts';
import { type MemoryCauses, memoryCauses, type Share } from '../../core/program/memory.ts';
import type { TrainingProgram } from '../../core/program/types.ts';
import type { Project } from '../../core/project/schema.ts';
import type { MemoryForecast } from '../../core/runs/executor-info.ts';
import { bytesInWords, shortageOf } from '../../core/runs/memory.ts';
import { at } from '../../core/util/assert-never.ts';
import { type Diagnostic, diagnostic } from '../../core/util/diagnostics.ts';

const executorName = ({ id, backend }: MemoryForecast): string => {
  if (id === 'tfjs') return `TensorFlow.js (${backend})`;
  return id === 'webgpu' ? 'WebGPU' : 'WebAssembly';
};

/** The same shares of other bytes. */
const scaled = ({ bytes, most }: Share, to: number): Share => ({
  bytes: to,
  most: most && { node: most.node, bytes: (most.bytes * to) / Math.max(1, bytes) },
});

/** How large a batch would fit, if what the layers put out grows in proportion to it. */
function fittingBatch(batch: number, { bytes, limitBytes }: MemoryForecast, values: number): number {
  return Math.floor((batch * (limitBytes - (bytes - values))) / Math.max(1, values));
}

/** Beside what takes the most: a layer's parameters, a batch, or the data. */
function atItsCause(project: Project, program: TrainingProgram, causes: MemoryCauses, forecast: MemoryForecast): Diagnostic {
  const { needed, limit } = shortageOf(forecast) ?? { needed: forecast.bytes, limit: forecast.limitBytes };
  const { parameters, data } = causes;
  const figures = { needed: bytesInWords(needed), limit: bytesInWords(limit), executor: executorName(forecast) };
  const labelOf = (id: string) => {
    const node = project.graph.nodes.find((one) => one.id === id);
    return node ? nodeLabel(node, project) : id;
  };
  // The data is there twice: in the page, and on the device. What remains is for what the layers put out, less than they do one by one
  // where an executor fuses them.
  const rest = Math.max(0, forecast.bytes - parameters.bytes - 2 * data);
  const values = scaled(causes.values, rest);
  const taken = { parameters: parameters.bytes, values: rest, data: 2 * data };
  if (taken.data >= Math.max(taken.parameters, taken.values)) {
    const samples = Math.max(1, ...program.data.map(({ shape }) => shape[0] ?? 1));
    return diagnostic('training.tooMuchData', { ...figures, most: bytesInWords(taken.data), samples }, 'data');
  }
  const fitting = fittingBatch(program.batchSize, forecast, rest);
  if (taken.values >= taken.parameters && fitting >= 1 && fitting < program.batchSize && values.most) {
    const most = { most: bytesInWords(values.bytes), batch: program.batchSize, fitting, node: labelOf(values.most.node) };
    return diagnostic('training.tooLargeBatch', { ...figures, ...most }, 'training.batchSize');
  }
  const share = taken.values >= taken.parameters ? values : parameters;
  if (!share.most) return diagnostic('training.tooLarge', figures, 'graph');
  const { node, bytes } = share.most;
  return diagnostic('training.tooLargeLayer', { ...figures, node: labelOf(node), most: bytesInWords(bytes) }, `node:${node}`);
}

/** Why no executor that may be chosen can hold a program: with the numbers of the one that lacks the least. null: one can. */
export function checkMemoryLimits(
  project: Project,
  program: TrainingProgram,
  forecasts: readonly MemoryForecast[],
): Diagnostic | null {
  if (forecasts.length === 0 || forecasts.some((forecast) => shortageOf(forecast) === null)) return null;
  const share = (forecast: MemoryForecast): number => {
    const { needed, limit } = shortageOf(forecast) ?? { needed: 0, limit: 1 };
    return needed / limit;
  };
  const nearest = at(
    [...forecasts].sort((a, b) => share(a) - share(b)),
    0,
  );
  return atItsCause(project, program, memoryCauses(program), nearest);
}
