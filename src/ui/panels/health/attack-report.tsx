import { Text } from '@mantine/core';
import { attackedMetric } from '../../../core/runs/attack.ts';
import type { AnswerTo } from '../../../core/runs/protocol.ts';
import { formatOf } from '../../../core/tasks/formats/format-of.ts';
import { taskKinds } from '../../../core/tasks/registry.ts';
import { at } from '../../../core/util/assert-never.ts';
import { formatNumber, withUnit } from '../../../core/util/number-text.ts';
import { useProject } from '../../../store/react.tsx';
import { type LoadedData, type LoadedTask, useLoadedTasks } from '../../common/loaded-tasks.ts';
import { TakePicture } from '../../common/paper/take-picture.tsx';
import { identityOf } from '../../common/task-identity.ts';
import { TaskMark } from '../../common/task-mark.tsx';
import { useLocalized } from '../../common/use-localized.ts';
import { useTranslation } from '../../common/use-translation.ts';
import { AttackPlot } from './attack-plot.tsx';
import { ChangedSampleList } from './changed-samples.tsx';
import { attackDrawing } from './drawings.ts';

/** A task that was judged, with its metric in words. */
export interface JudgedTask {
  readonly entry: LoadedTask;
  readonly name: string;
  readonly metric: string;
  readonly say: (value: number) => string;
  /** From 0 to 1. */
  readonly share: boolean;
  /** What an axis counts it by, and in what. */
  readonly axis: { readonly scale: number; readonly unit: string };
}

function useJudged(answer: AnswerTo<'attack'>): readonly (JudgedTask | null)[] {
  const tasks = useLoadedTasks();
  const localized = useLocalized();
  return answer.report.judged.map(({ task, metric }) => {
    const entry = tasks.find((one) => one.task.id === task);
    const info = entry && taskKinds[entry.task.kind].metrics(entry.target).find(({ id }) => id === metric);
    if (!entry || !info) return null;
    const scaled = info.unit === 'labels' ? formatOf(entry.target).numbers?.(entry.target) : undefined;
    const say = (value: number): string => {
      if (Number.isNaN(value)) return '–';
      if (info.unit === 'share') return `${formatNumber(100 * value)}%`;
      return scaled ? withUnit(value * scaled.scale, scaled.unit) : formatNumber(value);
    };
    const axis = info.unit === 'share' ? { scale: 100, unit: '%' } : { scale: scaled?.scale ?? 1, unit: scaled?.unit ?? '' };
    return { entry, name: entry.task.name, metric: localized(info.title), say, share: info.unit === 'share', axis };
  });
}

/** What became of every task under attack: by strength, from one task to another, and sample by sample. */
export function AttackReportView({ answer, data }: { readonly answer: AnswerTo<'attack'>; readonly data: LoadedData }) {
  const { t } = useTranslation();
  const { report, step } = answer;
  const judged = useJudged(answer);
  const project = useProject((document) => document);
  const colors = report.judged.map(({ task }) => identityOf(project, task).color);
  const last = report.strengths.length - 1;
  const byId = (id: string) => judged.find((one) => one?.entry.task.id === id) ?? null;
  const draw = () =>
    attackDrawing(
      report,
      judged.flatMap((one, place) => {
        if (one === null) return [];
        const { id } = one.entry.task;
        const { scale, unit } = one.axis;
        const metric = unit === '' ? one.metric : `${one.metric} (${unit})`;
        return [{ id, name: one.name, ...identityOf(project, id), metric, scale, place }];
      }),
      { attack: t('health.attack.underAttack'), noise: t('health.attack.underNoise'), strength: t('health.attack.epsilon') },
    );
  return (
    <>
      <Text size="xs" c="dimmed" className="figure">
        {t('health.attack.done', { step, count: report.samples })}
      </Text>
      <p className="attack-legend">
        <span>{t('health.attack.underAttack')}</span>
        <span data-noise>{t('health.attack.underNoise')}</span>
        <TakePicture title={t('health.attack.byStrength')} draw={draw} />
      </p>
      <div className="attack-plots">
        {judged.map((one, place) =>
          one === null ? null : (
            <AttackPlot key={one.entry.task.id} report={report} judged={one} place={place} color={at(colors, place)} />
          ),
        )}
      </div>
      {report.judged.length > 1 ? (
        <div className="health-scroll">
          <table className="health-table attack-transfer figure">
            <caption style={{ textAlign: 'left' }}>
              {t('health.attack.transfer', { epsilon: formatNumber(report.settings.epsilon) })}
            </caption>
            <thead>
              <tr>
                <th scope="col">{t('health.attack.attacked')}</th>
                {judged.map((one) =>
                  one === null ? null : (
                    <th key={one.entry.task.id} scope="col">
                      <TaskMark task={one.entry.task.id} /> {one.name}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {report.attacked.map((id, by) => (
                <tr key={id}>
                  <th scope="row">
                    <TaskMark task={id} /> {byId(id)?.name ?? id}
                  </th>
                  {judged.map((one, of) => {
                    if (one === null) return null;
                    const [clean, value] = [attackedMetric(report, 0, by, of), attackedMetric(report, last, by, of)];
                    const lost = one.share && Number.isFinite(value - clean) ? Math.max(0, clean - value) : 0;
                    return (
                      <td
                        key={one.entry.task.id}
                        title={t('health.attack.cell', {
                          attacked: byId(id)?.name ?? id,
                          judged: one.name,
                          metric: one.metric,
                          clean: one.say(clean),
                          value: one.say(value),
                        })}
                        style={{ background: `color-mix(in srgb, var(--bad) ${(45 * lost).toFixed(0)}%, transparent)` }}
                      >
                        <b>{one.say(value)}</b> <small>({one.say(clean)})</small>
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      <ChangedSampleList report={report} data={data} nameOf={(id) => byId(id)?.name ?? id} />
    </>
  );
}
