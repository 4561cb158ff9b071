/** How the gradients of the tasks agreed on one training batch, with the weights of one moment. */
export interface ConflictReport {
  /** How many steps the weights had behind them; the batch is that of the step after. */
  readonly step: number;
  /** In the program's order. */
  readonly tasks: readonly string[];
  /** The nodes with trained parameters that tasks share. */
  readonly nodes: readonly string[];
  /** Unweighted, of the batch, [T]. */
  readonly losses: Float32Array;
  /** Of every node the inner products of the task gradients over its parameters, [nodes, T, T]; 0 for a task that it does not serve. */
  readonly gramians: Float32Array;
}

/** The Gramian [T, T] of a node, or (null) over all shared parameters. */
export function gramianIn({ tasks: { length: size }, nodes, gramians }: ConflictReport, node: string | null): Float64Array {
  const sum = new Float64Array(size * size);
  nodes.forEach((id, index) => {
    if (node !== null && id !== node) return;
    for (let k = 0; k < sum.length; k++) sum[k] = (sum[k] ?? 0) + (gramians[index * sum.length + k] ?? 0);
  });
  return sum;
}
