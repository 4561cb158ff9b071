import { stageAt } from '../../core/compile/stages.ts';
import { partThatActs } from '../../core/program/acts.ts';
import { stepKindOf } from '../../core/project/balancing.ts';
import { type Balancing, type Project, type TrainingSettings, trainingSchema } from '../../core/project/schema.ts';
import type { Marker } from '../../core/runs/marker.ts';
import { balancingMarker } from './balancing-marker.ts';

/** What may change while a run goes on, without another program. */
export interface LiveSettings {
  readonly training: TrainingSettings;
  taskWeight(task: string): number;
  setTaskWeight(task: string, weight: number): void;
  /** undefined: the run knows no such soft sharing. */
  tieWeight(tie: string): number | undefined;
  setTieWeight(tie: string, weight: number): void;
  setLearningRate(learningRate: number): void;
  /** Takes over epochs, schedule, learning rate, early stopping and a balancing method that takes the same kind of step. */
  setSchedule(project: Project): void;
  /** The document with these settings in place of those it was loaded with. */
  applyTo(project: Project): Project;
  /**
   * What is different since the last call: for the markers on the curves. The first call after a start gives none but the first stage, where the
   * training has stages. `step`: how many are done; the next one begins a stage where an epoch has `stepsPerEpoch` steps.
   */
  changes(step: number, stepsPerEpoch: number): Marker[];
  /** The next `changes` compares with nothing. */
  settle(): void;
}

export function createLiveSettings(project: Project): LiveSettings {
  let training = project.training;
  const weights = new Map(project.tasks.map(({ id, weight }) => [id, weight]));
  const ties = new Map(project.ties.map(({ id, weight }) => [id, weight]));
  let seen: {
    readonly learningRate: number;
    readonly balancing: Balancing;
    readonly weights: ReadonlyMap<string, number>;
    readonly ties: ReadonlyMap<string, number>;
    readonly stage: number;
  } | null = null;
  return {
    get training() {
      return training;
    },
    taskWeight: (task) => weights.get(task) ?? 1,
    setTaskWeight(task, weight) {
      if (weights.has(task) && Number.isFinite(weight) && weight >= 0) weights.set(task, weight);
    },
    tieWeight: (tie) => ties.get(tie),
    setTieWeight(tie, weight) {
      if (ties.has(tie) && Number.isFinite(weight) && weight >= 0) ties.set(tie, weight);
    },
    setLearningRate(learningRate) {
      if (Number.isFinite(learningRate) && learningRate > 0) training = { ...training, learningRate };
    },
    setSchedule({ training: { learningRate, ...wanted } }) {
      const { balancing } = training;
      training = { ...training, ...partThatActs(trainingSchema, wanted, 'schedule'), learningRate };
      // Another kind of step is another program.
      if (stepKindOf(wanted.balancing) !== stepKindOf(balancing)) training = { ...training, balancing };
    },
    applyTo: (project) => ({
      ...project,
      tasks: project.tasks.map((task) => ({ ...task, weight: weights.get(task.id) ?? task.weight })),
      ties: project.ties.map((tie) => ({ ...tie, weight: ties.get(tie.id) ?? tie.weight })),
      training,
    }),
    changes(step, stepsPerEpoch) {
      const before = seen;
      const stage = stageAt(training, step + 1, stepsPerEpoch);
      const begins: Marker[] =
        training.stages && (before ? before.stage !== stage : step === 0) ? [{ kind: 'stage', step, stage }] : [];
      seen = {
        learningRate: training.learningRate,
        balancing: training.balancing,
        weights: new Map(weights),
        ties: new Map(ties),
        stage,
      };
      if (!before) return begins;
      const markers: Marker[] = [...begins];
      for (const [task, weight] of weights) {
        const from = before.weights.get(task) ?? weight;
        if (from !== weight) markers.push({ kind: 'taskWeight', step, task, weight, from });
      }
      for (const [tie, weight] of ties) {
        const from = before.ties.get(tie) ?? weight;
        if (from !== weight) markers.push({ kind: 'tieWeight', step, tie, weight, from });
      }
      if (before.learningRate !== training.learningRate) {
        const { learningRate } = training;
        markers.push({ kind: 'learningRate', step, learningRate, from: before.learningRate });
      }
      const balanced = balancingMarker(step, before.balancing, training.balancing);
      return balanced ? [...markers, balanced] : markers;
    },
    settle: () => {
      seen = null;
    },
  };
}
