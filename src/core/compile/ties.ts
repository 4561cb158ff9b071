import type { ProgramBuilder, Tensor } from '../program/builder.ts';
import { sameShape } from '../program/shapes.ts';
import type { ParameterInfo } from '../program/types.ts';
import type { Tie } from '../project/schema.ts';
import { groupBy } from '../util/group-by.ts';
import type { LayoutHost } from './host.ts';
import type { Layout } from './layout.ts';

type Indexed = readonly [index: number, parameter: ParameterInfo];

const byNode = new WeakMap<readonly ParameterInfo[], ReadonlyMap<string, readonly Indexed[]>>();

/** The parameters of each node with their indexes: a document may have as many ties as nodes, and none looks through all parameters. */
function parametersByNode(parameters: readonly ParameterInfo[]): ReadonlyMap<string, readonly Indexed[]> {
  const known = byNode.get(parameters);
  if (known) return known;
  const grouped = groupBy(
    parameters.map((parameter, index): Indexed => [index, parameter]),
    ([, { node }]) => node,
  );
  byNode.set(parameters, grouped);
  return grouped;
}

/**
 * weight · Σ (θ_a − θ_b)² over the parameters of equal name and shape that two nodes have, as a scalar (Duong et al., 2015); nothing where
 * they have none, or where both are frozen. The weight is read from the control vector.
 */
export function tiePenalty(b: ProgramBuilder, host: LayoutHost, { parameters, controls }: Layout, tie: Tie): Tensor[] {
  const weight = controls.tieWeights?.find((known) => known.tie === tie.id);
  if (!weight) return [];
  const grouped = parametersByNode(parameters);
  const others = grouped.get(tie.b) ?? [];
  const pairs = (grouped.get(tie.a) ?? []).flatMap(([i, mine]) => {
    const match = others.find(([, other]) => other.parameter === mine.parameter && sameShape(other.shape, mine.shape));
    return match && (mine.trainable || match[1].trainable) ? [[host.parameterAt(i), host.parameterAt(match[0])] as const] : [];
  });
  return pairs.map(([x, y]) =>
    b.mul(b.sum(b.unary('square', b.sub(x, y))), b.source({ kind: 'control', offset: weight.offset }, [])),
  );
}
