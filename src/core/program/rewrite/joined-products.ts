import { at } from '../../util/assert-never.ts';
import type { OpOf, ValueId } from '../types.ts';
import type { Emitter, Result } from './emitter.ts';

/** AᵀB with A [rows, M] and B [rows, N]: a sum over rows, as the gradient of a kernel is. */
function overRows(e: Emitter, id: ValueId): OpOf<'matmul'> | null {
  const product = e.made(id, 'matmul');
  const { transposeA = false, transposeB = true } = product?.attributes ?? {};
  return product && transposeA && !transposeB && e.shape(id).length === 2 ? product : null;
}

/** What was joined row by row, or the value itself. */
const piecesOf = (e: Emitter, id: ValueId): readonly ValueId[] => {
  const joined = e.made(id, 'concat');
  return joined?.attributes.axis === 0 ? joined.inputs : [id];
};

/**
 * AᵀB + CᵀD = [A; C]ᵀ[B; D]: the gradient of a kernel that every step of a recurrence uses is one product over the rows of all steps, in
 * place of a product and a sum for each. Gradients arrive last step first, so the second argument comes first in the rows.
 */
export function joinedProducts(e: Emitter, x: ValueId, y: ValueId, result: Result): ValueId | null {
  const [later, earlier] = [overRows(e, x), overRows(e, y)];
  if (!later || !earlier) return null;
  const joined = (argument: 0 | 1): ValueId => {
    const inputs = [earlier, later].flatMap(({ inputs: of }) => piecesOf(e, at(of, argument)));
    const rows = inputs.reduce((sum, id) => sum + at(e.shape(id), 0), 0);
    const shape = [rows, at(result.shape, argument)];
    return e.emit({ kind: 'concat', inputs, attributes: { axis: 0 } }, { ...result, shape });
  };
  return e.emit({ kind: 'matmul', inputs: [joined(0), joined(1)], attributes: later.attributes }, result);
}
