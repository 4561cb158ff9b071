import { memo } from 'react';
import { nodeSize } from '../../core/graph/place.ts';
import { enabledTasks, servedTasks } from '../../core/graph/serving.ts';
import type { Project } from '../../core/project/schema.ts';
import { identityOf } from '../common/task-identity.ts';

const size = { width: 104, height: 56 };

/** A network from afar: its layers and wires, and in colour what serves one task alone. It says nothing that the words beside it do not. */
export const Silhouette = memo(function Silhouette({ project }: { readonly project: Project }) {
  const { nodes, edges } = project.graph;
  const served = servedTasks(project.graph, enabledTasks(project));
  const [xs, ys] = [nodes.map(({ position }) => position.x), nodes.map(({ position }) => position.y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const width = Math.max(...xs) - left + nodeSize.width;
  const height = Math.max(...ys) - top + nodeSize.height;
  // Wide strips are compressed more than they are flattened, so that every layer can be told from the next.
  const scale = { x: size.width / width, y: Math.min(size.height / height, (3 * size.width) / width) };
  const box = { width: Math.max(4, 0.62 * nodeSize.width * scale.x), height: Math.max(4, 0.62 * nodeSize.height * scale.y) };
  const rest = (size.height - height * scale.y) / 2;
  const at = new Map(
    nodes.map(({ id, position }) => [
      id,
      {
        x: (position.x - left + nodeSize.width / 2) * scale.x,
        y: rest + (position.y - top + nodeSize.height / 2) * scale.y,
      },
    ]),
  );
  const colour = (id: string): string => {
    const tasks = served.get(id) ?? [];
    return tasks.length === 1 && tasks[0] !== undefined ? identityOf(project, tasks[0]).color : 'currentColor';
  };
  return (
    <svg viewBox={`0 0 ${size.width} ${size.height}`} className="gallery-silhouette" aria-hidden="true">
      {edges.map(({ id, source, target }) => {
        const [a, b] = [at.get(source), at.get(target)];
        return a && b ? <line key={id} x1={a.x} y1={a.y} x2={b.x} y2={b.y} stroke={colour(target)} /> : null;
      })}
      {nodes.map(({ id }) => {
        const place = at.get(id);
        return place ? (
          <rect
            key={id}
            x={place.x - box.width / 2}
            y={place.y - box.height / 2}
            width={box.width}
            height={box.height}
            rx="1.5"
            fill={colour(id)}
          />
        ) : null;
      })}
    </svg>
  );
});
