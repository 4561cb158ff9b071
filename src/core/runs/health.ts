/**
 * What is told of a layer, with the weights of one moment on one training batch. `gradient`: the L2 norm of the weighted loss's gradient over its
 * parameters. `mean`, `spread`: of what it puts out, the standard deviation being the spread. `dead`: the share of its rectified units that are
 * 0 for every sample. `update`: ‖Δθ‖ / ‖θ‖ of the optimiser's step on that batch.
 */
export const healthQuantities = ['gradient', 'mean', 'spread', 'dead', 'update'] as const;
export type HealthQuantity = (typeof healthQuantities)[number];

export interface HealthReport {
  /** How many steps the weights had behind them; the batch is that of the step after. */
  readonly step: number;
  /** The layers of the run, in the order of the graph. */
  readonly nodes: readonly string[];
  /** [nodes, quantities]; NaN where a layer has none, where no label measured a gradient, and of a step that was not taken yet. */
  readonly values: Float32Array;
  /** Each layer's gradient as a share of the largest of the layers behind it, [nodes]; NaN where there is none. */
  readonly shares: Float32Array;
}

/** One quantity of every node. */
export const healthColumn = ({ nodes, values }: HealthReport, quantity: HealthQuantity): number[] => {
  const place = healthQuantities.indexOf(quantity);
  return nodes.map((_, i) => values[i * healthQuantities.length + place] ?? Number.NaN);
};

/** NaN for a node that the report does not know. */
export function healthOf({ nodes, values }: HealthReport, node: string, quantity: HealthQuantity): number {
  return values[nodes.indexOf(node) * healthQuantities.length + healthQuantities.indexOf(quantity)] ?? Number.NaN;
}
