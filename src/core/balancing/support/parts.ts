import type { ProgramBuilder, Tensor } from '../../program/builder.ts';
import { isShared, type TaskStacks } from '../../program/task-gradients/stacks.ts';
import type { Pass, StepParts } from '../step-parts.ts';

/** The losses of a pass, by default over the step's own batch, [T]. */
export const lossesOf = ({ b, own }: StepParts, { losses }: Pass = own): Tensor => b.concat([...losses], 0);

/** Of every shared parameter the square of each gradient’s length over it, [tasks, 1]; null for the others. */
export const squaresOf = (b: ProgramBuilder, stacks: TaskStacks): TaskStacks => rowSums(b, stacks, (x) => b.unary('square', x));

/** Of every shared parameter the sum of what `make` gives of each gradient, [tasks, 1]; null for the others. */
export const rowSums = (b: ProgramBuilder, stacks: TaskStacks, make: (gradient: Tensor, index: number) => Tensor): TaskStacks =>
  stacks.map((stack, i) => (stack && isShared(stack) ? { ...stack, tensor: b.sum(make(stack.tensor, i), [1], true) } : null));
