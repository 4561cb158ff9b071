import type { ColumnChoice, Division } from '../core/data/import/choices.ts';
import type { Described } from '../core/data/import/described.ts';
import type {
  FileBytes,
  FromImporter,
  ImportAnswer,
  ImportQuestion,
  ToBeDecoded,
  ToImporter,
} from '../core/data/import/messages.ts';
import type { OwnDataset } from '../core/data/import/own-dataset.ts';
import type { JudgedChoices, ReadReport } from '../core/data/import/session.ts';
import type { OnProgress, ReadingOptions } from '../core/data/import/types.ts';
import { diagnostic, ok, type Result, refused } from '../core/util/diagnostics.ts';
import { reasonOf } from '../core/util/reason.ts';
import { decodeFor } from './decode-for.ts';

/** The other end of a worker that imports: the browser's, or a test's. */
export interface ImporterLink {
  post(message: ToImporter): void;
  terminate(): void;
}

export type ConnectImporter = (onMessage: (message: FromImporter) => void, onDeath: (reason: string) => void) => ImporterLink;

/** Reads files away from the page. What it is asked is answered in order; after `end` nothing is. */
export interface Importer {
  read(name: string, bytes: FileBytes, options: ReadingOptions, onProgress: OnProgress): Promise<Result<ReadReport>>;
  judge(choices: readonly ColumnChoice[], division: Division): Promise<Result<JudgedChoices>>;
  build(choices: readonly ColumnChoice[], division: Division, name: string): Promise<Result<OwnDataset>>;
  restore(
    name: string,
    bytes: FileBytes,
    wanted: { readonly id: string; readonly described: Described },
    onProgress: OnProgress,
  ): Promise<Result<OwnDataset>>;
  /** Gives up whatever is under way, at once; what waits is refused with `import.cancelled`. */
  end(): void;
}

interface Waiting {
  readonly onProgress: OnProgress;
  readonly settle: (answer: Result<ImportAnswer>) => void;
}

/** The page's. */
const connectImportWorker: ConnectImporter = (onMessage, onDeath) => {
  const worker = new Worker(new URL('../worker/import-worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<FromImporter | ToBeDecoded>) => {
    if (data.type !== 'decode') onMessage(data);
    else decodeFor(worker, data).catch((error: unknown) => onDeath(reasonOf(error)));
  });
  worker.addEventListener('error', ({ message }) => onDeath(message || 'error'));
  worker.addEventListener('messageerror', () => onDeath('messageerror'));
  return { post: (message) => worker.postMessage(message), terminate: () => worker.terminate() };
};

/** Starts an importer. */
export function startImporter(connect: ConnectImporter = connectImportWorker): Importer {
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  let over: Result<never> | null = null;

  function finish(refusal: Result<never>): void {
    over ??= refusal;
    link.terminate();
    const all = [...waiting.values()];
    waiting.clear();
    for (const { settle } of all) settle(refusal);
  }
  const died = (reason: string): void => finish(refused(diagnostic('import.died', { reason }, 'file')));

  const link = connect((message) => {
    if (message.type === 'broken') return died(message.reason);
    const one = waiting.get(message.number);
    if (message.type === 'progress') return one?.onProgress(message.done, message.bytes);
    waiting.delete(message.number);
    return one?.settle(ok(message.answer));
  }, died);

  function ask(question: ImportQuestion, onProgress: OnProgress = () => undefined): Promise<Result<ImportAnswer>> {
    if (over) return Promise.resolve(over);
    const number = asked++;
    return new Promise((settle) => {
      waiting.set(number, { onProgress, settle });
      link.post({ number, question });
    });
  }

  const data = async (question: ImportQuestion, onProgress?: OnProgress): Promise<Result<OwnDataset>> => {
    const answer = await ask(question, onProgress);
    if (!answer.ok) return answer;
    return answer.value.type === 'build' || answer.value.type === 'restore' ? answer.value.result : unexpected();
  };
  const unexpected = (): Result<never> => refused(diagnostic('import.died', { reason: 'another answer' }, 'file'));

  return {
    async read(name, bytes, options, onProgress) {
      const answer = await ask({ type: 'read', name, bytes, options }, onProgress);
      if (!answer.ok) return answer;
      return answer.value.type === 'read' ? answer.value.result : unexpected();
    },
    async judge(choices, division) {
      const answer = await ask({ type: 'judge', choices, division });
      if (!answer.ok) return answer;
      return answer.value.type === 'judge' ? ok(answer.value.result) : unexpected();
    },
    build: (choices, division, name) => data({ type: 'build', choices, division, name }),
    restore: (name, bytes, wanted, onProgress) => data({ type: 'restore', name, bytes, wanted }, onProgress),
    end: () => finish(refused(diagnostic('import.cancelled', {}, 'file'))),
  };
}
