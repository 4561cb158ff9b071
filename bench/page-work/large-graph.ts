import { toyRelated } from '../../src/core/presets/toys.ts';
import { headKind, type Project } from '../../src/core/project/schema.ts';
import { at } from '../../src/core/util/assert-never.ts';

/** From card to card, in canvas units. */
const step = { x: 200, y: 104 };

/**
 * A document of about so many nodes: rows of small layers side by side, each row read from the same points; every fifth layer of a row,
 * and its last, adds up what the row above has made. Behind the last layers of the rows stand the heads, from the lowest row up.
 */
export function largeGraph(nodeCount: number, taskCount = 2, columns = 25): Project {
  const project = toyRelated();
  const [first, second] = [at(project.tasks, 0), at(project.tasks, 1)];
  const tasks = Array.from({ length: taskCount }, (_, i) => ({
    ...(i % 2 === 0 ? first : second),
    id: `task-${i}`,
    name: `Task ${i + 1}`,
  }));
  const plain = { name: '', frozen: false };
  const nodes: Project['graph']['nodes'] = [
    { ...plain, id: 'point', kind: 'input', params: { input: 'point' }, position: { x: 0, y: 0 } },
  ];
  const edges: Project['graph']['edges'] = [];
  const wire = (source: string, target: string): void => {
    edges.push({ id: `e${edges.length}`, source, target, port: 'in' });
  };
  const rows = Math.max(1, Math.round((nodeCount - 1 - 2 * taskCount) / columns));
  const id = (row: number, column: number): string => `n-${row}-${column}`;
  for (let i = 0; i < rows * columns; i++) {
    const [row, column] = [Math.floor(i / columns), i % columns];
    const joins = row > 0 && ((column > 0 && column % 5 === 0) || column === columns - 1);
    const position = { x: (column + 1) * step.x, y: row * step.y };
    nodes.push(
      joins
        ? { ...plain, id: id(row, column), kind: 'add', params: {}, position }
        : { ...plain, id: id(row, column), kind: 'dense', params: { units: 4, activation: 'tanh' }, position },
    );
    wire(column === 0 ? 'point' : id(row, column - 1), id(row, column));
    if (joins) wire(id(row - 1, column), id(row, column));
  }
  tasks.forEach((task, i) => {
    const row = rows - 1 - (i % rows);
    const answer = `answer-${i}`;
    const y = i * step.y;
    nodes.push(
      { ...plain, id: answer, kind: 'dense', params: { units: 1 }, position: { x: (columns + 1) * step.x, y } },
      { ...plain, id: `head-${i}`, kind: headKind, params: { task: task.id }, position: { x: (columns + 2) * step.x, y } },
    );
    wire(id(row, columns - 1), answer);
    wire(answer, `head-${i}`);
  });
  return { ...project, name: `${nodes.length} nodes`, tasks, graph: { nodes, edges } };
}
