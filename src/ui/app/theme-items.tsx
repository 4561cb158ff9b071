import { Menu, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconPresentation, IconSun } from '@tabler/icons-react';
import { usePlayground, useView } from '../../store/react.tsx';
import type { ThemeChoice } from '../../store/view-state.ts';
import { useTranslation } from '../common/use-translation.ts';
import { present } from './present.ts';

const themes = [
  { choice: 'light', Icon: IconSun },
  { choice: 'dark', Icon: IconMoon },
  { choice: 'auto', Icon: IconDeviceDesktop },
] as const satisfies readonly { readonly choice: ThemeChoice; readonly Icon: typeof IconSun }[];

/** Light, dark, or what the system asks for: no part of the document. */
export function ThemeItems() {
  const { t } = useTranslation();
  const playground = usePlayground();
  const { view } = playground;
  const theme = useView((state) => state.theme);
  const { setColorScheme } = useMantineColorScheme();
  const presenting = useView((state) => state.presenting);
  return (
    <>
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
      <Menu.Divider className="present-item" />
      <Menu.Item
        className="present-item"
        rightSection={<IconPresentation size={16} aria-hidden="true" />}
        onClick={() => present(playground)}
      >
        {t(presenting ? 'present.leave' : 'present.begin')}
      </Menu.Item>
    </>
  );
}
