import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import papa from 'papaparse';
import { z } from 'zod';
import { inferChoices } from '../../src/core/data/import/infer.ts';
import { readTable } from '../../src/core/data/import/table.ts';
import type { ReadingWorld } from '../../src/core/data/import/types.ts';
import { randomStream } from '../../src/core/util/random.ts';
import type {} from '../../src/ui/app/window.d.ts';
import { withBuiltPage } from './built-page.ts';

const columns = 20;
/** On which the time of reading is taken. */
const timedRows = 250_000;
const pieceLetters = 2 ** 21;

/** Numbers, words, yes or no, dates, with empty cells; the last column follows from the first two. */
function csvOf(count: number): Uint8Array<ArrayBuffer> {
  const random = randomStream(1, 'bench', 'import');
  const names = Array.from({ length: columns }, (_, i) => (i === columns - 1 ? 'target' : `column ${i}`));
  const parts = [names.join(',')];
  for (let row = 0; row < count; row++) {
    const [a, b] = [random.normal(), random.normal()];
    const cells = [a.toFixed(4), b.toFixed(3)];
    for (let i = 2; i < columns - 1; i++) {
      const empty = random.next() < 0.02;
      if (empty) cells.push('');
      else if (i % 6 === 2) cells.push(`level ${random.int(12)}`);
      else if (i % 6 === 3) cells.push(random.next() < 0.3 ? 'yes' : 'no');
      else if (i % 12 === 4) cells.push(`20${10 + random.int(14)}-0${1 + random.int(9)}-1${random.int(10)}`);
      else cells.push((random.next() * 1000).toFixed(2));
    }
    cells.push(a + b > 0 ? 'up' : 'down');
    parts.push(cells.join(','));
  }
  return new TextEncoder().encode(`${parts.join('\n')}\n`);
}

/** Seconds of the processor, by all threads of this process; the garbage collector's among them. */
async function processorSeconds(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** Megabytes of a CSV per second of a processor. */
interface Throughput {
  readonly imported: number;
  /** papaparse on the same text, which makes rows of text and nothing else. */
  readonly papaparse: number;
}

/** The world that reading needs, without anything that keeps the process alive. */
const world: ReadingWorld = {
  decoder(encoding) {
    const decoder = new TextDecoder(encoding);
    return { decode: (bytes, more) => decoder.decode(bytes, { stream: more }) };
  },
  pause: () => new Promise((resolve) => setImmediate(resolve)),
};

async function measureThroughput(rows: number): Promise<Throughput> {
  const bytes = csvOf(rows);
  const text = new TextDecoder().decode(bytes);
  const file = { name: 'bench.csv', size: bytes.length, slice: async (start: number, end: number) => bytes.slice(start, end) };
  const ours = async (): Promise<void> => {
    const read = await readTable(file, {}, world);
    if (!read.ok) throw new Error(read.diagnostics.map(({ message }) => message).join(' '));
    inferChoices(read.value);
  };
  const alone = async (): Promise<void> => {
    for (let start = 0; start < text.length; ) {
      const parsed = papa.parse<string[]>(text.slice(start, start + pieceLetters), { delimiter: ',', newline: '\n' });
      const last = start + pieceLetters >= text.length;
      start += last ? pieceLetters : parsed.meta.cursor - (parsed.data.at(-1)?.join(',').length ?? 0);
    }
  };
  const fastest = async (work: () => Promise<void>): Promise<number> => {
    await work();
    const seconds = [await processorSeconds(work), await processorSeconds(work), await processorSeconds(work)];
    return bytes.length / 1e6 / Math.min(...seconds);
  };
  return { papaparse: await fastest(alone), imported: await fastest(ours) };
}

const traceSchema = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      ph: z.string(),
      pid: z.number(),
      tid: z.number(),
      dur: z.number().default(0),
      tdur: z.number().default(0),
      args: z.object({ name: z.unknown() }).partial().default({}),
    }),
  ),
});

/** Milliseconds of the longest task of the main thread, by the clock and by the processor, which does not depend on what else the machine is doing. */
interface LongestTask {
  readonly what: string;
  readonly seconds: number;
  readonly clockMs: number;
  readonly processorMs: number;
}

export interface ImportWork {
  readonly throughput: Throughput;
  /** While the table is imported, looked at and built, and while it is trained on. */
  readonly rows: number;
  readonly tasks: readonly LongestTask[];
}

const longestMs = (microseconds: readonly number[]): number =>
  microseconds.reduce((most, time) => Math.max(most, time / 1000), 0);

/**
 * How fast a CSV of 20 columns is imported on one core, beside papaparse alone on the same text; then the longest tasks of the built page's main thread
 * while a table of so many rows is imported and trained on in Chromium.
 */
export async function measureImport(rows = 1e6): Promise<ImportWork> {
  const throughput = await measureThroughput(Math.min(rows, timedRows));
  const tasks: LongestTask[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'import-'));
  try {
    // The file comes in from the disk, as a visitor's does.
    const path = join(folder, 'bench.csv');
    writeFileSync(path, csvOf(rows));
    await withBuiltPage(async (browser, url) => {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      await page.goto(`${url}#preset=toy-related&executor=wasm`);
      await page.waitForFunction(() => window.playground?.status().state === 'idle', null, { timeout: 60_000 });
      const chooser = await page.evaluateHandle(() => {
        const input = document.createElement('input');
        input.type = 'file';
        document.body.append(input);
        return input;
      });
      await chooser.asElement()?.setInputFiles(path);
      const file = await chooser.evaluateHandle(({ files }) => files?.[0] ?? new File([], 'nothing.csv'));

      async function measured(what: string, act: () => Promise<unknown>): Promise<void> {
        await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline', '__metadata'] });
        const started = performance.now();
        await act();
        const seconds = (performance.now() - started) / 1000;
        const { traceEvents } = traceSchema.parse(JSON.parse((await browser.stopTracing()).toString()));
        const isMain = new Set(
          traceEvents.flatMap(({ name, args, pid, tid }) =>
            name === 'thread_name' && args.name === 'CrRendererMain' ? [`${pid} ${tid}`] : [],
          ),
        );
        const found = traceEvents.filter(
          ({ name, ph, pid, tid }) => name === 'RunTask' && ph === 'X' && isMain.has(`${pid} ${tid}`),
        );
        if (found.length === 0) throw new Error(`The main thread left no trace (${what}).`);
        tasks.push({
          what,
          seconds,
          clockMs: longestMs(found.map(({ dur }) => dur)),
          processorMs: longestMs(found.map(({ tdur }) => tdur)),
        });
      }

      await measured('imported', () =>
        page.evaluate(async (given) => {
          const columns = { target: { role: 'target' } };
          const made = await window.playground?.importData(given, { name: 'bench', columns });
          const error = made?.diagnostics.find(({ severity }) => severity === 'error');
          if (error) throw new Error(error.message);
        }, file),
      );
      await page.waitForFunction(() => window.playground?.status().state === 'idle', null, { timeout: 300_000 });
      await measured('trained on', () => page.evaluate(() => window.playground?.train({ steps: 300 })));
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
  return { throughput, rows, tasks };
}

// `npx tsx bench/page-work/import.ts [ROWS]`: this alone.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { throughput, rows, tasks } = await measureImport(Number(process.argv[2] ?? 1e6));
  for (const [name, speed] of Object.entries(throughput))
    console.log(`${name.padEnd(12)} ${speed.toFixed(1)} MB per second of a processor`);
  for (const { what, seconds, clockMs, processorMs } of tasks)
    console.log(
      `${rows.toLocaleString('en')} rows ${what}: ${seconds.toFixed(1)} s, longest task ${clockMs.toFixed(0)} ms, of the processor ${processorMs.toFixed(0)} ms`,
    );
}
