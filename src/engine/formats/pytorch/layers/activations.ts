import type { ActivationId } from '../../../../core/layers/support/activations.ts';
import { assertNever } from '../../../../core/util/assert-never.ts';

/** The expression of an activation of `x`. GELU is the page's tanh form. */
export function activated(x: string, id: ActivationId, slope = 0.3): string {
  switch (id) {
    case 'none':
      return x;
    case 'relu':
      return `F.relu(${x})`;
    case 'tanh':
      return `torch.tanh(${x})`;
    case 'sigmoid':
      return `torch.sigmoid(${x})`;
    case 'elu':
      return `F.elu(${x})`;
    case 'gelu':
      return `F.gelu(${x}, approximate="tanh")`;
    case 'leakyRelu':
      return `F.leaky_relu(${x}, ${slope})`;
    default:
      return assertNever(id);
  }
}
