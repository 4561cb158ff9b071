import type { TaskEvaluation, TrainEvent } from '../../core/runs/protocol.ts';
import type { LiveSettings } from './live-settings.ts';

type Validation = Extract<TrainEvent, { type: 'validation' }>;

/** What validation measured with the weights of a run, as far as these can still be asked for: the last that it saw, and the best. */
export class MeasuredFigures {
  private kept: readonly Pick<Validation, 'step' | 'tasks'>[] = [];

  /** What a run says goes through here, to `say`. `best`: the step of its best weights so far. */
  constructor(
    private readonly say: (event: TrainEvent) => void,
    private readonly live: Pick<LiveSettings, 'training'>,
    private readonly best: () => number | null,
  ) {}

  readonly emit = (event: TrainEvent): void => {
    this.hear(event);
    this.say(event);
  };

  /** By task, of the weights that have so many steps behind them; absent where none were measured. */
  at(step: number): Readonly<Record<string, TaskEvaluation>> | undefined {
    return this.kept.findLast((one) => one.step === step)?.tasks;
  }

  private hear(event: TrainEvent): void {
    if (event.type === 'validation') this.kept = [...this.kept.filter(({ step }) => step === this.best()), event];
    if (event.type === 'rewound') this.kept = this.kept.filter(({ step }) => step <= event.step);
    if (event.type !== 'marker' || event.marker.kind !== 'best') return;
    const { enabled, restoreBest } = this.live.training.earlyStopping;
    if (!enabled || !restoreBest) return;
    // The run has come to its end, and the best weights came back under the last step.
    const found = this.at(event.marker.step);
    const last = this.kept.at(-1);
    if (found && last) this.kept = [...this.kept.slice(0, -1), { step: last.step, tasks: found }];
  }
}
