import { type AttackReport, attackedMetric } from '../../../core/runs/attack.ts';
import { at } from '../../../core/util/assert-never.ts';
import { formatNumber } from '../../../core/util/number-text.ts';
import { TaskMark } from '../../common/task-mark.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import type { JudgedTask } from './attack-report.tsx';

const [width, height] = [160, 84];

/** One task's metric against the strength of an attack on itself, beside noise of the same strength. */
export function AttackPlot(props: {
  readonly report: AttackReport;
  readonly judged: JudgedTask;
  /** Of the task among those that were judged. */
  readonly place: number;
  readonly color: string;
}) {
  const { report, judged, place, color } = props;
  const { t } = useTranslation();
  const { strengths, attacked, noise } = report;
  const by = attacked.indexOf(judged.entry.task.id);
  const own = by < 0 ? [] : strengths.map((_, i) => attackedMetric(report, i, by, place));
  const random = strengths.map((_, i) => at(noise, i * report.judged.length + place));
  const all = [...own, ...random].filter(Number.isFinite);
  const [low, high] = judged.share ? [Math.min(0, ...all), 1] : [Math.min(...all), Math.max(...all)];
  const points = (values: readonly number[]): string =>
    values
      .flatMap((value, i) => {
        if (!Number.isFinite(value)) return [];
        const x = (width * at(strengths, i)) / at(strengths, strengths.length - 1);
        const y = high > low ? 3 + ((height - 6) * (high - value)) / (high - low) : height / 2;
        return [`${x.toFixed(1)},${y.toFixed(1)}`];
      })
      .join(' ');
  const ends = {
    clean: judged.say(at(random, 0)),
    attacked: judged.say(own.at(-1) ?? Number.NaN),
    noise: judged.say(random.at(-1) ?? Number.NaN),
  };
  return (
    <figure className="attack-plot">
      <figcaption>
        <TaskMark task={judged.entry.task.id} /> {judged.name}
      </figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('health.attack.plot', { metric: judged.metric, task: judged.name, ...ends })}
      >
        <polyline points={points(random)} data-noise vectorEffect="non-scaling-stroke" />
        <polyline points={points(own)} stroke={color} vectorEffect="non-scaling-stroke" />
      </svg>
      <p className="figure" aria-hidden="true">
        <span>0</span>
        <span>ε = {formatNumber(at(strengths, strengths.length - 1))}</span>
      </p>
      <p className="figure" aria-hidden="true">
        <span>
          {judged.metric} {ends.clean}
          {own.length > 0 ? (
            <>
              {' → '}
              <b>{ends.attacked}</b>
            </>
          ) : null}
        </span>
      </p>
      <p className="figure" aria-hidden="true">
        {t('health.attack.noisy', { value: ends.noise })}
      </p>
    </figure>
  );
}
