import {
  adversarialSchema,
  balancingSchema,
  dataSchema,
  earlyStoppingSchema,
  edgeSchema,
  nodeSchema,
  type Project,
  projectSchema,
  taskSchema,
  tieSchema,
  trainingSchema,
} from './schema.ts';

const leading = ['format', 'version', 'id', 'kind', 'name'];

/** Known keys stand in the order of the schemas, so that a file reads from general to particular; all others follow by name. */
const rank = new Map(
  [
    ...new Set([
      ...leading,
      ...Object.keys(projectSchema.shape),
      ...Object.keys(dataSchema.shape),
      ...Object.keys(taskSchema.shape),
      ...Object.keys(projectSchema.shape.graph.shape),
      ...Object.keys(nodeSchema.shape),
      ...Object.keys(edgeSchema.shape),
      ...Object.keys(tieSchema.shape),
      ...Object.keys(trainingSchema.shape),
      ...Object.keys(balancingSchema.shape),
      ...Object.keys(earlyStoppingSchema.shape),
      ...Object.keys(adversarialSchema.shape),
    ]),
  ].map((key, index) => [key, index]),
);

const byRank = (a: string, b: string): number =>
  (rank.get(a) ?? rank.size) - (rank.get(b) ?? rank.size) || (a < b ? -1 : a > b ? 1 : 0);

/** The same JSON value with its keys in the fixed order, at every depth. */
export function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries: [string, unknown][] = Object.entries(value);
  return Object.fromEntries(entries.sort(([a], [b]) => byRank(a, b)).map(([key, item]) => [key, ordered(item)]));
}

/** The document as a JSON file, in a key order that does not depend on how it was edited: equal documents are equal texts. */
export function serializeProject(project: Project): string {
  return `${JSON.stringify(ordered(project), null, 2)}\n`;
}
