import { type Graph, inputKind } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';

/** The data set's inputs that a graph reads, each once, in the order of the signature. */
export function usedInputs(graph: Graph, signature: DataSignature): DataSignature['inputs'] {
  const names = new Set(graph.nodes.filter((node) => node.kind === inputKind).map((node) => node.params.input));
  return signature.inputs.filter((input) => names.has(input.id));
}
