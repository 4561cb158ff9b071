import { Button, Menu, Text, Tooltip } from '@mantine/core';
import { IconChevronDown, IconLayoutGrid } from '@tabler/icons-react';
import { presets } from '../../core/presets/registry.ts';
import { usePlayground } from '../../store/react.tsx';
import { LongText } from '../common/long-text.tsx';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';

/** Ready-made experiments, each with one sentence on what to watch. */
export function PresetMenu() {
  const { t } = useTranslation();
  const { actions } = usePlayground();
  const localized = useLocalized();
  return (
    <Menu position="bottom-start" width={380} withinPortal>
      <Menu.Target>
        <Tooltip label={t('app.presets.help')}>
          <Button
            aria-label={t('app.presets.label')}
            variant="default"
            size="sm"
            px="xs"
            leftSection={<IconLayoutGrid size={16} aria-hidden="true" />}
            rightSection={<IconChevronDown size={14} aria-hidden="true" />}
          >
            {t('app.presets.label')}
          </Button>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown mah="80vh" style={{ overflowY: 'auto' }}>
        {presets.map(({ id, text }) => (
          <Menu.Item key={id} onClick={() => actions.openPreset(id)} data-preset={id}>
            <Text size="sm" fw={600}>
              {localized(text.title)}
            </Text>
            <Text size="xs" c="dimmed">
              <LongText text={text.watch} />
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
