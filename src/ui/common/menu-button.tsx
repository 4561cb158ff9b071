import { type MenuProps, Tooltip } from '@mantine/core';
import { lazy, type ReactElement, type ReactNode, type Ref, Suspense, useRef, useState } from 'react';

const loadMenu = () => import('./opened-menu.tsx');
const OpenedMenu = lazy(async () => ({ default: (await loadMenu()).OpenedMenu }));

/** What the page puts on a menu's button. */
export interface TargetProps {
  readonly ref?: Ref<HTMLButtonElement>;
  readonly 'aria-haspopup'?: 'menu';
  readonly 'aria-expanded'?: boolean;
  readonly onPointerEnter?: () => void;
  readonly onFocus?: () => void;
  readonly onClick?: () => void;
}

/**
 * A button with a menu that comes when it is asked for. Until then nobody needs Mantine's menu nor what stands in this one; the pointer's
 * or the focus's arrival fetches them ahead of the press.
 */
export function MenuButton(props: {
  readonly tooltip: string;
  readonly button: (props: TargetProps) => ReactElement;
  readonly menu: Pick<MenuProps, 'position' | 'width' | 'closeOnItemClick'>;
  /** Who has chosen goes on with the network: it has the focus then. */
  readonly toCanvas?: boolean;
  /** Fetches what `children` are made of. */
  readonly load: () => Promise<unknown>;
  /** A lazy component: rendered when the menu is first asked for. */
  readonly children: ReactNode;
}) {
  const { tooltip, button, menu, toCanvas = false, load, children } = props;
  const [wanted, setWanted] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const fetchAhead = (): void => {
    void Promise.all([loadMenu(), load()]).catch(() => undefined);
  };
  const unopened = (
    <Tooltip label={tooltip}>
      {button({
        'aria-haspopup': 'menu',
        'aria-expanded': false,
        onPointerEnter: fetchAhead,
        onFocus: fetchAhead,
        onClick: () => setWanted(true),
      })}
    </Tooltip>
  );
  if (!wanted) return unopened;
  return (
    <Suspense fallback={unopened}>
      <OpenedMenu menu={menu} toCanvas={toCanvas} opener={opener} tooltip={tooltip} target={button({ ref: opener })}>
        {children}
      </OpenedMenu>
    </Suspense>
  );
}
