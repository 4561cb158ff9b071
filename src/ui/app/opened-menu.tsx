import { Menu, type MenuProps } from '@mantine/core';
import { type ReactElement, type ReactNode, type RefObject, useEffect, useState } from 'react';

/** A menu that opens as it arrives, in place of the button that asked for it. */
export function OpenedMenu(props: {
  readonly target: ReactElement;
  /** The button within `target`. */
  readonly opener: RefObject<HTMLButtonElement | null>;
  readonly menu: Pick<MenuProps, 'position' | 'width' | 'closeOnItemClick'>;
  readonly children: ReactNode;
}) {
  const { target, opener, menu, children } = props;
  const [opened, setOpened] = useState(false);
  // The focus was on the button that this one replaces; the menu takes it from here and brings it back here.
  useEffect(() => {
    opener.current?.focus({ preventScroll: true });
    setOpened(true);
  }, [opener]);
  return (
    <Menu withinPortal {...menu} opened={opened} onChange={setOpened}>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown mah="80vh" style={{ overflowY: 'auto' }}>
        {children}
      </Menu.Dropdown>
    </Menu>
  );
}
