import { ActionIcon, NumberInput, Text, Tooltip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { setTieWeight } from '../../../core/graph/ties.ts';
import type { Tie } from '../../../core/project/schema.ts';
import { useDerived, usePlayground } from '../../../store/react.tsx';
import { DiagnosticNote } from '../../common/diagnostic-note.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import type { Commands } from '../commands/use-commands.ts';
import { flowTieId } from '../elements/flow-ties.ts';

/** What can be done with soft sharing. */
export function TieActions({ tie, commands }: { readonly tie: Tie; readonly commands: Commands }) {
  const { t } = useTranslation();
  return (
    <Tooltip label={t('editor.tie.remove')}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('editor.tie.remove')}
        onClick={() => commands.removeEdges([flowTieId(tie.id)])}
      >
        <IconTrash size={16} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  );
}

/** Soft sharing between two layers: its weight, and what it does. */
export function TieInspector({ tie }: { readonly tie: Tie }) {
  const { t } = useTranslation();
  const { project } = usePlayground();
  const { analysis } = useDerived();
  const problems = (analysis?.diagnostics ?? []).filter(({ where }) => where === `tie:${tie.id}`);
  return (
    <div className="ed-about">
      {problems.map((item) => (
        <DiagnosticNote key={item.code} item={item} />
      ))}
      <Text size="xs">{t('editor.tie.help')}</Text>
      <NumberInput
        label={t('editor.tie.weight')}
        value={tie.weight}
        min={0}
        max={1000}
        step={0.01}
        onChange={(next) => {
          if (typeof next === 'number') {
            project.edit((current) => setTieWeight(current, tie.id, next), { gesture: `tie:${tie.id}` });
          }
        }}
        onBlur={() => project.endGesture()}
      />
    </div>
  );
}
