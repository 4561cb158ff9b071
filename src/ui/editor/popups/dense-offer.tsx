import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from '../../common/use-translation.ts';
import type { Commands } from '../commands/use-commands.ts';
import { useEditor } from '../state/editor-context.tsx';
import type { Popup } from '../state/editor-state.ts';
import { FloatingPanel } from './floating-panel.tsx';

/** A wire of another width was dropped on a head: one press puts the Dense that fits between them. */
export function DenseOffer({
  popup,
  commands,
}: {
  readonly popup: Extract<Popup, { kind: 'offer' }>;
  readonly commands: Commands;
}) {
  const { t } = useTranslation();
  const editor = useEditor();
  const { task = '', needed = '', shape = '' } = popup.item.values ?? {};
  const text = t('editor.connecting.offer', { task: String(task), needed: String(needed), shape: String(shape) });
  return (
    <FloatingPanel label={text} screen={popup.screen} onClose={editor.close}>
      <Text size="sm" p={4}>
        {text}
      </Text>
      <Group gap="xs" p={4}>
        <Button
          size="xs"
          onClick={() => {
            editor.close();
            commands.connectThroughDense(popup.connection);
          }}
        >
          {t('editor.connecting.insertDense', { units: String(needed) })}
        </Button>
        <Button size="xs" variant="default" onClick={editor.close}>
          {t('common.cancel')}
        </Button>
      </Group>
    </FloatingPanel>
  );
}
