import { Budget, linkLimits } from '../util/budget.ts';
import { type Diagnostic, DiagnosticError, diagnostic, ok, type Result, refused } from '../util/diagnostics.ts';
import { readJson } from '../util/read-json.ts';
import { migrations } from './migrations.ts';
import { plainJson } from './plain-json.ts';
import { schemaProblems } from './problems.ts';
import { type Project, projectSchema, projectVersion } from './schema.ts';
import { upgradeKinds } from './upgrade.ts';

function versionOf(document: unknown): number | null {
  if (typeof document !== 'object' || document === null || !('version' in document)) return null;
  const { version } = document;
  return typeof version === 'number' && Number.isInteger(version) && version >= 0 ? version : null;
}

function duplicates(list: string, items: readonly { readonly id: string }[]): Diagnostic[] {
  const seen = new Set<string>();
  return items.flatMap(({ id }, index) => {
    if (seen.has(id)) return [diagnostic('file.duplicateId', { list, id }, `${list}[${index}].id`)];
    seen.add(id);
    return [];
  });
}

/**
 * What a schema cannot say: ids are unique and edges name existing nodes. A head whose task or an input whose data is missing is no
 * fault of the file: the canvas shows such nodes, and the graph's validation speaks of them.
 */
function referenceProblems(project: Project): Diagnostic[] {
  const { nodes, edges } = project.graph;
  const known = new Set(nodes.map((node) => node.id));
  return [
    ...duplicates('tasks', project.tasks),
    ...duplicates('graph.nodes', nodes),
    ...duplicates('graph.edges', edges),
    ...duplicates('ties', project.ties),
    ...project.ties.flatMap((tie, index) =>
      [tie.a, tie.b]
        .filter((end) => !known.has(end))
        .map((node) => diagnostic('file.edgeWithoutNode', { edge: tie.id, node }, `ties[${index}]`)),
    ),
    ...edges.flatMap((edge, index) =>
      [edge.source, edge.target]
        .filter((end) => !known.has(end))
        .map((node) => diagnostic('file.edgeWithoutNode', { edge: edge.id, node }, `graph.edges[${index}]`)),
    ),
  ];
}

/**
 * Reads a document of any known version. Refuses `file.notADocument`, `file.futureVersion`, what is no plain data or more than a document can be
 * (`file.notPlain`, `file.tooDeep`, `file.tooManyValues`), and otherwise names the first problems with their paths (`file.missingField`,
 * `file.badField`, `file.duplicateId`, `file.edgeWithoutNode`). Never throws, whatever it is given.
 */
export function parseProject(given: unknown): Result<Project> {
  try {
    return parsePlain(plainJson(given, new Budget(linkLimits, 'file')));
  } catch (error) {
    if (error instanceof DiagnosticError) return refused(error.diagnostic);
    throw error;
  }
}

function parsePlain(json: unknown): Result<Project> {
  const version = versionOf(json);
  if (version === null) return refused(diagnostic('file.notADocument', {}, 'file'));
  if (version > projectVersion) return refused(diagnostic('file.futureVersion', { version, known: projectVersion }, 'file'));
  let document = json;
  for (const migrate of migrations.slice(version)) {
    const migrated = migrate(document);
    if (!migrated.ok) return migrated;
    document = migrated.value;
  }
  document = upgradeKinds(document);
  const parsed = projectSchema.safeParse(document);
  if (!parsed.success) return refused(...schemaProblems(document, parsed.error));
  const problems = referenceProblems(parsed.data);
  return problems.length > 0 ? refused(...problems.slice(0, 5)) : ok(parsed.data);
}

/** The same from the text of a file; also refuses `file.notJson` and `file.repeatedKey`. */
export function parseProjectText(text: string, budget = new Budget(linkLimits, 'file')): Result<Project> {
  let json: unknown;
  try {
    json = readJson(text, budget);
  } catch (error) {
    return refused(error instanceof DiagnosticError ? error.diagnostic : diagnostic('file.notJson', {}, 'file'));
  }
  return parseProject(json);
}
