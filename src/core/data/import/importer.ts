import { assertNever } from '../../util/assert-never.ts';
import { reasonOf } from '../../util/reason.ts';
import type { FileBytes, FromImporter, ImportAnswer, ImportQuestion, ToImporter } from './messages.ts';
import { ImportSession, restore, type SessionWorld } from './session.ts';
import type { OnProgress, SourceFile } from './types.ts';

const fileOf = (name: string, bytes: FileBytes): SourceFile => ({
  name,
  size: bytes.size,
  slice: async (start, end) => new Uint8Array(await bytes.slice(start, end).arrayBuffer()),
});

/** Answers questions about one file after another; the message → the answer, with progress on the way. */
export function createImporter(world: SessionWorld, say: (message: FromImporter) => void): (message: ToImporter) => void {
  const session = new ImportSession(world);
  let last: { readonly bytes: FileBytes; readonly file: SourceFile } | null = null;
  let before: Promise<void> = Promise.resolve();

  /** The same bytes are the same file, so that it is hashed once. */
  function source(name: string, bytes: FileBytes): SourceFile {
    if (last?.bytes !== bytes) last = { bytes, file: fileOf(name, bytes) };
    return last.file;
  }

  async function answer(number: number, question: ImportQuestion): Promise<ImportAnswer> {
    const onProgress: OnProgress = (done, bytes) => say({ type: 'progress', number, done, bytes });
    switch (question.type) {
      case 'read':
        return {
          type: 'read',
          result: await session.read(source(question.name, question.bytes), question.options, onProgress),
        };
      case 'judge':
        return { type: 'judge', result: await session.judge(question.choices, question.division) };
      case 'build':
        return { type: 'build', result: await session.build(question.choices, question.division, question.name) };
      case 'restore':
        return {
          type: 'restore',
          result: await restore(fileOf(question.name, question.bytes), question.wanted, world, onProgress),
        };
      default:
        return assertNever(question);
    }
  }

  return ({ number, question }) => {
    before = before
      .then(() => answer(number, question))
      .then((given) => say({ type: 'answer', number, answer: given }))
      .catch((error: unknown) => say({ type: 'broken', reason: reasonOf(error) }));
  };
}
