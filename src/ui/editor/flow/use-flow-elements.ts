import { useMemo, useRef, useState } from 'react';
import { flowOf } from '../../../core/graph/layout/flow.ts';
import type { Position } from '../../../core/project/schema.ts';
import { derive } from '../../../store/derived.ts';
import { useDataset, useProject, useView } from '../../../store/react.tsx';
import { useRefusal } from '../../common/use-refusal.ts';
import { useTranslation } from '../../common/use-translation.ts';
import { flowEdges, flowNodes, flowRoutes } from '../elements/flow-mapping.ts';
import { flowTies } from '../elements/flow-ties.ts';
import type { FlowEdge, FlowNode, NodeContent } from '../elements/flow-types.ts';
import { nodeContents } from '../elements/node-contents.ts';
import { onCanvas } from '../elements/on-canvas.ts';
import { useWords } from '../items/use-words.ts';
import { useEditorState } from '../state/editor-context.tsx';

/** More than a document has wires. */
const mostLabels = 10_000;

/** The document as React Flow takes it. Whatever did not change keeps its identity from one render to the next. */
export function useFlowElements(moving: ReadonlyMap<string, Position>, dropOn: string | null) {
  const { t } = useTranslation();
  const [shown] = useState(onCanvas);
  const project = useProject(shown);
  // A document may name a data set that comes later.
  useDataset(project.data.dataset);
  const analysis = useProject((current) => derive(current).analysis);
  const selection = useView((view) => view.selection);
  const { wiring, landing } = useEditorState();
  const words = useWords();
  const refusal = useRefusal();
  const pictures = useView((view) => view.pictures);

  const lastContents = useRef<ReadonlyMap<string, NodeContent>>(new Map());
  const lastNodes = useRef<readonly FlowNode[]>([]);
  const lastEdges = useRef<readonly FlowEdge[]>([]);
  const lastTies = useRef<readonly FlowEdge[]>([]);

  const contents = useMemo(() => {
    lastContents.current = nodeContents({ project, analysis, words, refusal, pictures }, lastContents.current);
    return lastContents.current;
  }, [project, analysis, words, refusal, pictures]);

  const direction = useMemo(() => flowOf(project.graph), [project.graph]);

  const nodes = useMemo(() => {
    const marks = {
      direction,
      selected: new Set(selection.nodes),
      moving,
      verdicts: wiring?.verdicts ?? null,
      wireFrom: wiring?.node ?? null,
      landing,
    };
    const next = flowNodes(project.graph.nodes, contents, marks, lastNodes.current);
    lastNodes.current = next;
    return next;
  }, [project.graph.nodes, contents, selection.nodes, moving, wiring, landing, direction]);

  const ways = useMemo(() => flowRoutes(project.graph, contents, direction), [project.graph, contents, direction]);

  const label = useMemo(() => {
    const known = new Map<string, string>();
    // Many wires are called alike, and all are asked for at every edit.
    return (source: string, target: string, shape: string): string => {
      const key = JSON.stringify([source, target, shape]);
      const text = known.get(key) ?? t('editor.edge.label', { source, target, shape });
      if (known.size > mostLabels) known.clear();
      known.set(key, text);
      return text;
    };
  }, [t]);

  const edges = useMemo(() => {
    const marks = {
      routes: ways,
      moving,
      selected: new Set(selection.edges),
      dropOn: landing?.refused ? null : (landing?.edge ?? dropOn),
      refusing: landing?.refused ? landing.edge : null,
      label,
    };
    const next = flowEdges(project.graph, contents, marks, lastEdges.current);
    lastEdges.current = next;
    return next;
  }, [project.graph, contents, selection.edges, dropOn, landing, label, ways, moving]);

  const ties = useMemo(() => {
    const label = (a: string, b: string, weight: string) => t('editor.tie.label', { a, b, weight });
    lastTies.current = flowTies(project.ties, contents, { selected: new Set(selection.edges), label }, lastTies.current);
    return lastTies.current;
  }, [project.ties, contents, selection.edges, t]);

  return { nodes, edges: useMemo(() => (ties.length === 0 ? edges : [...edges, ...ties]), [edges, ties]) };
}
