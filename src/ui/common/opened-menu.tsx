import { Menu, type MenuProps, Tooltip } from '@mantine/core';
import { type MouseEvent, type ReactElement, type ReactNode, type RefObject, useEffect, useState } from 'react';
import { focusCanvas } from './focus-canvas.ts';

/** A menu that opens as it arrives, in place of the button that asked for it. */
export function OpenedMenu(props: {
  /** It would lie over what is opened: until then. */
  readonly tooltip: string;
  readonly target: ReactElement;
  /** To `target`. */
  readonly opener: RefObject<HTMLButtonElement | null>;
  readonly menu: Pick<MenuProps, 'position' | 'width' | 'closeOnItemClick'>;
  /** Who has chosen goes on with the network. */
  readonly toCanvas: boolean;
  readonly children: ReactNode;
}) {
  const { tooltip, target, opener, menu, toCanvas, children } = props;
  const [opened, setOpened] = useState(false);
  const [chosen, setChosen] = useState(false);
  useEffect(() => {
    if (!opened && chosen) focusCanvas();
  }, [opened, chosen]);
  const onClick = ({ target: clicked }: MouseEvent): void => {
    if (clicked instanceof Element && clicked.closest('[role^="menuitem"]')) setChosen(true);
  };
  // The focus was on the button that this one replaces; the menu takes it from here and brings it back here.
  useEffect(() => {
    opener.current?.focus({ preventScroll: true });
    setOpened(true);
  }, [opener]);
  return (
    <Menu
      withinPortal
      {...menu}
      opened={opened}
      returnFocus={!chosen}
      onChange={(now) => {
        if (now) setChosen(false);
        // Before anything that was chosen is shown: that gives the focus back to what had it.
        else opener.current?.focus({ preventScroll: true });
        setOpened(now);
      }}
    >
      <Menu.Target>{target}</Menu.Target>
      <Tooltip target={opener} label={tooltip} disabled={opened} />
      <Menu.Dropdown mah="80vh" style={{ overflowY: 'auto' }} {...(toCanvas ? { onClick } : {})}>
        {children}
      </Menu.Dropdown>
    </Menu>
  );
}
