import { ActionIcon } from '@mantine/core';
import { IconLanguage, IconSunMoon } from '@tabler/icons-react';
import { lazy } from 'react';
import { MenuButton } from '../common/menu-button.tsx';
import { withRareStrings } from '../common/pane-boundary.tsx';
import { useTranslation } from '../common/use-translation.ts';

const loadLanguages = async () => ({ default: (await import('./language-items.tsx')).LanguageItems });
const LanguageItems = lazy(loadLanguages);
const loadThemes = () => withRareStrings(async () => ({ default: (await import('./theme-items.tsx')).ThemeItems }));
const ThemeItems = lazy(loadThemes);

const menu = { position: 'bottom-end' } as const;

/** What the page is read in. */
export function LanguageMenu() {
  const { t } = useTranslation();
  const label = t('app.language');
  return (
    <MenuButton
      tooltip={label}
      menu={menu}
      toCanvas
      load={loadLanguages}
      button={(props) => (
        <ActionIcon variant="default" size={36} aria-label={label} {...props}>
          <IconLanguage size={18} />
        </ActionIcon>
      )}
    >
      <LanguageItems />
    </MenuButton>
  );
}

/** How light it is. */
export function ThemeMenu() {
  const { t } = useTranslation();
  const label = t('app.theme.label');
  return (
    <MenuButton
      tooltip={label}
      menu={menu}
      toCanvas
      load={loadThemes}
      button={(props) => (
        <ActionIcon variant="default" size={36} aria-label={label} {...props}>
          <IconSunMoon size={18} />
        </ActionIcon>
      )}
    >
      <ThemeItems />
    </MenuButton>
  );
}
