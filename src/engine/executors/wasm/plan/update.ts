import { optimizerSlots } from '../../../../core/program/optimizers.ts';
import type { OptimizerSpec, StepProgram, TrainingProgram, ValueId } from '../../../../core/program/types.ts';
import { assertNever, at } from '../../../../core/util/assert-never.ts';
import * as id from '../ids.ts';
import { floatWord, type Words } from './job.ts';
import { moved } from './kernels/layout.ts';

type Address = (id: ValueId) => number;

/** Copies those gradients of a step to the flat gradient that could not be made there: sources, and values that several parameters share. */
export function moveUnplaced(
  { parameters }: TrainingProgram,
  { gradients }: StepProgram,
  gradient: number,
  address: Address,
): Words[] {
  return gradients.flatMap((value, index) => {
    if (value === null) return [];
    const { offset, size } = at(parameters, index);
    const to = gradient + 4 * offset;
    return address(value) === to ? [] : [moved(to, address(value), size)];
  });
}

/** Replaces the states. New values that look at old states are copied first, for those may be replaced before. */
export function moveStates(
  program: TrainingProgram,
  { program: { stateWrites } }: StepProgram,
  states: number,
  room: number,
  address: Address,
): Words[] {
  const first: Words[] = [];
  const then = stateWrites.map(({ state, value }) => {
    const { offset, size } = at(program.states, state);
    const from = address(value);
    const to = states + 4 * offset;
    if (from < states || from >= states + 4 * program.stateCount) return moved(to, from, size);
    first.push(moved(room + 4 * offset, from, size));
    return moved(to, room + 4 * offset, size);
  });
  return [...first, ...then];
}

/** The operation's number of an optimiser, and its constants in the order in which assembly/update.ts reads them. */
function optimizerWords(spec: OptimizerSpec): [kind: number, ...constants: number[]] {
  switch (spec.kind) {
    case 'sgd':
      return [id.updateSgd];
    case 'momentum':
      return [spec.nesterov ? id.updateNesterov : id.updateMomentum, spec.momentum];
    case 'adam':
    case 'adamw': {
      const { beta1, beta2, epsilon } = spec;
      const decay = spec.kind === 'adamw' ? spec.weightDecay : 0;
      return [id.updateAdam, beta1, 1 - beta1, beta2, 1 - beta2, epsilon, decay];
    }
    case 'rmsprop':
      return [id.updateRmsprop, spec.decay, 1 - spec.decay, spec.epsilon];
    case 'adagrad':
      return [id.updateAdagrad, 1, 1, spec.epsilon];
    default:
      return assertNever(spec);
  }
}

type Buffers = Readonly<Record<'parameters' | 'gradient' | 'optimizer' | 'controls', { readonly address: number }>>;

/** Clips the gradient where asked, and updates parameters and slots. */
export function updateWords(program: TrainingProgram, { parameters, gradient, optimizer, controls }: Buffers): Words[] {
  const { trainableCount: count, update, controls: layout } = program;
  if (count === 0) return [];
  const [kind, ...constants] = optimizerWords(update.optimizer);
  const clip = update.clipNorm === null ? [] : [[id.opClip, gradient.address, count, floatWord(update.clipNorm)]];
  const slots = optimizerSlots(update.optimizer);
  const slot = (index: number): number => (index < slots ? optimizer.address + 4 * index * count : 0);
  return [
    ...clip,
    [
      id.opUpdate,
      kind,
      parameters.address,
      gradient.address,
      slot(0),
      slot(1),
      count,
      controls.address + 4 * layout.learningRate,
      controls.address + 4 * layout.biasCorrection,
      ...constants.map(floatWord),
    ],
  ];
}
