import { useEffect } from 'react';
import { usePlayground, useProject, useView } from '../../../store/react.tsx';
import { flowTieId } from '../elements/flow-ties.ts';

/** What is gone from the document (undone, removed by a script, another document) is no longer selected. */
export function useLiveSelection(): void {
  const { view } = usePlayground();
  const graph = useProject((project) => project.graph);
  const ties = useProject((project) => project.ties);
  const selection = useView((state) => state.selection);
  useEffect(() => {
    const nodes = new Set(graph.nodes.map(({ id }) => id));
    const edges = new Set([...graph.edges.map(({ id }) => id), ...ties.map(({ id }) => flowTieId(id))]);
    const live = { nodes: selection.nodes.filter((id) => nodes.has(id)), edges: selection.edges.filter((id) => edges.has(id)) };
    const gone = live.nodes.length < selection.nodes.length || live.edges.length < selection.edges.length;
    if (gone) view.select(live.nodes, live.edges);
  }, [graph, ties, selection, view]);
}
