import { toyRelated } from '../../src/core/presets/toys.ts';
import { headKind, type Project } from '../../src/core/project/schema.ts';
import { at } from '../../src/core/util/assert-never.ts';

/** The two related half planes and a circle, read from one shared output, on many points; a run that goes on for hours. */
export function threeTasks(): Project {
  const project = toyRelated();
  const { nodes, edges } = project.graph;
  const second = at(project.tasks, 1);
  const own = nodes.filter((node) => node.kind === headKind && node.params.task === second.id);
  const headId = 'circle-head';
  return {
    ...project,
    data: { ...project.data, options: { ...project.data.options, samples: 20_000 } },
    tasks: [...project.tasks, { ...second, id: 'circle', name: 'Circle', target: 'circle' }],
    graph: {
      ...project.graph,
      nodes: [
        ...nodes,
        ...own.map((head) => ({
          ...head,
          id: headId,
          params: { task: 'circle' },
          position: { x: head.position.x, y: 2 * head.position.y + 104 },
        })),
      ],
      edges: [
        ...edges,
        ...edges
          .filter((edge) => own.some(({ id }) => id === edge.target))
          .map((edge) => ({ ...edge, id: `${edge.id}-circle`, target: headId })),
      ],
    },
    training: { ...project.training, epochs: 100_000 },
  };
}
