import type { StepProgram, TrainingProgram, ValueId } from '../../../../core/program/types.ts';
import { updateStretches } from '../../../../core/program/update/stretches.ts';
import { at } from '../../../../core/util/assert-never.ts';
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

type Buffers = Readonly<Record<'parameters' | 'gradient' | 'optimizer' | 'controls', { readonly address: number }>>;

/**
 * Clips the gradient where asked, and updates parameters and slots by the kernel that update-kernel.ts writes, once for all that learn at the
 * same rate: the kernel reads the rate, and what else is the same for all, from the address that it is given.
 */
export function updateWords(program: TrainingProgram, { parameters, gradient, optimizer, controls }: Buffers): Words[] {
  const { trainableCount: count, update, controls: layout } = program;
  if (count === 0) return [];
  const clip = update.clipNorm === null ? [] : [[id.opClip, gradient.address, count, floatWord(update.clipNorm)]];
  const updates = updateStretches(layout.rates, count).map(({ start, end, shift }): Words => {
    const slots = update.rule.slots.map((_, index) => optimizer.address + 4 * (index * count + start));
    const numbers = [controls.address + 4 * shift, 4 * (layout.size - shift)];
    return [id.opUpdate, parameters.address + 4 * start, gradient.address + 4 * start, end - start, ...numbers, ...slots];
  });
  return [...clip, ...updates];
}
