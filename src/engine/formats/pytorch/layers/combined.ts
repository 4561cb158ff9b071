import type { Arriving } from '../../code/twin.ts';
import { real } from '../python.ts';

/** Tensors as operands of one operation, element by element: aligned per sample and at the last axis. */
export function combined(parts: readonly Arriving[], operator: string): string {
  const rank = Math.max(...parts.map(({ shape }) => shape.length));
  return parts
    .map((part) => {
      const missing = rank - part.shape.length;
      return missing === 0 ? real(part) : `${real(part)}[${[':', ...new Array<string>(missing).fill('None')].join(', ')}]`;
    })
    .join(` ${operator} `);
}
