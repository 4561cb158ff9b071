import type { Representation } from '../../../core/runs/looked.ts';
import { diagnostic, ok, type Result, refused } from '../../../core/util/diagnostics.ts';
import { ownValue } from '../../../core/util/own-value.ts';
import type { Executor, Session } from '../../executors/executor.ts';
import { takeNumbers, takeRows } from '../evaluate.ts';
import type { PreparedRun } from '../prepare.ts';
import type { Slices } from '../sliced-work.ts';

type Run = Pick<PreparedRun, 'project' | 'program' | 'dataset' | 'split' | 'tasks'>;

interface Loaded {
  readonly node: string;
  readonly made: Promise<{ readonly session: Session; readonly size: number } | null>;
}

/** Shows how a node tells samples apart; the program of the last node that was asked for is kept. */
export class RepresentationLook {
  private loaded: Loaded | null = null;

  constructor(
    private readonly run: Run,
    private readonly executor: Executor,
  ) {}

  /** Of the first `count` test samples, or of training where there are none. Refused for a node that the run does not have. */
  async take(trained: Session, node: string, count: number, slices: Pick<Slices, 'pause'>): Promise<Result<Representation>> {
    if (this.loaded?.node !== node) {
      this.dispose();
      this.loaded = { node, made: this.load(node) };
    }
    const made = await this.loaded.made;
    if (!made) return refused(diagnostic('graph.noSuchNode', { id: node }));
    const { dataset, split, tasks, program } = this.run;
    const { count: all, inputs } = dataset.signature;
    const rows = (split.test.length > 0 ? split.test : split.train).slice(0, Math.max(2, Math.floor(count)));
    await made.session.write('parameters', await trained.read('parameters'));
    if (program.stateCount > 0) await made.session.write('state', await trained.read('state'));
    await slices.pause();
    const feeds = inputs.map(({ id }) => [id, takeNumbers(ownValue(dataset.inputs, id) ?? new Float32Array(0), all, rows)]);
    const { representation = new Float32Array(0) } = await made.session.predict(Object.fromEntries(feeds), rows.length);
    await slices.pause();
    const { principalPlane } = await import('../../../core/balancing/diagnosis/principal-components.ts');
    const { points, explained } = principalPlane(representation, rows.length, made.size);
    const byTask = <T>(value: (task: Run['tasks'][number]) => T): Record<string, T> =>
      Object.fromEntries(tasks.map((task) => [task.task.id, value(task)]));
    return ok({
      rows,
      points,
      explained,
      size: made.size,
      truth: byTask(({ targets }) => takeNumbers(targets, all, rows)),
      labelled: byTask(({ mask }) => takeRows(mask, all, rows, (size) => new Float32Array(size))),
    });
  }

  dispose(): void {
    this.loaded?.made.then((made) => made?.session.dispose()).catch(() => undefined);
    this.loaded = null;
  }

  private async load(node: string): Promise<{ readonly session: Session; readonly size: number } | null> {
    const { representationProgram } = await import('../../../core/compile/representation.ts');
    const { project, dataset, program } = this.run;
    const made = representationProgram(project, dataset.signature, program, node);
    return made && { session: await this.executor.load(made.program, {}), size: made.size };
  }
}
