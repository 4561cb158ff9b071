import type { ProgramBuilder, Tensor } from '../program/builder.ts';
import { sameShape } from '../program/shapes.ts';
import type { Tie } from '../project/schema.ts';
import type { LayoutHost } from './host.ts';
import type { Layout } from './layout.ts';

/**
 * weight · Σ (θ_a − θ_b)² over the parameters of equal name and shape that two nodes have, as a scalar (Duong et al., 2015); nothing where
 * they have none, or where both are frozen. The weight is read from the control vector.
 */
export function tiePenalty(b: ProgramBuilder, host: LayoutHost, { parameters, controls }: Layout, tie: Tie): Tensor[] {
  const weight = controls.tieWeights?.find((known) => known.tie === tie.id);
  if (!weight) return [];
  const pairs = parameters.flatMap((mine, i) => {
    if (mine.node !== tie.a) return [];
    const j = parameters.findIndex(
      (other) => other.node === tie.b && other.parameter === mine.parameter && sameShape(other.shape, mine.shape),
    );
    const other = parameters[j];
    return other && (mine.trainable || other.trainable) ? [[host.parameterAt(i), host.parameterAt(j)] as const] : [];
  });
  return pairs.map(([x, y]) =>
    b.mul(b.sum(b.unary('square', b.sub(x, y))), b.source({ kind: 'control', offset: weight.offset }, [])),
  );
}
