import { defaults } from '../project/defaults.ts';
import { newId } from '../project/ids.ts';
import { type GraphNode, headKind, inputKind, type Project, type Tie } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';
import { type Diagnostic, diagnostic, ok, type Result, refused } from '../util/diagnostics.ts';
import { analyzeGraph } from './analyze.ts';
import { nodeLabel } from './catalogue.ts';
import { commonParameters } from './check-ties.ts';
import { topologyOf } from './topology.ts';

const joins = (tie: Tie, a: string, b: string): boolean => (tie.a === a && tie.b === b) || (tie.a === b && tie.b === a);

/** What is against soft sharing between two nodes; null: nothing. */
function checkTie(project: Project, signature: DataSignature, a: string, b: string): Diagnostic | null {
  const { nodes } = topologyOf(project.graph);
  const [left, right] = [nodes.get(a), nodes.get(b)];
  const hasWeights = (node: GraphNode | undefined): node is GraphNode =>
    node !== undefined && node.kind !== headKind && node.kind !== inputKind;
  if (!hasWeights(left) || !hasWeights(right) || a === b) return diagnostic('tie.twoLayers');
  const values = { a: nodeLabel(left, project), b: nodeLabel(right, project) };
  if (project.ties.some((tie) => joins(tie, a, b))) return diagnostic('tie.there', values);
  const found = analyzeGraph(project, signature).nodes;
  const [mine, theirs] = [found.get(a)?.parameters ?? [], found.get(b)?.parameters ?? []];
  return commonParameters(mine, theirs).length > 0 ? null : diagnostic('tie.nothingCommon', values, `node:${b}`);
}

/** Soft sharing between two nodes. Refuses `tie.twoLayers`, `tie.there`, `tie.nothingCommon`. */
export function addTie(project: Project, signature: DataSignature, a: string, b: string, weight: number): Result<Project> {
  const problem = checkTie(project, signature, a, b);
  if (problem) return refused(problem);
  const id = newId(
    'tie',
    project.ties.map((tie) => tie.id),
  );
  return ok({ ...project, ties: [...project.ties, defaults.tie({ id, a, b, weight })] });
}

export function removeTies(project: Project, remove: Iterable<string>): Project {
  const gone = new Set(remove);
  const ties = project.ties.filter(({ id }) => !gone.has(id));
  return ties.length === project.ties.length ? project : { ...project, ties };
}

/** Sets the weight of one tie, 0 … 1000; anything else changes nothing. */
export function setTieWeight(project: Project, id: string, weight: number): Project {
  if (!(weight >= 0 && weight <= 1000) || !project.ties.some((tie) => tie.id === id && tie.weight !== weight)) return project;
  return { ...project, ties: project.ties.map((tie) => (tie.id === id ? { ...tie, weight } : tie)) };
}
