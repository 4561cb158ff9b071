import type { BalancingMethod } from './contract.ts';
import { dwa } from './dwa.ts';
import { equal } from './equal.ts';
import { pcgrad } from './pcgrad.ts';

const byId = <const M extends readonly BalancingMethod[]>(...methods: M) => Object.fromEntries(methods.map((m) => [m.id, m]));

/** Every balancing method by id, in the order in which they are offered. A further method is one file and one line here. */
export const balancingMethods: Readonly<Record<string, BalancingMethod>> = byId(equal, dwa, pcgrad);

/** The method of that id, where there is one. */
export const balancingMethod = (id: string): BalancingMethod | undefined =>
  Object.hasOwn(balancingMethods, id) ? balancingMethods[id] : undefined;
