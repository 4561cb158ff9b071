import { assertNever, at } from '../util/assert-never.ts';
import { type Random, randomStream } from '../util/random.ts';
import type { BufferView, Initializer, TrainingProgram } from './types.ts';

/** One number of a parameter. */
function sampler(initializer: Initializer, random: Random): () => number {
  switch (initializer.kind) {
    case 'zeros':
      return () => 0;
    case 'ones':
      return () => 1;
    case 'constant':
      return () => initializer.value;
    case 'glorot': {
      const limit = Math.sqrt(6 / (initializer.fanIn + initializer.fanOut));
      return () => (2 * random.next() - 1) * limit;
    }
    case 'he': {
      const deviation = Math.sqrt(2 / initializer.fanIn);
      return () => random.normal() * deviation;
    }
    case 'normal':
      return () => random.normal() * initializer.deviation;
    case 'listed': {
      let next = 0;
      return () => at(initializer.values, next++);
    }
    default:
      return assertNever(initializer);
  }
}

function fillViews(views: readonly BufferView[], size: number, seed: number): Float32Array {
  const buffer = new Float32Array(size);
  for (const view of views) {
    const next = sampler(view.initializer, randomStream(seed, 'initialize', view.name));
    for (let i = 0; i < view.size; i++) buffer[view.offset + i] = next();
  }
  return buffer;
}

/** The parameters before the first step, [parameterCount]; each parameter draws from a stream of its own, named after it. */
export function initialParameters(program: Pick<TrainingProgram, 'parameters' | 'parameterCount'>, seed: number): Float32Array {
  return fillViews(program.parameters, program.parameterCount, seed);
}

/** The running statistics before the first step, [stateCount]. */
export function initialState(program: Pick<TrainingProgram, 'states' | 'stateCount'>): Float32Array {
  return fillViews(program.states, program.stateCount, 0);
}

/** The optimiser's numbers before the first step, [slots, trainableCount]. */
export function initialOptimizer(program: Pick<TrainingProgram, 'update' | 'trainableCount'>): Float32Array {
  const { trainableCount: count, update } = program;
  const buffer = new Float32Array(update.rule.slots.length * count);
  update.rule.slots.forEach(({ start }, slot) => {
    buffer.fill(start, slot * count, (slot + 1) * count);
  });
  return buffer;
}

/** Two programs with the same key have interchangeable buffers: the same views in the same places and the same optimiser. */
export function layoutKey(program: Pick<TrainingProgram, 'parameters' | 'trainableCount' | 'states' | 'update'>): string {
  const views = (items: readonly BufferView[]): string =>
    items.map((view) => `${view.name}[${view.shape.join()}]@${view.offset}`).join(';');
  return [views(program.parameters), program.trainableCount, views(program.states), program.update.optimizer].join('|');
}
