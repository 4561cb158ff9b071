import { type LayerKindId, layers } from '../../../core/layers/registry.ts';
import type { Shape } from '../../../core/program/types.ts';
import { DiagnosticError, diagnostic } from '../../../core/util/diagnostics.ts';
import type { LayerOutput, ModelSketch, WeightValues } from './sketch.ts';

/** One node of the document on its way into the model. */
export interface NodeExport {
  readonly model: ModelSketch;
  /** The name of the layer that stands for the node. */
  readonly name: string;
  readonly kind: LayerKindId;
  readonly params: Readonly<Record<string, unknown>>;
  readonly frozen: boolean;
  /** What arrives, in the order of the edges. */
  readonly inputs: readonly LayerOutput[];
  /** The same by port. */
  readonly inputsAt: Readonly<Record<string, readonly LayerOutput[]>>;
  /** What the node puts out, per sample. */
  readonly shape: Shape;
  /** The node's own parameters and running statistics, by our names. */
  readonly weights: WeightValues;
}

/** Throws a `DiagnosticError` that names the cause where no stock layer computes exactly what the node does. */
export type StockLayer = (node: NodeExport) => LayerOutput;

const named = ({ name, kind }: NodeExport) => ({ node: name, layer: layers[kind].text.title });

/** Why a node cannot be said in stock layers. */
type Cause = 'noStockLayer' | 'stockBehindPadding' | 'stockDirections' | 'stockState' | 'stockCausal' | 'stockLength';

export function notInStock(node: NodeExport, cause: Cause): never {
  throw new DiagnosticError(diagnostic(`file.${cause}`, named(node), `node:${node.name}`));
}

/** A gate that keeps only so many experts. */
export function choosesExperts(node: NodeExport, k: number): never {
  throw new DiagnosticError(diagnostic('file.stockTopK', { ...named(node), k }, `node:${node.name}`));
}
