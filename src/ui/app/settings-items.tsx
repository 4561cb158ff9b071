import { Menu, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { offeredLanguages } from '../../locales/registry.ts';
import { usePlayground, useView } from '../../store/react.tsx';
import type { ThemeChoice } from '../../store/view-state.ts';
import { useTranslation } from '../common/use-translation.ts';
import { readIn } from './language.ts';

const themes = [
  { choice: 'light', Icon: IconSun },
  { choice: 'dark', Icon: IconMoon },
  { choice: 'auto', Icon: IconDeviceDesktop },
] as const satisfies readonly { readonly choice: ThemeChoice; readonly Icon: typeof IconSun }[];

/** Language and theme: neither is part of the document. */
export function SettingsItems() {
  const { t } = useTranslation();
  const { view } = usePlayground();
  const language = useView((state) => state.language);
  const theme = useView((state) => state.theme);
  const { setColorScheme } = useMantineColorScheme();
  return (
    <>
      <Menu.Label>{t('app.language')}</Menu.Label>
      <Menu.RadioGroup value={language}>
        {[...offeredLanguages()].map(([tag, name]) => (
          <Menu.RadioItem
            key={tag}
            value={tag}
            lang={tag}
            closeMenuOnClick
            onChange={() => void readIn(tag).then((read) => view.set({ language: read }))}
          >
            {name}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
      <Menu.Label>{t('app.theme.label')}</Menu.Label>
      <Menu.RadioGroup value={theme}>
        {themes.map(({ choice, Icon }) => (
          <Menu.RadioItem
            key={choice}
            value={choice}
            closeMenuOnClick
            rightSection={<Icon size={16} aria-hidden="true" />}
            onChange={() => {
              view.set({ theme: choice });
              setColorScheme(choice);
            }}
          >
            {t(`app.theme.${choice}`)}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  );
}
