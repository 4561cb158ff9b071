import { Button, Group, Switch, Text, UnstyledButton } from '@mantine/core';
import { type NodeConflict, nodesIn } from '../../core/runs/conflict-window.ts';
import { at } from '../../core/util/assert-never.ts';
import { usePlayground, useProject, useView } from '../../store/react.tsx';
import { TakePicture } from '../common/paper/take-picture.tsx';
import { splitIn } from '../common/split-in.ts';
import { useTranslation } from '../common/use-translation.ts';
import { layersDrawing } from './drawings.ts';
import { useFigures } from './figures.ts';
import type { Shared } from './use-shared.ts';

/** Layers that tasks share, those where they pull apart most often first, with what could be done about it. */
export function LayersView({ shared: { reports, tasks, nameOf } }: { readonly shared: Shared }) {
  const { t } = useTranslation();
  const { view } = usePlayground();
  const { percent } = useFigures();
  const colours = useView((state) => state.conflictColours);
  const nodes = [...nodesIn(reports)].sort((a, b) => (b.negative || 0) - (a.negative || 0));
  return (
    <>
      <Group justify="space-between" gap={8} wrap="nowrap">
        <Text size="xs" c="dimmed">
          {t('conflict.layersHelp')}{' '}
          {nodes.length > 0 ? (
            <TakePicture
              title={t('conflict.where')}
              draw={() =>
                layersDrawing(
                  nodes.map(({ node, negative }) => ({ name: nameOf(node), negative })),
                  { share: t('conflict.shareApart'), percent },
                )
              }
            />
          ) : null}
        </Text>
        <Switch
          size="xs"
          label={t('conflict.colour')}
          checked={colours}
          onChange={(event) => view.set({ conflictColours: event.currentTarget.checked })}
          className="conflict-switch"
        />
      </Group>
      <ul className="conflict-layers">
        {nodes.map((conflict) => (
          <Layer key={conflict.node} conflict={conflict} layer={nameOf(conflict.node)} taskName={(i) => at(tasks, i).name} />
        ))}
      </ul>
    </>
  );
}

function Layer(props: { readonly conflict: NodeConflict; readonly layer: string; readonly taskName: (index: number) => string }) {
  const { conflict, layer, taskName } = props;
  const { node, negative, worst } = conflict;
  const { t } = useTranslation();
  const { percent } = useFigures();
  const { project, view } = usePlayground();
  const there = useProject(({ graph }) => graph.nodes.some(({ id }) => id === node));
  const verdict = worst?.verdict ?? 'unclear';
  const values = {
    layer,
    first: worst ? taskName(worst.pair[0]) : '',
    second: worst ? taskName(worst.pair[1]) : '',
    share: percent(verdict === 'together' ? 1 - negative : (worst?.negative ?? Number.NaN)),
    count: worst?.looks ?? 0,
  };
  return (
    <li data-verdict={verdict}>
      <div className="conflict-layer">
        <span
          className="conflict-meter"
          style={{ backgroundSize: `${(100 * (negative || 0)).toFixed(1)}% 100%, auto` }}
          aria-hidden="true"
        />
        <span className="figure">{percent(negative)}</span>
        <UnstyledButton
          className="conflict-claim"
          title={t('conflict.show', { layer })}
          onClick={() => {
            view.select([node]);
            view.pointAt(`node:${node}`);
          }}
        >
          {t(`conflict.${verdict}`, values)}
        </UnstyledButton>
        {there && verdict === 'apart' ? (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={t('conflict.splitLayer', { layer })}
            onClick={() => project.edit((document) => splitIn(document, node))}
          >
            {t('conflict.split')}
          </Button>
        ) : null}
      </div>
    </li>
  );
}
