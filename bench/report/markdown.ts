import { at } from '../../src/core/util/assert-never.ts';
import type { GpuCounts } from '../counts/counts.ts';
import type { Row } from '../measure/row.ts';
import { deviationOf, median, spreadOf } from '../measure/statistics.ts';
import type { ModelSpec } from '../models/model.ts';
import { costRatio } from '../pairs/pair.ts';
import { nativeTable, productWords } from './native.ts';
import { findRow, rivalOf, speedUp } from './ratios.ts';
import type { Results } from './results.ts';
import { figure, markdownTable } from './table.ts';
import type { CheckedTarget } from './targets.ts';

const withUnit = (value: number, unit: CheckedTarget['unit']): string =>
  `${figure(value)}${unit === 'kB' || unit === 'ms' ? ' ' : ''}${unit}`;

export const targetTable = (checked: readonly CheckedTarget[]): string =>
  markdownTable(
    ['what must be reached', 'target', 'measured', 'reached'],
    checked.map(({ title, bound, limit, unit, measured, reached }) => [
      title,
      `${bound} ${withUnit(limit, unit)}`,
      typeof measured === 'string' ? measured : withUnit(measured, unit),
      typeof measured === 'string' ? '–' : reached ? 'yes' : 'no',
    ]),
    [1, 2],
  );

function modelRow(results: Results, model: ModelSpec, row: Row): string[] {
  const { name, place, device, stepsPerSecond, lossDifference, words } = row;
  const rival = rivalOf(results, row);
  const measured = findRow(results, row.model, row.contender, place);
  const spread = spreadOf(stepsPerSecond);
  const figures = measured
    ? [figure(spread.median), `${figure(spread.low)} – ${figure(spread.high)}`, figure(spread.median * model.batch)]
    : ['–', '–', '–'];
  const ratio = measured && rival ? `${figure(speedUp(rival, measured))}×` : '–';
  const losses = lossDifference === null ? '–' : lossDifference.toExponential(0);
  return [name, place, device, ...figures, ratio, losses, words];
}

const columns = ['contender', 'where', 'on', 'steps/s', 'range', 'examples/s', 'ours ÷ this', 'losses off by', 'remarks'];

export function modelTable(results: Results, model: ModelSpec): string {
  const rows = results.rows.filter((row) => row.model === model.id);
  return markdownTable(
    columns,
    rows.map((row) => modelRow(results, model, row)),
    [3, 4, 5, 6, 7],
  );
}

const madeBy = ({ buffersMade, bindGroupsMade, pipelinesMade }: GpuCounts): number =>
  buffersMade + bindGroupsMade + pipelinesMade;

/** Figures per step, ours and then those of stock tfjs's `trainOnBatch`. */
export function countsTable({ nullCosts, chromiumCounts }: Results): string {
  const rows = nullCosts.map(({ model, hardware, software, gramian, oursMs, stock }) => {
    const chromium = chromiumCounts.find((counted) => counted.model === model);
    const dispatches = [hardware, software, chromium?.counts, gramian].map((counts) => `${counts?.dispatches ?? '–'}`);
    const ours = [`${hardware.submitsPerBlock}`, `${madeBy(hardware)}`, `${figure(1000 * oursMs)} µs`];
    const theirs = stock
      ? [stock.counts.dispatches, stock.counts.submitsPerBlock, madeBy(stock.counts), `${figure(1000 * stock.ms)} µs`]
      : ['–', '–', '–', '–'];
    return [model, ...dispatches, ...ours, ...theirs.map(String)];
  });
  const block = at(nullCosts, 0).hardware.stepsPerBlock;
  const head = [
    'model',
    'dispatches on a GPU',
    'on a software adapter',
    'in Chromium',
    'with a Gramian',
    `submissions per ${block} steps`,
    'made',
    'JavaScript',
    'trainOnBatch: dispatches',
    'submissions per step',
    'made',
    'JavaScript',
  ];
  return markdownTable(
    head,
    rows,
    head.map((_, column) => column).filter((column) => column > 0),
  );
}

export function pairTable({ pairs }: Results): string {
  const rows = pairs.map((cost) => {
    const { title, model, executor, plain, other, words } = cost;
    const turns = plain.map((ms, turn) => (other[turn] ?? Number.NaN) / ms);
    const figures =
      plain.length > 0
        ? [`${figure(costRatio(cost))}×`, `${figure(median(turns))}×`, `± ${figure(deviationOf(turns))}`]
        : ['–', '–', '–'];
    return [title, model, executor, ...figures, `${plain.length}`, words];
  });
  return markdownTable(
    ['time of', 'model', 'executor', 'fastest tenth', 'median of turns', 'deviation', 'turns', 'remarks'],
    rows,
    [3, 4, 5, 6],
  );
}

/** How fast a table comes in, beside its parser alone, and what that is for the page. */
export function importTable({ imported }: Results): string {
  if (!imported) return '';
  const { throughput, rows, tasks } = imported;
  const speeds = [
    ['read into columns that are told apart', `${figure(throughput.imported)} MB per second of a processor`],
    ['papaparse alone: rows of text', `${figure(throughput.papaparse)} MB per second of a processor`],
  ];
  const longest = tasks.map(({ what, seconds, clockMs, processorMs }) => [
    `${rows.toLocaleString('en')} rows ${what} in the page, ${figure(seconds)} s`,
    `longest task of the main thread ${figure(clockMs)} ms, ${figure(processorMs)} ms of the processor`,
  ]);
  return markdownTable(['a CSV of 20 columns', 'measured'], [...speeds, ...longest]);
}

/** The date and the machine in one sentence. */
export function machineWords({ date, machine }: Results): string {
  const { processor, cores, system, node, chromium, loads } = machine;
  const load = loads.map((value) => value.toFixed(1)).join(' before and ');
  return `${date.slice(0, 10)}, ${processor} (${cores} cores), ${system}, Node ${node}, Chromium ${chromium}; load ${load} after.`;
}

const method = `One run, side by side: every contender in a process (Node) or worker (Chromium) of its own, all started with the same data,
batches and initial weights where they take them; their losses must be those of a float64 reference within 1e-3 before they are measured;
then they take turns, round after round. Medians over the rounds, and the range; _ours ÷ this_ is the median of the rounds' ratios, against
our wasm executor (one thread) for what runs on the processor and our webgpu executor for what runs on WebGPU. Contenders other than our
executors are handed their batches ready-made on the device, ours gather them from the data set; all read every loss back. WebGPU is
Chromium's software adapter (SwiftShader) where the machine has no GPU. The larger models run in Chromium only, and not in plain JavaScript. Trust the ratios; times of another machine differ.`;

const bounds = `The gradients of T tasks, every number of each, cannot be had for three plain steps where T is large: a layer's product forwards is
done once for all, but back through it, and for the gradient of its weights, there is one for every task. That is 1 + 2T in place of 3, and 1 + T in place of 2 where
nothing goes back further. What methods on gradients take beyond the bound of 3× is held to that by counting; those to which the Gramian is enough
do without.`;

const native = `Beside native PyTorch two things decide. A step of a small model is mostly what stands around its arithmetic: PyTorch's interpreter, its tape and
its optimiser take some microseconds for every operation, our step is one call. In a large product arithmetic decides: WebAssembly has vectors of 128 bits and no fused multiply-add
in the instructions that every browser has, a native library has 256 or 512 bits and fuses, so that on the same core it may do four to eight times as much, as far as
memory keeps up. PyTorch convolves by such products, too. Threads help where a product is large enough to be shared out; ours begin at sizes at which they were measured to gain. The speed
of PyTorch's products stands in its row: Debian's reference library is slow, \`libopenblas0-pthread\` is not. Our figure on threads is Chromium's, PyTorch's that of a process of its own.`;

/** What is measured beside PyTorch, and what decides it. */
const besideNative = (results: Results, models: readonly ModelSpec[]): string =>
  [native, productWords(results), nativeTable(results, models)].filter((part) => part !== '').join('\n\n');

/** The whole report. */
export function report(results: Results, checked: readonly CheckedTarget[], models: readonly ModelSpec[]): string {
  const sections = models
    .filter(({ id }) => results.rows.some((row) => row.model === id))
    .map((model) => `## ${model.title}\n\n${modelTable(results, model)}\n`);
  const counted =
    results.nullCosts.length > 0
      ? [`## Calls of WebGPU per training step, and their JavaScript\n\n${countsTable(results)}\n`]
      : [];
  const paired =
    results.pairs.length > 0 ? [`## Two ways in turn, in Chromium where nothing else is said\n\n${pairTable(results)}\n`] : [];
  const problems =
    results.problems.length > 0 ? [`## Not measured\n\n${results.problems.map((line) => `- ${line}`).join('\n')}\n`] : [];
  return [
    '# Bench\n',
    `${machineWords(results)} Made by \`npm run bench\`.\n`,
    `${method}\n`,
    `## What must be reached\n\n${targetTable(checked)}\n\n${bounds}\n\n${besideNative(results, models)}\n`,
    ...sections,
    ...paired,
    ...counted,
    ...(results.imported ? [`## A large table\n\n${importTable(results)}\n`] : []),
    ...problems,
  ].join('\n');
}
