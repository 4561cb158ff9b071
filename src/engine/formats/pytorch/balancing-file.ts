import type { ResolvedBalancing } from '../../../core/project/balancing.ts';
import { inOrder } from '../code/helper.ts';
import { methodTwins } from './balancing/registry.ts';
import type { MethodTwin } from './balancing/twin.ts';
import { python } from './python.ts';

/** balancing.py, and which kind of step its method takes. */
export interface BalancingFile {
  readonly text: string;
  readonly needs: string;
  /** False where the method is not written in Python: tasks are weighed equally. */
  readonly own: boolean;
  /** True where it looks at the gradients on the last shared layer alone. */
  readonly lastShared: boolean;
}

const header = python`
    """How the tasks are weighed against each other: the chosen method alone, in float64 on lists."""
    import math

    import torch
`;

/** A method's class, of these parameters. */
export function balancingFile(
  { method, parameters }: Pick<ResolvedBalancing, 'method' | 'parameters'>,
  twins: ReadonlyMap<string, MethodTwin> = methodTwins,
): BalancingFile {
  const twin = twins.get(method.id);
  const equal = twins.get('equal');
  const chosen = twin ?? equal;
  const body = chosen?.source(twin ? parameters : {}) ?? '';
  const text = [
    header,
    ...inOrder(chosen?.helpers ?? []).map(({ source }) => source),
    `class Balancing:\n    name = "${method.id}"\n\n${body.replace(/^(?=.)/gm, '    ')}`,
  ].join('\n\n');
  return {
    text,
    needs: /needs, honours(?:, \w+)? = "(\w+)"/.exec(body)?.[1] ?? 'nothing',
    own: twin !== undefined,
    lastShared: twin?.lastShared?.(parameters) ?? false,
  };
}
