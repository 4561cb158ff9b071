import type { SplitName } from '../../core/data/types.ts';
import type { JudgedSplit } from '../../core/runs/protocol.ts';
import type { TargetFormat } from '../../core/tasks/types.ts';
import { evaluateOutputs, takeNumbers, takeRows } from './evaluate.ts';
import { between } from './predict-inputs.ts';
import type { Answering } from './requests.ts';

/** Of a split so many samples are looked at, the first ones. */
const mostRows = 20_000;

/** Whose predictions are few numbers per sample, and say something by themselves. */
const isSmall = ({ format }: TargetFormat): boolean => format === 'class' || format === 'binary' || format === 'values';

const nothing = new Float32Array(0);

/** What every task says of the samples of a split, beside the truth and the loss of each. */
export async function judgedSplit(
  a: Pick<Answering, 'run' | 'session' | 'env' | 'slices'>,
  split: SplitName,
): Promise<JudgedSplit> {
  const { run, session } = a;
  const { count } = run.dataset.signature;
  const rows = run.split[split].slice(0, mostRows);
  const kept = run.tasks.filter(({ target }) => isSmall(target));
  const outputs =
    (await evaluateOutputs({
      session,
      rows,
      batchSize: run.program.evaluateBatchSize,
      ...between(a),
      aborted: () => false,
      keep: (all) => {
        const wanted = [...kept.map(({ output }) => output), ...run.tasks.flatMap(({ loss }) => loss ?? [])];
        return Object.fromEntries(wanted.map((name) => [name, all[name] ?? nothing]));
      },
    })) ?? {};
  return {
    rows,
    tasks: Object.fromEntries(
      run.tasks.map(({ task, target, output, loss, targets, mask }) => [
        task.id,
        {
          outputs: outputs[output] ?? nothing,
          truth: isSmall(target) ? takeNumbers(targets, count, rows) : nothing,
          labelled: takeRows(mask, count, rows, (size) => new Float32Array(size)),
          losses: loss === null ? null : (outputs[loss] ?? null),
        },
      ]),
    ),
  };
}
