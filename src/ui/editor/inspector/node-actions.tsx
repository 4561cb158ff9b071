import { Button, Tooltip } from '@mantine/core';
import { IconArrowsSplit2, IconCopyPlus, IconPlugConnected, IconTarget, IconTrash } from '@tabler/icons-react';
import { headTask } from '../../../core/graph/catalogue.ts';
import { isLooseHead } from '../../../core/graph/serving.ts';
import { type GraphNode, headKind, inputKind } from '../../../core/project/schema.ts';
import { useDerived, useProject } from '../../../store/react.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import type { Commands } from '../commands/use-commands.ts';
import { besideNode } from '../commands/use-shortcuts.ts';
import { useEditor } from '../state/editor-context.tsx';

/** What can be done with one node. */
export function NodeActions({ node, commands }: { readonly node: GraphNode; readonly commands: Commands }) {
  const { t } = useTranslation();
  const editor = useEditor();
  const { analysis } = useDerived();
  const isLayer = node.kind !== inputKind && node.kind !== headKind;
  const shared = analysis?.nodes.get(node.id)?.shared ?? false;
  const loose = useProject((project) => isLooseHead(project, node.id));
  return (
    <div className="ed-buttons">
      {loose ? (
        <>
          <Tooltip label={t('stage.attachHelp')} multiline maw={240}>
            <Button
              size="compact-xs"
              leftSection={<IconTarget size={14} aria-hidden="true" />}
              onClick={() => commands.attachHead(headTask(node))}
            >
              {t('stage.attach')}
            </Button>
          </Tooltip>
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconPlugConnected size={14} aria-hidden="true" />}
            onClick={() => editor.open({ kind: 'connect', node: node.id, from: true, screen: besideNode(editor, node.id) })}
          >
            {t('editor.actions.connectFrom')}
          </Button>
        </>
      ) : null}
      {node.kind === headKind ? null : (
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconPlugConnected size={14} aria-hidden="true" />}
          onClick={() => editor.open({ kind: 'connect', node: node.id, screen: besideNode(editor, node.id) })}
        >
          {t('editor.actions.connect')}
        </Button>
      )}
      {isLayer && shared ? (
        <Tooltip label={t('editor.actions.splitHelp')} multiline maw={240}>
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconArrowsSplit2 size={14} aria-hidden="true" />}
            onClick={() => void commands.split(node.id)}
          >
            {t('editor.actions.split')}
          </Button>
        </Tooltip>
      ) : null}
      {node.kind === headKind ? null : (
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconCopyPlus size={14} aria-hidden="true" />}
          onClick={() => commands.duplicate([node.id])}
        >
          {t('editor.actions.duplicate')}
        </Button>
      )}
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconTrash size={14} aria-hidden="true" />}
        onClick={() => commands.removeNodes([node.id])}
      >
        {t('editor.actions.remove')}
      </Button>
    </div>
  );
}
