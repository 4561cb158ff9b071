import { parseArgs } from 'node:util';
import { collect, type Form } from './collect.ts';
import type { Contender } from './contenders/contender.ts';
import type { ModelSpec } from './models/model.ts';
import { models } from './models/registry.ts';
import { countsTable, importTable, machineWords, modelTable, pairTable, report, targetTable } from './report/markdown.ts';
import { checkTargets } from './report/targets.ts';
import { writeBenchFile, writeReadme } from './report/write.ts';

/**
 * `npm run bench`: training of the same models by our executors and by whatever else a visitor could pick, side by side in one run.
 * Prints tables, and writes bench/results.json and bench/RESULTS.md; with `--readme` the table of what must be reached goes into README.md too.
 *
 *   --short            seconds; writes nothing; fails where a count is missed (dispatches, creations, submissions, first load), never on times
 *   --models A,B       only these; then nothing is written
 *   --contenders X,Y   only these (ids of bench/contenders/registry.ts, `pairs` and `page`)
 *   --rounds N --window MILLISECONDS
 */
const { values: options } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    readme: { type: 'boolean', default: false },
    models: { type: 'string' },
    contenders: { type: 'string' },
    rounds: { type: 'string' },
    window: { type: 'string' },
  },
});

const began = Date.now();
const progress = (words: string): void => console.log(`${((Date.now() - began) / 1000).toFixed(0).padStart(4)} s  ${words}`);
const chosen = (list: string | undefined, id: string): boolean => list === undefined || list.split(',').includes(id);

const chosenModels = models.filter(({ id }) => chosen(options.models, id));

/** Of the short form: the ratios with which a change would be noticed first. */
const shortRows = new Set(['wasm Node', 'stock-core-wasm Node', 'per-example Node', 'webgpu Chromium', 'jax-webgpu Chromium']);

/** Backends without anything but JavaScript. */
const plain = new Set(['cpu', 'JavaScript']);

/** Ours that stand beside native PyTorch on as many threads, and PyTorch itself: with all models. */
const besideNative = new Set(['torch-1 Node', 'torch-2 Node', 'wasm Node', 'wasm-threads Chromium, isolated']);

/** Says in words why it cannot train the model: a row that takes no time. */
const refuses = (contender: Contender, model: ModelSpec): boolean => typeof contender.substitute(model) === 'string';

const form: Form = options.short
  ? {
      form: 'short',
      models,
      rounds: { rounds: Number(options.rounds ?? 2), windowMs: Number(options.window ?? 80), progress },
      nullRounds: [1, 50],
      measured: ({ id }, contender, place) => id === 'B' && shortRows.has(`${contender.id} ${place}`),
      pairs: false,
      pageWork: false,
      counted: [
        ['A', 1],
        ['B', 8],
      ],
    }
  : {
      form: 'full',
      models: chosenModels,
      rounds: { rounds: Number(options.rounds ?? 5), windowMs: Number(options.window ?? 250), progress },
      nullRounds: [5, 200],
      measured: (model, contender, place) =>
        !model.pairsOnly &&
        chosen(options.contenders, contender.id) &&
        (besideNative.has(`${contender.id} ${place}`) ||
          (!model.nativeOnly &&
            contender.party !== 'PyTorch' &&
            (model.everywhere || (place !== 'Node' && (!plain.has(contender.backend) || refuses(contender, model)))))),
      pairs: chosen(options.contenders, 'pairs'),
      pageWork: chosen(options.contenders, 'page'),
      counted: chosenModels.filter(({ nativeOnly }) => !nativeOnly).map(({ id }) => [id, id === 'B' ? 16 : 1]),
    };

const results = await collect(form);
const checked = checkTargets(results);
const whole = !options.short && options.models === undefined && options.contenders === undefined;
const shown = checked.filter(({ measured }) => whole || typeof measured === 'number');
console.log(`\n${machineWords(results)}\n`);
for (const model of models.filter(({ id }) => results.rows.some((row) => row.model === id)))
  console.log(`${model.title}\n\n${modelTable(results, model)}\n`);
if (results.pairs.length > 0) console.log(`${pairTable(results)}\n`);
if (results.nullCosts.length > 0) console.log(`${countsTable(results)}\n`);
if (results.imported) console.log(`${importTable(results)}\n`);
console.log(targetTable(shown));
for (const problem of results.problems) console.log(`Not measured: ${problem}`);

const missed = checked.filter(({ kind, reached }) => kind === 'exact' && !reached);
if (options.short) {
  for (const { title, measured, bound, limit } of missed) console.error(`Missed: ${title}: ${measured}, not ${bound} ${limit}`);
  process.exitCode = missed.length > 0 ? 1 : 0;
} else if (whole) {
  writeBenchFile('results.json', `${JSON.stringify(results, null, 1)}\n`);
  writeBenchFile('RESULTS.md', report(results, checked, models));
  if (options.readme) writeReadme(`${machineWords(results)}\n\n${targetTable(checked)}`);
}
progress('done');
