import { Paper } from '@mantine/core';
import { getHotkeyHandler } from '@mantine/hooks';
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import type { Position } from '../../../core/project/schema.ts';
import './popups.css';

interface FloatingPanelProps {
  readonly label: string;
  readonly screen: Position;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * A small dialog over the canvas, beside what it is about. Takes the focus, and closes at Escape or a press elsewhere.
 */
export function FloatingPanel({ label, screen, onClose, children }: FloatingPanelProps) {
  const panel = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  }, [onClose]);

  // As soon as it is to be seen, keys are its.
  useLayoutEffect(() => {
    const first = panel.current?.querySelector<HTMLElement>('input, button:not([data-close]), [role="slider"]');
    (first ?? panel.current)?.focus();
    const onPress = (event: PointerEvent): void => {
      if (event.target instanceof Node && !panel.current?.contains(event.target)) close.current();
    };
    // Mantine's useClickOutside hears a press last, and the canvas keeps presses to itself.
    document.addEventListener('pointerdown', onPress, true);
    return () => document.removeEventListener('pointerdown', onPress, true);
  }, []);

  const closeOn = (event: KeyboardEvent): void => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    onClose();
  };

  return (
    <Paper
      ref={panel}
      className="ed-panel"
      role="dialog"
      tabIndex={-1}
      aria-label={label}
      onKeyDown={getHotkeyHandler([['Escape', closeOn, { preventDefault: false }]])}
      shadow="md"
      withBorder
      style={{
        left: `clamp(8px, ${Math.round(screen.x)}px, 100% - 288px)`,
        top: `clamp(8px, ${Math.round(screen.y)}px, max(8px, 100% - 340px))`,
      }}
    >
      {children}
    </Paper>
  );
}
