import { type PicturePlan, type PlannedPicture, planPictures } from '../../core/compile/pictures.ts';
import type { Picture } from '../../core/runs/protocol.ts';
import { ownValue } from '../../core/util/own-value.ts';
import type { Executor, Session } from '../executors/executor.ts';
import { takeNumbers } from './evaluate.ts';
import { reduced } from './picture-values.ts';
import type { PreparedRun } from './prepare.ts';

type Run = Pick<PreparedRun, 'project' | 'program' | 'dataset' | 'split'>;

/**
 * Looks inside the nodes of a run. The pictures have a program of their own, which is planned and loaded at the first look that needs it, on
 * the executor that trains, and gets the weights anew each time: a run that nobody looks at pays nothing.
 */
export class PictureLook {
  private plan: PicturePlan | null = null;
  private session: Promise<Session> | null = null;

  constructor(
    private readonly run: Run,
    private readonly executor: Executor,
  ) {}

  /**
   * With the weights that `trained` holds now: every picture in brief, or that of one node in full; by node. `pause` comes after planning
   * and after loading, which are done once.
   */
  async take(
    trained: Session,
    node?: string,
    pause: () => Promise<void> = () => Promise.resolve(),
  ): Promise<Record<string, Picture>> {
    const { project, dataset, program } = this.run;
    if (!this.plan) {
      this.plan = planPictures(project, dataset.signature, program);
      await pause();
    }
    const wanted = this.plan.pictures.filter((picture) => node === undefined || picture.node === node);
    if (wanted.length === 0) return {};
    const session = wanted.some(({ from }) => 'output' in from) ? await this.loaded(pause) : null;
    const parameters = await trained.read('parameters');
    const { rows, outputs } = await this.computed(trained, parameters, session);
    const entries = wanted.map((picture): [string, Picture] => {
      const { from } = picture;
      const values =
        'parameter' in from
          ? parameters.subarray(from.parameter.offset, from.parameter.offset + from.parameter.size)
          : (outputs[from.output] ?? new Float32Array(0));
      const detail = { full: node !== undefined, tokens: this.tokensOf(picture, rows) };
      return [picture.node, reduced(picture, values, detail)];
    });
    return Object.fromEntries(entries);
  }

  dispose(): void {
    // A session that could not be loaded has nothing to dispose of; whoever asked for it has heard.
    this.session?.then((session) => session.dispose()).catch(() => undefined);
    this.session = null;
  }

  private async loaded(pause: () => Promise<void>): Promise<Session | null> {
    const program = this.plan?.program;
    if (!program || this.session) return this.session;
    this.session = this.executor.load(program, {});
    const session = await this.session;
    await pause();
    return session;
  }

  /** The outputs of the pictures' program for the first samples; none without its session. */
  private async computed(
    trained: Session,
    parameters: Float32Array,
    session: Session | null,
  ): Promise<{ readonly rows: Int32Array; readonly outputs: Readonly<Record<string, Float32Array>> }> {
    const program = this.plan?.program;
    const { validation, train } = this.run.split;
    if (!program || !session) return { rows: new Int32Array(0), outputs: {} };
    const rows = (validation.length > 0 ? validation : train).slice(0, program.predictBatchSize);
    await session.write('parameters', parameters);
    if (program.stateCount > 0) await session.write('state', await trained.read('state'));
    return { rows, outputs: await session.predict(this.inputsAt(rows), rows.length) };
  }

  private inputsAt(rows: Int32Array): Record<string, Float32Array | Int32Array> {
    const { count, inputs } = this.run.dataset.signature;
    return Object.fromEntries(inputs.map(({ id }) => [id, this.input(id, count, rows)]));
  }

  private input(id: string, count: number, rows: Int32Array): Float32Array | Int32Array {
    return takeNumbers(ownValue(this.run.dataset.inputs, id) ?? new Float32Array(0), count, rows);
  }

  /** The tokens of the first sample that stand at a picture's positions. */
  private tokensOf({ tokens }: PlannedPicture, rows: Int32Array): Int32Array | null {
    if (tokens === null || rows.length === 0) return null;
    return Int32Array.from(this.input(tokens, this.run.dataset.signature.count, rows.slice(0, 1)));
  }
}
