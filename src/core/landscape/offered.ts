import type { BalancingMethod } from '../balancing/contract.ts';
import { balancingMethods } from '../balancing/index.ts';

/** The methods that can be followed over a landscape that is all there is: nothing of it is kept apart for validation. */
export const walkingMethods: readonly BalancingMethod[] = Object.values(balancingMethods).filter(
  ({ needs }) => needs !== 'validation',
);
