import { NativeSelect, Text } from '@mantine/core';
import { useCallback, useState } from 'react';
import { nodeLabel } from '../../core/graph/catalogue.ts';
import { headKind } from '../../core/project/schema.ts';
import { inLanguage } from '../../core/util/localized.ts';
import { ownValue } from '../../core/util/own-value.ts';
import { usePlayground, useRun, useView } from '../../store/react.tsx';
import { useLoadedTasks } from '../common/loaded-tasks.ts';
import { useLiveAnswer } from '../common/use-live-answer.ts';
import { useTranslation } from '../common/use-translation.ts';
import { useFigures } from './figures.ts';
import { Scatter } from './scatter.tsx';
import type { Shared } from './use-shared.ts';

const samples = 500;
const refreshMs = 1000;

/** What a layer knows: test samples as it tells them apart, once per task by its labels. */
export function KnowledgeView({ shared: { last } }: { readonly shared: Shared }) {
  const { t } = useTranslation();
  const { view } = usePlayground();
  const { percent } = useFigures();
  const language = useView((state) => state.language);
  const document = useRun(({ shown }) => shown?.project ?? null);
  const selected = useView(({ selection }) => selection.nodes.join());
  const [chosen, setChosen] = useState<string | null>(null);
  const tasks = useLoadedTasks();
  const nodes = (document?.graph.nodes ?? []).filter(({ kind }) => kind !== headKind);
  const known = (id: string | null | undefined) => nodes.find((node) => node.id === id)?.id;
  // The last layer that tasks share, unless one is chosen, here or on the canvas.
  const node = known(selected) ?? known(chosen) ?? known(last?.nodes.at(-1)) ?? nodes[0]?.id;
  const ask = useCallback(() => ({ kind: 'representation' as const, node: node ?? '', count: samples }), [node]);
  const answer = useLiveAnswer(node === undefined ? null : ask, refreshMs);
  const found = answer?.representation;
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label={t('conflict.node')}
        value={node ?? ''}
        data={nodes.map((item) => ({
          value: item.id,
          label: document ? inLanguage(nodeLabel(item, document), language) : item.id,
        }))}
        onChange={({ currentTarget: { value } }) => {
          setChosen(value);
          view.select([value]);
        }}
      />
      <Text size="xs" c="dimmed">
        {t('conflict.knowledgeHelp')}
      </Text>
      {found ? (
        <>
          <div className="conflict-scatters">
            {tasks.map((loaded) => {
              const truth = ownValue(found.truth, loaded.task.id);
              const labelled = ownValue(found.labelled, loaded.task.id);
              return truth && labelled ? (
                <Scatter key={loaded.task.id} loaded={loaded} points={found.points} truth={truth} labelled={labelled} />
              ) : null;
            })}
          </div>
          <Text size="xs" c="dimmed">
            {t('conflict.components', {
              count: found.rows.length,
              size: found.size,
              first: percent(found.explained[0]),
              second: percent(found.explained[1]),
            })}
          </Text>
        </>
      ) : null}
    </>
  );
}
