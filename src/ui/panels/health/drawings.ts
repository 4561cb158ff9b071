import { type AttackReport, attackedMetric } from '../../../core/runs/attack.ts';
import { type HealthQuantity, type HealthReport, healthOf } from '../../../core/runs/health.ts';
import { at } from '../../../core/util/assert-never.ts';
import type { PlotDrawing, PlotPanel } from '../../common/paper/forms/plot.ts';
import { taskIdentity } from '../../common/task-identity.ts';

/** Sizes differ by orders of magnitude; means have a sign, shares an end. */
export const byPowers: ReadonlySet<HealthQuantity> = new Set(['gradient', 'spread', 'update']);

/** More layers than have colours are told apart by their dashes. */
export function healthDrawing(
  reports: readonly HealthReport[],
  quantity: HealthQuantity,
  words: { readonly quantity: string; readonly step: string; readonly nameOf: (node: string) => string },
): Omit<PlotDrawing, 'title'> {
  const series = (reports.at(-1)?.nodes ?? []).map((node, i) => ({
    name: words.nameOf(node),
    symbol: '',
    ...pick(taskIdentity(i)),
    look: 'line' as const,
    points: reports.map((report) => ({ x: report.step, y: healthOf(report, node, quantity) })),
  }));
  return {
    form: 'plot',
    panels: [
      {
        title: '',
        x: { name: words.step },
        y: {
          name: words.quantity,
          log: byPowers.has(quantity),
          ...(quantity === 'dead' ? { range: [0, 1] as const } : {}),
        },
        series: series.filter(({ points }) => points.some(({ y }) => Number.isFinite(y))),
      },
    ],
  };
}

const pick = ({ color, dash }: { readonly color: string; readonly dash: string }) => ({ color, dash });

/** A task under attack, as a figure speaks of it. */
export interface AttackedTask {
  readonly id: string;
  readonly name: string;
  readonly symbol: string;
  readonly color: string;
  /** Its metric, and the number by which the axis counts it. */
  readonly metric: string;
  readonly scale: number;
  /** Of the task among those that were judged. */
  readonly place: number;
}

/** Every task's metric by the strength of an attack on itself, beside noise of the same strength. */
export function attackDrawing(
  report: AttackReport,
  tasks: readonly AttackedTask[],
  words: { readonly attack: string; readonly noise: string; readonly strength: string },
): Omit<PlotDrawing, 'title'> {
  const { strengths, attacked, noise, judged } = report;
  return {
    form: 'plot',
    panels: tasks.map(({ id, name, symbol, color, metric, scale, place }): PlotPanel => {
      const by = attacked.indexOf(id);
      return {
        title: name,
        x: { name: words.strength },
        y: { name: metric },
        series: [
          {
            name: words.noise,
            symbol: '',
            color: 'var(--mantine-color-dimmed)',
            dash: '4 3',
            look: 'line',
            points: strengths.map((x, i) => ({ x, y: scale * at(noise, i * judged.length + place) })),
          },
          ...(by < 0
            ? []
            : [
                {
                  name: words.attack,
                  symbol,
                  color,
                  look: 'both' as const,
                  points: strengths.map((x, i) => ({ x, y: scale * attackedMetric(report, i, by, place) })),
                },
              ]),
        ],
      };
    }),
  };
}
