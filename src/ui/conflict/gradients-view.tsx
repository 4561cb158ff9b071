import { Button, Group, NativeSelect, SegmentedControl, Text, Tooltip } from '@mantine/core';
import { useState } from 'react';
import { conditionOf } from '../../core/balancing/diagnosis/similarity.ts';
import { stepFollowsWeights } from '../../core/project/balancing.ts';
import { cosine } from '../../core/runs/columns/cosine.ts';
import { effective } from '../../core/runs/columns/effective.ts';
import { weight } from '../../core/runs/columns/weight.ts';
import { gramianIn } from '../../core/runs/conflict.ts';
import { pairsIn, similaritiesIn } from '../../core/runs/conflict-window.ts';
import { seriesOf } from '../../core/runs/recorded.ts';
import type { Series } from '../../core/runs/series.ts';
import { at } from '../../core/util/assert-never.ts';
import { usePlayground, useProject, useRun, useView } from '../../store/react.tsx';
import { useTranslation } from '../common/use-translation.ts';
import { useFigures } from './figures.ts';
import { SimilarityLines } from './similarity-lines.tsx';
import { mostWithMeans, SimilarityMatrix } from './similarity-matrix.tsx';
import { TaskGradients } from './task-gradients.tsx';
import type { NamedTask, Shared } from './use-shared.ts';

const lastOf = (series: Series | undefined): number => series?.at(series.length - 1) ?? Number.NaN;

/** The weights that acted last, or before the first step those of the document. */
function useWeights(tasks: readonly NamedTask[]): readonly number[] {
  const nominal = useProject((project) =>
    tasks.map(({ id }) => project.tasks.find((task) => task.id === id)?.weight ?? 1).join(),
  );
  const acted = useRun(({ history: { recorded } }) =>
    tasks.map(({ id }) => lastOf(seriesOf(recorded, effective.id, id) ?? seriesOf(recorded, weight.id, id))).join(),
  );
  const numbers = acted.split(',').map(Number);
  return numbers.every(Number.isFinite) ? numbers : nominal.split(',').map(Number);
}

/** How the tasks' gradients agree, over all shared parameters or those of one layer. */
export function GradientsView({ shared: { reports, last, tasks, nameOf } }: { readonly shared: Shared }) {
  const { t } = useTranslation();
  const { view } = usePlayground();
  const { signed, plain, percent } = useFigures();
  const selected = useView(({ selection }) => selection.nodes.join());
  const [chosen, setChosen] = useState<string | null>(null);
  const [averaged, setAveraged] = useState(false);
  const weights = useWeights(tasks);
  const follows = useProject(({ training }) => stepFollowsWeights(training.balancing));
  if (!last) return null;
  // What is selected on the canvas comes first: choosing a node shows its own.
  const node = last.nodes.find((id) => id === selected) ?? last.nodes.find((id) => id === chosen) ?? null;
  const scope = node === null ? t('conflict.allShared') : nameOf(node);
  const now = similaritiesIn(last, node);
  const pairs = pairsIn(reports, node);
  const pairAt = (row: number, column: number) =>
    pairs.find(({ pair: [i, j] }) => i === Math.min(row, column) && j === Math.max(row, column));
  const cellTitle = (kind: 'cosine' | 'magnitude') => (row: number, column: number) => {
    const pair = pairAt(row, column);
    return t(`conflict.cell.${kind}`, {
      first: at(tasks, row).name,
      second: at(tasks, column).name,
      now: signed(at(kind === 'cosine' ? now.cosines : now.magnitudes, row * tasks.length + column)),
      mean: signed(pair?.[kind] ?? Number.NaN),
      share: percent(pair?.negative ?? Number.NaN),
      count: pair?.looks ?? 0,
    });
  };
  const gramian = gramianIn(last, node);
  const condition = conditionOf(gramian, tasks.length);
  return (
    <>
      <Group justify="space-between" gap={8} wrap="nowrap">
        <NativeSelect
          size="xs"
          aria-label={t('conflict.scope')}
          value={node ?? ''}
          data={[{ value: '', label: t('conflict.allShared') }, ...last.nodes.map((id) => ({ value: id, label: nameOf(id) }))]}
          onChange={({ currentTarget: { value } }) => {
            setChosen(value || null);
            view.select(value ? [value] : []);
          }}
        />
        <Text size="xs" c="dimmed" className="figure">
          {t('conflict.looks', { count: reports.length, step: last.step })}
        </Text>
      </Group>
      <div className="conflict-matrices">
        <SimilarityMatrix
          title={t('conflict.cosine')}
          scope={scope}
          help={t('conflict.cosineHelp')}
          tasks={tasks}
          now={now.cosines}
          mean={(row, column) => pairAt(row, column)?.cosine ?? Number.NaN}
          averaged={averaged}
          say={signed}
          cellTitle={cellTitle('cosine')}
          diverging
        />
        <SimilarityMatrix
          title={t('conflict.magnitude')}
          scope={scope}
          help={t('conflict.magnitudeHelp')}
          tasks={tasks}
          now={now.magnitudes}
          mean={(row, column) => pairAt(row, column)?.magnitude ?? Number.NaN}
          averaged={averaged}
          say={plain}
          cellTitle={cellTitle('magnitude')}
          diverging={false}
        />
      </div>
      {tasks.length > mostWithMeans ? (
        <SegmentedControl
          size="xs"
          aria-label={t('conflict.which')}
          value={averaged ? 'averaged' : 'now'}
          data={[
            { value: 'now', label: t('conflict.now') },
            { value: 'averaged', label: t('conflict.averaged', { count: reports.length }) },
          ]}
          onChange={(value) => setAveraged(value === 'averaged')}
        />
      ) : (
        <Text size="xs" c="dimmed">
          {t('conflict.nowAndMean')}
        </Text>
      )}
      <TaskGradients tasks={tasks} gramian={gramian} weights={follows ? weights : null} />
      <Group justify="space-between" gap={8}>
        <Tooltip label={t('conflict.conditionHelp')} multiline maw={260}>
          <Text size="xs" className="figure">
            {t('conflict.condition')} <b>{plain(condition)}</b>
          </Text>
        </Tooltip>
        <Button size="compact-xs" variant="subtle" onClick={() => view.setCurves({ column: cosine.id })}>
          {t('conflict.allCurves')}
        </Button>
      </Group>
      {reports.length > 1 ? <SimilarityLines reports={reports} node={node} tasks={tasks} /> : null}
      <Text size="xs" c="dimmed">
        {t(follows ? 'conflict.optimizerNote' : 'conflict.ownStep')}
      </Text>
    </>
  );
}
