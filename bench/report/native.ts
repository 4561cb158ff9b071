import { stepFlops } from '../../src/core/program/cost.ts';
import type { Row } from '../measure/row.ts';
import { median } from '../measure/statistics.ts';
import type { ModelSpec } from '../models/model.ts';
import { programOf } from '../models/program.ts';
import { findRow, speedUp } from './ratios.ts';
import type { Results } from './results.ts';
import { figure, markdownTable } from './table.ts';

/** GFLOP/s of large products, as a row says it of what it ran on; null where it does not. */
const productsOf = ({ device }: Row): number | null =>
  Number(/products at (\d+) GFLOP\/s/.exec(device)?.[1] ?? Number.NaN) || null;

const share = (part: number, whole: number | null): string => (whole === null ? '–' : `${figure((100 * part) / whole)} %`);

/** What decides the ratio of a model, from how near both come to what they reach in large products. */
function decisive(ratio: number, ours: number | null, theirs: number | null): string {
  if (ours === null || theirs === null) return '–';
  if (ratio >= 1) return 'what stands around the arithmetic: PyTorch is far from its products';
  if (theirs >= 0.5) return 'arithmetic: PyTorch is near its products, and ours are narrower';
  if (ours > theirs) return 'both: narrower products here, operations of their own there';
  return 'passes over memory between products, which a fused native kernel does in fewer';
}

/** How far a step of every model is from the products that both reach, on one thread. Empty where PyTorch was not measured. */
export function nativeTable(results: Pick<Results, 'rows'>, models: readonly ModelSpec[]): string {
  const rows = models.flatMap((model) => {
    const [ours, theirs] = [findRow(results, model.id, 'wasm', 'Node'), findRow(results, model.id, 'torch-1', 'Node')];
    if (!ours || !theirs) return [];
    const flops = stepFlops(programOf(model));
    const [mine, native] = [ours, theirs].map((row) => (flops * median(row.stepsPerSecond)) / 1e9);
    const [products, nativeProducts] = [productsOf(ours), productsOf(theirs)];
    const ratio = speedUp(ours, theirs);
    return [
      [
        model.id,
        figure(flops / 1e6),
        `${figure(ratio)}×`,
        figure(mine ?? 0),
        share(mine ?? 0, products),
        figure(native ?? 0),
        share(native ?? 0, nativeProducts),
        decisive(ratio, products && (mine ?? 0) / products, nativeProducts && (native ?? 0) / nativeProducts),
      ],
    ];
  });
  const head = [
    'model',
    'MFLOP of a step',
    'ours ÷ PyTorch',
    'ours: GFLOP/s',
    'of its products',
    'PyTorch: GFLOP/s',
    'of its products',
    'what decides',
  ];
  return rows.length === 0 ? '' : markdownTable(head, rows, [1, 2, 3, 4, 5, 6]);
}

/** What products come to on both sides, in words. */
export function productWords({ rows, vectors }: Pick<Results, 'rows' | 'vectors'>): string {
  const best = (contender: string): number | null => {
    const all = rows.flatMap((row) => (row.contender === contender && row.place === 'Node' ? (productsOf(row) ?? []) : []));
    return all.length > 0 ? Math.max(...all) : null;
  };
  const [ours, theirs] = [best('wasm'), best('torch-1')];
  if (vectors === null || ours === null || theirs === null) return '';
  const relaxed =
    vectors.relaxed === null
      ? 'The fused multiply-add of relaxed SIMD is not to be had in this Node without a flag'
      : `The fused multiply-add of relaxed SIMD comes to ${figure(vectors.relaxed)}`;
  return `On one thread of this machine multiplications and additions of WebAssembly's vectors, in registers and with nothing else to do, come to ${figure(vectors.plain)} GFLOP/s:
4 numbers at a time, a product and a sum as two instructions. Our products of 512 × 512 matrices come to ${figure(ours)} GFLOP/s, ${share(ours, vectors.plain)} of that, PyTorch's to ${figure(theirs)} with
8 or 16 numbers at a time and one instruction for both: where a step is nothing but large products, ours ÷ PyTorch is ${figure(ours / theirs)}×, and no kernel in WebAssembly
could bring it above ${figure(vectors.plain / theirs)}×. ${relaxed}, and the kernels do without it wherever it is: whether it rounds once or twice is the processor's choice, and the same
document would no longer give the same losses, bit for bit, on every machine. Four steps of the sum unrolled in the innermost loop were tried, and slower: 23 in place of 31 GFLOP/s.`;
}
