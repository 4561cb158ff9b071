import { Button } from '@mantine/core';
import { IconChevronDown, IconLayoutGrid } from '@tabler/icons-react';
import { lazy } from 'react';
import { useTranslation } from '../common/use-translation.ts';
import { MenuButton } from './menu-button.tsx';

const load = async () => ({ default: (await import('./preset-items.tsx')).PresetItems });
const PresetItems = lazy(load);

/** Ready-made experiments. */
export function PresetMenu() {
  const { t } = useTranslation();
  return (
    <MenuButton
      tooltip={t('app.presets.help')}
      menu={{ position: 'bottom-start', width: 380 }}
      load={load}
      button={(props) => (
        <Button
          aria-label={t('app.presets.label')}
          variant="default"
          size="sm"
          px="xs"
          leftSection={<IconLayoutGrid size={16} aria-hidden="true" />}
          rightSection={<IconChevronDown size={14} aria-hidden="true" />}
          {...props}
        >
          {t('app.presets.label')}
        </Button>
      )}
    >
      <PresetItems />
    </MenuButton>
  );
}
