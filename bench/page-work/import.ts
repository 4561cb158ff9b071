import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import papa from 'papaparse';
import { z } from 'zod';
import { inferChoices } from '../../src/core/data/import/infer.ts';
import { readTable } from '../../src/core/data/import/table.ts';
import { randomStream } from '../../src/core/util/random.ts';
import type {} from '../../src/ui/app/window.d.ts';
import { importWorld } from '../../src/worker/import-world.ts';
import { withBuiltPage } from './built-page.ts';

/**
 * `npx tsx bench/page-work/import.ts [ROWS]`: how fast a CSV of 20 columns is imported on one core, beside papaparse alone on the same text; then the
 * longest tasks of the built page's main thread while a table of so many rows (10⁶) is imported, looked at, built and trained on in Chromium, and
 * what memory its processes take. Beside the time on the clock stands the processor's, which does not depend on what else the machine is
 * doing. Prints, and writes nothing.
 */
const rows = Number(process.argv[2] ?? 1e6);
const columns = 20;
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

async function throughput(): Promise<void> {
  const bytes = csvOf(Math.min(rows, 250_000));
  const megabytes = bytes.length / 1e6;
  const text = new TextDecoder().decode(bytes);
  const file = { name: 'bench.csv', size: bytes.length, slice: async (start: number, end: number) => bytes.slice(start, end) };
  const ours = async (): Promise<void> => {
    const read = await readTable(file, {}, importWorld());
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
  for (const [name, work] of [
    ['papaparse alone', alone],
    ['import', ours],
  ] as const) {
    await work();
    const seconds = [await processorSeconds(work), await processorSeconds(work), await processorSeconds(work)];
    const best = Math.min(...seconds);
    console.log(`${name.padEnd(16)} ${megabytes.toFixed(1)} MB: ${(megabytes / best).toFixed(1)} MB per second of a processor`);
  }
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

const longest = (microseconds: readonly number[]): string =>
  microseconds
    .toSorted((a, b) => b - a)
    .slice(0, 4)
    .map((time) => (time / 1000).toFixed(0).padStart(5))
    .join('');

await throughput();
await withBuiltPage(async (browser, url) => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${url}#preset=toy-related&executor=wasm`);
  await page.waitForFunction(() => window.playground?.status().state === 'idle', null, { timeout: 60_000 });
  // The file comes in from the disk, as a visitor's does.
  const folder = mkdtempSync(join(tmpdir(), 'import-'));
  const path = join(folder, 'bench.csv');
  const bytes = csvOf(rows);
  writeFileSync(path, bytes);
  const chooser = await page.evaluateHandle(() => {
    const input = document.createElement('input');
    input.type = 'file';
    document.body.append(input);
    return input;
  });
  await chooser.asElement()?.setInputFiles(path);
  const file = await chooser.evaluateHandle(({ files }) => files?.[0] ?? new File([], 'nothing.csv'));
  console.log(`${rows.toLocaleString('en')} rows × ${columns} columns, ${(bytes.length / 1e6).toFixed(0)} MB`);

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
    const tasks = traceEvents.filter(({ name, ph, pid, tid }) => name === 'RunTask' && ph === 'X' && isMain.has(`${pid} ${tid}`));
    const [clock, processor] = [tasks.map(({ dur }) => dur), tasks.map(({ tdur }) => tdur)];
    console.log(
      `${what.padEnd(10)} ${seconds.toFixed(1).padStart(6)} s   longest tasks: processor ${longest(processor)} ms   clock ${longest(clock)} ms`,
    );
  }

  await measured('import', () =>
    page.evaluate(async (given) => {
      const columns = { target: { role: 'target' } };
      const made = await window.playground?.importData(given, { name: 'bench', columns });
      const error = made?.diagnostics.find(({ severity }) => severity === 'error');
      if (error) throw new Error(error.message);
    }, file),
  );
  await page.waitForFunction(() => window.playground?.status().state === 'idle', null, { timeout: 300_000 });
  await measured('train', () => page.evaluate(() => window.playground?.train({ steps: 300 })));
  console.log(`heap ${await page.evaluate(() => JSON.stringify(Reflect.get(performance, 'memory')?.usedJSHeapSize / 1e6))} MB`);
  console.log(await page.getByTestId('memory').allTextContents());
  rmSync(folder, { recursive: true });
});
