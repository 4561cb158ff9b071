import type { AttackProgram } from '../../../core/compile/attack.ts';
import { boundsOf, type MovableInput } from '../../../core/compile/perturbation.ts';
import { inputName } from '../../../core/project/data-names.ts';
import type { AttackReport, AttackSettings, ChangedSamples } from '../../../core/runs/attack.ts';
import type { InputValues } from '../../../core/runs/protocol.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import { diagnostic, ok, type Result, refused } from '../../../core/util/diagnostics.ts';
import { emptyRecord, ownValue } from '../../../core/util/own-value.ts';
import { randomStream } from '../../../core/util/random.ts';
import type { DataBuffers, Executor, Session } from '../../executors/executor.ts';
import { takeNumbers, takeRows } from '../evaluate.ts';
import type { PreparedRun } from '../prepare.ts';
import type { Slices } from '../sliced-work.ts';
import { type Loaded, LookProgram } from './look-program.ts';

type Numbers = Float32Array | Int32Array;

/** How many strengths lie above 0, evenly up to the greatest. */
const strengthCount = 4;
/** So many changed samples are shown. */
const shown = 8;

/** What the network made of samples, and where their gradients point. */
interface Outcome {
  readonly predictions: Record<string, Float32Array>;
  readonly gradients: Record<string, Float32Array>;
}

/** The random numbers of an attack's start and of the noise it is compared with. */
type Draw = () => number;

/** Attacks the weights of a run, in a session of its own on the executor that trains. */
export class AttackLook {
  private readonly program: LookProgram<AttackProgram>;

  constructor(
    private readonly run: PreparedRun,
    executor: Executor,
  ) {
    const { project, dataset, program } = run;
    this.program = new LookProgram(executor, async () => {
      const { attackProgram } = await import('../../../core/compile/attack.ts');
      return attackProgram(project, dataset.signature, program);
    });
  }

  /**
   * The weights of this moment attacked on test samples (on training samples where there are none), against each task alone. Refused where the
   * network reads nothing that can be changed a little.
   */
  async take(trained: Session, settings: AttackSettings, { pause }: Pick<Slices, 'pause'>): Promise<Result<AttackReport>> {
    const loaded = await this.program.open(pause);
    if (!loaded) return refused(diagnostic('training.nothingToAttack', {}, 'page'));
    const { run } = this;
    const { session, made } = loaded;
    await session.write('parameters', await trained.read('parameters'));
    if (run.program.stateCount > 0) await session.write('state', await trained.read('state'));
    const all = run.split.test.length > 0 ? run.split.test : run.split.train;
    const rows = all.slice(0, Math.max(1, Math.floor(settings.samples)));
    const on = new Attacked(run, loaded, rows, settings, pause);
    const strengths = Array.from({ length: strengthCount + 1 }, (_, i) => (i * settings.epsilon) / strengthCount);
    const clean = await on.predicted(on.samples);
    const before = on.judged(clean);
    const metrics: number[] = made.attacked.flatMap(() => before);
    const noise: number[] = [...before];
    const changed = emptyRecord<ChangedSamples>();
    for (const strength of strengths.slice(1)) {
      for (const task of made.attacked) {
        const inputs = await on.against(task, strength);
        const predictions = await on.predicted(inputs);
        metrics.push(...on.judged(predictions));
        if (strength === settings.epsilon) changed[task] = on.shown(inputs, predictions);
      }
      noise.push(...on.judged(await on.predicted(on.noisy(strength))));
    }
    const first = rows.slice(0, shown);
    const { count } = run.dataset.signature;
    const byTask = <T>(value: (task: PreparedRun['tasks'][number]) => T): Record<string, T> =>
      Object.fromEntries(run.tasks.map((task) => [task.task.id, value(task)]));
    return ok({
      settings,
      samples: rows.length,
      strengths,
      judged: run.tasks.map(({ task, kind, target }) => ({ task: task.id, metric: metricOf(kind, target) })),
      attacked: made.attacked,
      metrics: Float32Array.from(metrics),
      noise: Float32Array.from(noise),
      rows: first,
      clean: on.shown(on.samples, clean),
      changed,
      truth: byTask(({ targets }) => takeNumbers(targets, count, first)),
      labelled: byTask(({ mask }) => takeRows(mask, count, first, (size) => new Float32Array(size))),
    });
  }

  dispose(): void {
    this.program.dispose();
  }
}

/** The first metric that single predictions give. */
const metricOf = (kind: PreparedRun['tasks'][number]['kind'], target: PreparedRun['tasks'][number]['target']): string =>
  kind.metrics(target).find(({ decoded }) => !decoded)?.id ?? '';

/** Some samples under attack. */
class Attacked {
  /** As they are, by input. */
  readonly samples: InputValues;
  private readonly labels: DataBuffers;

  constructor(
    private readonly run: PreparedRun,
    private readonly loaded: Loaded<AttackProgram>,
    private readonly rows: Int32Array,
    private readonly settings: AttackSettings,
    private readonly pause: () => Promise<void>,
  ) {
    const { data, program, dataset } = run;
    const { count } = dataset.signature;
    const inputs = new Map(dataset.signature.inputs.map(({ id }) => [inputName(id), id]));
    const samples = emptyRecord<Numbers>();
    const labels = emptyRecord<Numbers>();
    for (const { name, from } of loaded.made.feeds) {
      if (from !== 'rows' && from !== 'whole') continue;
      const values = data[name];
      invariant(values, `the data has ${name}`);
      const id = inputs.get(name);
      if (id !== undefined) samples[id] = takeNumbers(values, count, rows);
      else if (from === 'rows')
        labels[name] = takeNumbers(values, program.data.find((one) => one.name === name)?.shape[0] ?? count, rows);
      else labels[name] = takeNumbers(values, 1, new Int32Array(rows.length));
    }
    this.samples = samples;
    this.labels = labels;
  }

  /** Predictions of every task for changed inputs. */
  async predicted(inputs: InputValues): Promise<Record<string, Float32Array>> {
    return (await this.outcome(inputs, null)).predictions;
  }

  /** The samples, changed against a task within a strength. */
  async against(task: string, strength: number): Promise<InputValues> {
    const { method, steps, stepSize } = this.settings;
    if (method === 'fgsm') return this.moved(this.samples, task, strength, strength);
    const draw = this.draw(`start ${task}`);
    let inputs = this.changed(this.samples, strength, () => (2 * draw() - 1) * strength);
    for (let i = 0; i < steps; i++) inputs = await this.moved(inputs, task, stepSize * strength, strength);
    return inputs;
  }

  /** Every number moved by the strength, up or down. */
  noisy(strength: number): InputValues {
    const draw = this.draw('noise');
    return this.changed(this.samples, strength, () => (draw() < 0.5 ? -strength : strength));
  }

  /** The metric of every task. */
  judged(predictions: Readonly<Record<string, Float32Array>>): number[] {
    const { count } = this.run.dataset.signature;
    return this.run.tasks.map(({ task, kind, target, targets, mask }) => {
      const labelled = {
        count: this.rows.length,
        outputs: ownValue(predictions, task.id) ?? new Float32Array(0),
        targets: takeNumbers(targets, count, this.rows),
        mask: takeRows(mask, count, this.rows, (size) => new Float32Array(size)),
      };
      return ownValue(kind.measure(target, labelled), metricOf(kind, target)) ?? Number.NaN;
    });
  }

  /** The first of some changed samples. */
  shown(inputs: InputValues, predictions: Readonly<Record<string, Float32Array>>): ChangedSamples {
    const share = Math.min(shown, this.rows.length) / this.rows.length;
    return {
      inputs: Object.fromEntries(Object.entries(inputs).map(([id, values]) => [id, values.slice(0, values.length * share)])),
      predictions: Object.fromEntries(
        Object.entries(predictions).map(([id, values]) => [id, values.slice(0, values.length * share)]),
      ),
    };
  }

  private draw(name: string): Draw {
    const random = randomStream(this.run.project.seed, 'attack', name);
    return () => random.next();
  }

  /** One step along the sign of the gradient, within `strength` of the samples. */
  private async moved(inputs: InputValues, task: string, by: number, strength: number): Promise<InputValues> {
    const { gradients } = await this.outcome(inputs, task);
    return this.changed(inputs, strength, (id, i) => by * Math.sign(at(ownValue(gradients, id) ?? [], i)));
  }

  /** Inputs changed number by number, within `strength` of the samples. */
  private changed(inputs: InputValues, strength: number, change: (id: string, place: number) => number): InputValues {
    const next: Record<string, Numbers> = { ...inputs };
    for (const input of this.loaded.made.inputs) {
      const [samples, present] = [ownValue(this.samples, input.id), ownValue(inputs, input.id)];
      if (samples && present) next[input.id] = movedWithin(samples, present, strength, input, (i) => change(input.id, i));
    }
    return next;
  }

  /** What the network makes of the samples with these inputs, and the gradients of a task's loss. */
  private async outcome(inputs: InputValues, task: string | null): Promise<Outcome> {
    const { run, loaded, rows, labels } = this;
    const { program, feeds, inputs: movable, gradientOf } = loaded.made;
    const { length: tasks } = run.program.tasks;
    const attacked = run.program.tasks.map(({ id }) => (id === task ? 1 : 0));
    const weights = feeds.find(({ from }) => from === 'weights');
    const fed: Record<string, Numbers> = { ...labels };
    for (const [id, values] of Object.entries(inputs)) fed[inputName(id)] = values;
    if (weights) fed[weights.name] = Float32Array.from({ length: rows.length * tasks }, (_, i) => at(attacked, i % tasks));
    const found = emptyRecord<Float32Array>();
    for (let begin = 0; begin < rows.length; begin += program.predictBatchSize) {
      const end = Math.min(rows.length, begin + program.predictBatchSize);
      const part = Object.fromEntries(
        Object.entries(fed).map(([name, values]) => {
          const size = values.length / rows.length;
          return [name, values.slice(begin * size, end * size)];
        }),
      );
      for (const [name, values] of Object.entries(await loaded.session.predict(part, end - begin))) {
        const whole = found[name] ?? new Float32Array((values.length / (end - begin)) * rows.length);
        whole.set(values, (values.length / (end - begin)) * begin);
        found[name] = whole;
      }
      await this.pause();
    }
    return {
      predictions: Object.fromEntries(run.program.tasks.map(({ id, output }) => [id, found[output] ?? new Float32Array(0)])),
      gradients: Object.fromEntries(movable.map(({ id }) => [id, found[gradientOf(id)] ?? new Float32Array(0)])),
    };
  }
}

function movedWithin(
  samples: Numbers,
  present: Numbers,
  strength: number,
  { image, free }: MovableInput,
  change: (place: number) => number,
): Float32Array {
  return Float32Array.from(present, (value, i) => {
    if (at(free, i % free.length) === 0) return value;
    const [lowest, highest] = boundsOf(at(samples, i), strength, image);
    return Math.min(highest, Math.max(lowest, value + change(i)));
  });
}
