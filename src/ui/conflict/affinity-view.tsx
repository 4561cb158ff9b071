import { Button, Group, NativeSelect, SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import { affinityOf, firstOrderAffinity, mostGrouped, suggestedGroups } from '../../core/balancing/diagnosis/affinity.ts';
import { addedNodes } from '../../core/graph/edits.ts';
import { picturedIn, spread } from '../../core/graph/place.ts';
import { splitIntoGroups } from '../../core/graph/split.ts';
import type { Project } from '../../core/project/schema.ts';
import { gramianIn } from '../../core/runs/conflict.ts';
import type { AnswerTo } from '../../core/runs/protocol.ts';
import { at } from '../../core/util/assert-never.ts';
import { derive } from '../../store/derived.ts';
import { usePlayground, useProject, useRun } from '../../store/react.tsx';
import { TaskMark } from '../common/task-mark.tsx';
import { useTranslation } from '../common/use-translation.ts';
import { AffinityMatrix } from './affinity-matrix.tsx';
import { AloneStep } from './alone-step.tsx';
import { useFigures } from './figures.ts';
import type { NamedTask, Shared } from './use-shared.ts';

/** On so many batches an exact affinity is tried out. */
const exactBatches = 10;

/** The mean of matrices [T, T], element by element. */
function meanOf(matrices: readonly Float64Array[], size: number): Float64Array {
  return Float64Array.from(
    { length: size * size },
    (_, k) => matrices.reduce((sum, matrix) => sum + at(matrix, k), 0) / matrices.length,
  );
}

/** The mean of a row of batches, [batches, T] before and [batches, T, T] after. */
function exactOf({ lookahead: { losses, after } }: AnswerTo<'lookahead'>, size: number): Float64Array {
  const batches = Array.from({ length: losses.length / size }, (_, i) =>
    affinityOf(losses.subarray(i * size, (i + 1) * size), after.subarray(i * size * size, (i + 1) * size * size)),
  );
  return meanOf(batches, size);
}

function splitSo(project: Project, nodes: readonly string[], groups: readonly (readonly string[])[]): Project {
  const split = splitIntoGroups(project, nodes, groups);
  return split === project ? project : spread(split, addedNodes(project, split), picturedIn(derive(split).analysis));
}

/** Which tasks would help one another in a network of their own. */
function Groups(props: {
  readonly affinity: Float64Array;
  readonly tasks: readonly NamedTask[];
  readonly nodes: readonly string[];
}) {
  const { affinity, tasks, nodes } = props;
  const { t } = useTranslation();
  const { project } = usePlayground();
  const [wanted, setWanted] = useState(0);
  const there = useProject(({ graph }) => nodes.some((id) => graph.nodes.some((node) => node.id === id)));
  if (tasks.length > mostGrouped) {
    return (
      <Text size="xs" c="dimmed">
        {t('conflict.tooMany')}
      </Text>
    );
  }
  const count = wanted > 0 && wanted <= tasks.length ? wanted : undefined;
  const groups = suggestedGroups(affinity, tasks.length, count);
  return (
    <section className="conflict-groups" aria-label={t('conflict.groups')}>
      <Group justify="space-between" gap={8} wrap="nowrap">
        <Text size="xs" fw={600}>
          {t('conflict.groups')}
        </Text>
        <NativeSelect
          size="xs"
          aria-label={t('conflict.groupCount')}
          value={String(count ?? 0)}
          data={[
            { value: '0', label: t('conflict.automatic') },
            ...tasks.slice(1).map((_, i) => ({ value: String(i + 2), label: String(i + 2) })),
          ]}
          onChange={({ currentTarget: { value } }) => setWanted(Number(value))}
        />
      </Group>
      {groups === null ? null : (
        <ul>
          {groups.map((group) => (
            <li key={group.join()}>
              {group.map((index) => (
                <span key={index}>
                  <TaskMark task={at(tasks, index).id} /> {at(tasks, index).name}
                </span>
              ))}
            </li>
          ))}
        </ul>
      )}
      {groups === null || groups.length < 2 ? (
        groups && (
          <Text size="xs" c="dimmed">
            {t('conflict.oneGroup')}
          </Text>
        )
      ) : (
        <Button
          size="compact-xs"
          variant="default"
          disabled={!there}
          onClick={() => {
            const ids = groups.map((group) => group.map((index) => at(tasks, index).id));
            project.edit((document) => splitSo(document, nodes, ids));
          }}
        >
          {t('conflict.splitGroups')}
        </Button>
      )}
    </section>
  );
}

/** What a step for one task does to the others, from the gradients or tried out, and which tasks belong together. */
export function AffinityView({ shared: { reports, last, tasks } }: { readonly shared: Shared }) {
  const { t } = useTranslation();
  const { actions } = usePlayground();
  const { change, plain } = useFigures();
  const rate = useProject(({ training }) => training.learningRate);
  const generation = useRun(({ shown }) => shown?.generation);
  const [source, setSource] = useState<'firstOrder' | 'exact'>('firstOrder');
  const [tried, setTried] = useState<AnswerTo<'lookahead'> | null>(null);
  const [busy, setBusy] = useState(false);
  if (!last) return null;
  const { length: size } = tasks;
  const exact = tried !== null && tried.generation === generation ? tried : null;
  const first = meanOf(
    reports.map((report) => firstOrderAffinity(gramianIn(report, null), report.losses, rate)),
    size,
  );
  const affinity = source === 'exact' ? exact && exactOf(exact, size) : first;

  async function tryOut(): Promise<void> {
    setBusy(true);
    const answer = await actions.request({ kind: 'lookahead', batches: exactBatches });
    setBusy(false);
    if (answer.ok) setTried(answer.value);
  }

  return (
    <>
      <Group justify="space-between" gap={8} wrap="nowrap">
        <SegmentedControl
          size="xs"
          aria-label={t('conflict.affinitySource')}
          value={source}
          data={[
            { value: 'firstOrder', label: t('conflict.firstOrder') },
            { value: 'exact', label: t('conflict.exact') },
          ]}
          onChange={(value) => setSource(value === 'exact' ? 'exact' : 'firstOrder')}
        />
        {source === 'exact' ? (
          <Button size="compact-xs" variant="default" loading={busy} onClick={() => void tryOut()}>
            {t('conflict.measureExactly', { count: exactBatches })}
          </Button>
        ) : null}
      </Group>
      <Text size="xs" c="dimmed">
        {t('conflict.affinityHelp')}
      </Text>
      {affinity ? (
        <>
          <AffinityMatrix affinity={affinity} tasks={tasks} say={change} />
          <Text size="xs" c="dimmed">
            {source === 'exact' && exact
              ? t('conflict.exactOf', { count: exactBatches, step: exact.step, rate: plain(exact.lookahead.rate) })
              : t('conflict.firstOrderOf', { count: reports.length, rate: plain(rate) })}
          </Text>
          <Groups affinity={affinity} tasks={tasks} nodes={last.nodes} />
        </>
      ) : null}
      <AloneStep tasks={tasks} />
    </>
  );
}
