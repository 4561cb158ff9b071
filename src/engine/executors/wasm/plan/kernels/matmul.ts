import type { OpOf } from '../../../../../core/program/types.ts';
import { at } from '../../../../../core/util/assert-never.ts';
import { activationNone, activationRelu, opMatmul } from '../../ids.ts';
import type { OpShapes, Recipe } from '../job.ts';

/** What follows a product inside its own operation. `bias` is the index of the read that is added to every row. */
export interface Epilogue {
  readonly bias?: number;
  readonly relu?: boolean;
}

export const activationOf = ({ relu = false }: Epilogue): number => (relu ? activationRelu : activationNone);

/** [matrices,] M × K times K × N, either stored transposed; the first factor may be one matrix for all. */
export function matmul(op: OpOf<'matmul'>, { inputs, output }: OpShapes, epilogue: Epilogue = {}, repeatedA = false): Recipe {
  const { transposeA, transposeB } = op.attributes;
  const rank = output.length;
  const m = at(output, rank - 2);
  const n = at(output, rank - 1);
  const depth = at(at(inputs, 0), transposeA ? rank - 2 : rank - 1);
  const stepsA = transposeA ? [4, 4 * m] : [4 * depth, 4];
  const stepsB = transposeB ? [4, 4 * depth] : [4 * n, 4];
  const matrices = rank === 3 ? at(output, 0) : 1;
  return {
    words: (p) => [
      [
        opMatmul,
        p.output,
        at(p.reads, 0),
        at(p.reads, 1),
        matrices,
        m,
        depth,
        n,
        ...stepsA,
        ...stepsB,
        repeatedA ? 0 : 4 * m * depth,
        4 * depth * n,
        epilogue.bias === undefined ? 0 : at(p.reads, epilogue.bias),
        activationOf(epilogue),
        4 * n,
        4 * m * n,
      ],
    ],
  };
}
