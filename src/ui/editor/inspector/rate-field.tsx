import { NumberInput, Tooltip } from '@mantine/core';
import { type GraphNode, highestRate, nodeSchema } from '../../../core/project/schema.ts';
import { usePlayground } from '../../../store/react.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import type { Commands } from '../commands/use-commands.ts';

/** What the learning rate is multiplied by for these layers; empty where they differ. */
export function RateField({ nodes, commands }: { readonly nodes: readonly GraphNode[]; readonly commands: Commands }) {
  const { t } = useTranslation();
  const { project } = usePlayground();
  const rates = new Set(nodes.map(({ rate = 1 }) => rate));
  const [rate = 1] = rates;
  return (
    <Tooltip label={t('editor.inspector.rateHelp')} multiline maw={240} events={{ hover: true, focus: false, touch: false }}>
      <NumberInput
        label={t('editor.inspector.rate')}
        value={rates.size === 1 ? rate : ''}
        max={highestRate}
        step={0.1}
        allowNegative={false}
        disabled={nodes.every(({ frozen }) => frozen)}
        onChange={(next) => {
          const { success, data } = nodeSchema.shape.rate.safeParse(next);
          if (success && data !== undefined)
            commands.setRate(
              nodes.map(({ id }) => id),
              data,
            );
        }}
        onBlur={() => project.endGesture()}
      />
    </Tooltip>
  );
}
