import { signatureOf } from '../core/data/registry.ts';
import type { DatasetDescriptor } from '../core/data/types.ts';
import { analyzeGraph, type GraphAnalysis } from '../core/graph/analyze.ts';
import type { Project } from '../core/project/schema.ts';
import type { DataSignature } from '../core/project/signature.ts';
import type { Diagnostic } from '../core/util/diagnostics.ts';
import { pageDatasets } from './datasets.ts';

/** What follows from the document alone. */
export interface Derived {
  /** null while the document names a data set that does not exist or options that it refuses. */
  readonly signature: DataSignature | null;
  readonly analysis: GraphAnalysis | null;
  readonly diagnostics: readonly Diagnostic[];
  /** Whether training may begin. */
  readonly trainable: boolean;
}

const known = new WeakMap<Project, { readonly dataset: DatasetDescriptor | undefined; readonly derived: Derived }>();

/** Documents are immutable, so that each is analysed once, and again only where its data set is another one: a visitor's own may come later. */
export function derive(project: Project): Derived {
  const dataset = pageDatasets.find(project.data.dataset);
  const found = known.get(project);
  if (found && found.dataset === dataset) return found.derived;
  const signature = signatureOf(project, pageDatasets);
  const derived = signature.ok ? analysed(project, signature.value) : refusedData(signature.diagnostics);
  known.set(project, { dataset, derived });
  return derived;
}

function analysed(project: Project, signature: DataSignature): Derived {
  const analysis = analyzeGraph(project, signature);
  return { signature, analysis, diagnostics: analysis.diagnostics, trainable: analysis.trainable };
}

const refusedData = (diagnostics: readonly Diagnostic[]): Derived => ({
  signature: null,
  analysis: null,
  diagnostics,
  trainable: false,
});
