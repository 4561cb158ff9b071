import { useMemo, useRef } from 'react';
import type { Position } from '../../../core/project/schema.ts';
import { useDerived, useProject, useView } from '../../../store/react.tsx';
import { useRefusal } from '../../common/use-refusal.ts';
import { useTranslation } from '../../common/use-translation.ts';
import { flowEdges, flowNodes } from '../elements/flow-mapping.ts';
import { flowTies } from '../elements/flow-ties.ts';
import type { FlowEdge, FlowNode, NodeContent } from '../elements/flow-types.ts';
import { nodeContents } from '../elements/node-contents.ts';
import { useWords } from '../items/use-words.ts';
import { useEditorState } from '../state/editor-context.tsx';

/** The document as React Flow takes it. Whatever did not change keeps its identity from one render to the next. */
export function useFlowElements(moving: ReadonlyMap<string, Position>, dropOn: string | null) {
  const { t } = useTranslation();
  const project = useProject((current) => current);
  const { analysis } = useDerived();
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

  const nodes = useMemo(() => {
    const marks = {
      selected: new Set(selection.nodes),
      moving,
      verdicts: wiring?.verdicts ?? null,
      wireFrom: wiring?.node ?? null,
      landing,
    };
    const next = flowNodes(project.graph.nodes, contents, marks, lastNodes.current);
    lastNodes.current = next;
    return next;
  }, [project.graph.nodes, contents, selection.nodes, moving, wiring, landing]);

  const edges = useMemo(() => {
    const label = (source: string, target: string, shape: string) => t('editor.edge.label', { source, target, shape });
    const marks = {
      selected: new Set(selection.edges),
      dropOn: landing?.refused ? null : (landing?.edge ?? dropOn),
      refusing: landing?.refused ? landing.edge : null,
      label,
    };
    const next = flowEdges(project.graph, contents, marks, lastEdges.current);
    lastEdges.current = next;
    return next;
  }, [project.graph, contents, selection.edges, dropOn, landing, t]);

  const ties = useMemo(() => {
    const label = (a: string, b: string, weight: string) => t('editor.tie.label', { a, b, weight });
    lastTies.current = flowTies(project.ties, contents, { selected: new Set(selection.edges), label }, lastTies.current);
    return lastTies.current;
  }, [project.ties, contents, selection.edges, t]);

  return { nodes, edges: useMemo(() => (ties.length === 0 ? edges : [...edges, ...ties]), [edges, ties]) };
}
