import { Button, Text, Tooltip } from '@mantine/core';
import { IconCopyPlus, IconSitemap, IconSnowflake, IconTrash } from '@tabler/icons-react';
import type { GraphNode } from '../../../core/project/schema.ts';
import { useDerived, useView } from '../../../store/react.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import type { Commands } from '../commands/use-commands.ts';
import { RateField } from './rate-field.tsx';

/** What several nodes cost together. */
export function SelectionCost({ nodes }: { readonly nodes: readonly GraphNode[] }) {
  const { t } = useTranslation();
  const language = useView((view) => view.language);
  const { analysis } = useDerived();
  const parameters = nodes.reduce((sum, { id }) => sum + (analysis?.nodes.get(id)?.parameterCount ?? 0), 0);
  return (
    <Text size="xs">
      {t('editor.inspector.severalParameters', { number: new Intl.NumberFormat(language).format(parameters) })}
    </Text>
  );
}

/** What can be done with several nodes at once. */
export function SelectionActions({ nodes, commands }: { readonly nodes: readonly GraphNode[]; readonly commands: Commands }) {
  const { t } = useTranslation();
  const { analysis } = useDerived();
  const ids = nodes.map(({ id }) => id);
  const frozen = nodes.every((node) => node.frozen);
  const learning = nodes.filter(({ id }) => (analysis?.nodes.get(id)?.parameterCount ?? 0) > 0);
  return (
    <>
      {learning.length > 0 ? <RateField nodes={learning} commands={commands} /> : null}
      <div className="ed-buttons">
        <Tooltip label={t('editor.actions.mergeHelp')} multiline maw={240}>
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconSitemap size={14} aria-hidden="true" />}
            onClick={() => void commands.merge(ids)}
          >
            {t('editor.actions.merge')}
          </Button>
        </Tooltip>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconSnowflake size={14} aria-hidden="true" />}
          onClick={() => commands.setFrozen(ids, !frozen)}
        >
          {t(frozen ? 'editor.actions.unfreeze' : 'editor.actions.freeze')}
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconCopyPlus size={14} aria-hidden="true" />}
          onClick={() => commands.duplicate(ids)}
        >
          {t('editor.actions.duplicate')}
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconTrash size={14} aria-hidden="true" />}
          onClick={commands.removeSelection}
        >
          {t('editor.actions.remove')}
        </Button>
      </div>
    </>
  );
}
