import { ActionIcon } from '@mantine/core';
import { IconLanguage } from '@tabler/icons-react';
import { lazy } from 'react';
import { MenuButton } from '../common/menu-button.tsx';
import { useTranslation } from '../common/use-translation.ts';

const load = async () => ({ default: (await import('./settings-items.tsx')).SettingsItems });
const SettingsItems = lazy(load);

/** Language and theme. */
export function SettingsMenu() {
  const { t } = useTranslation();
  const label = `${t('app.language')} · ${t('app.theme.label')}`;
  return (
    <MenuButton
      tooltip={label}
      menu={{ position: 'bottom-end' }}
      toCanvas
      load={load}
      button={(props) => (
        <ActionIcon variant="default" size={36} aria-label={label} {...props}>
          <IconLanguage size={18} />
        </ActionIcon>
      )}
    >
      <SettingsItems />
    </MenuButton>
  );
}
