import { Menu, Text } from '@mantine/core';
import { presets } from '../../core/presets/registry.ts';
import { usePlayground } from '../../store/react.tsx';
import { LongText } from '../common/long-text.tsx';
import { useLocalized } from '../common/use-localized.ts';

/** Ready-made experiments, each with one sentence on what to watch. */
export function PresetItems() {
  const { actions } = usePlayground();
  const localized = useLocalized();
  return presets.map(({ id, text }) => (
    <Menu.Item key={id} onClick={() => actions.openPreset(id)} data-preset={id}>
      <Text size="sm" fw={600}>
        {localized(text.title)}
      </Text>
      <Text size="xs" c="dimmed">
        <LongText text={text.watch} />
      </Text>
    </Menu.Item>
  ));
}
