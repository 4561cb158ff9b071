import { inputKind, type Project } from '../project/schema.ts';
import { type DataSignature, givenInputs } from '../project/signature.ts';
import { generatedOf } from '../tasks/formats/format-of.ts';
import type { TargetInfo } from '../tasks/types.ts';
import { diagnostic, ok, type Result, refused } from '../util/diagnostics.ts';
import { addNode, connect } from './edits.ts';
import { columnWidth, connectWithDense, rowHeight } from './insert.ts';
import { readerUnits } from './proposed-branches.ts';
import { headOf } from './serving.ts';

/** What writes a text word by word, with its eyes on what reads the first text that is given. Refuses where no text is read. */
export function withDecoder(project: Project, signature: DataSignature, taskId: string, target: TargetInfo): Result<Project> {
  const text = givenInputs(signature).find(({ dtype, shape: [length] }) => dtype === 'i32' && length !== 1);
  const memory = project.graph.nodes.find(({ kind, id }) => kind === 'transformerBlock' && id === `transformerBlock-${text?.id}`);
  const head = headOf(project.graph, taskId);
  const previous = generatedOf(target)?.previous;
  if (!memory || !head || previous === undefined) {
    return refused(diagnostic('graph.noPlaceForHead', { task: taskId }, `task:${taskId}`));
  }
  const y = head.position.y + rowHeight;
  const place = (column: number) => ({ x: column * columnWidth, y });
  const [so, written, decoder] = [`input-${previous}`, `written-${taskId}`, `decoder-${taskId}`].map((id) => id.slice(0, 60));
  if (!so || !written || !decoder) return refused(diagnostic('graph.noPlaceForHead', { task: taskId }, `task:${taskId}`));
  let next = addNode(project, { kind: inputKind, id: so, params: { input: previous }, position: place(0) });
  next = addNode(next, { kind: 'positionEmbedding', id: written, params: { units: readerUnits }, position: place(1) });
  const params = { heads: 4, headSize: 12, hidden: 96, causal: true };
  next = addNode(next, { kind: 'transformerBlock', id: decoder, params, position: place(2) });
  next = connect(next, { source: so, target: written, port: 'in' });
  next = connect(next, { source: written, target: decoder, port: 'in' });
  next = connect(next, { source: memory.id, target: decoder, port: 'memory' });
  return ok(connectWithDense(next, signature, { source: decoder, target: head.id, port: 'in' }));
}
