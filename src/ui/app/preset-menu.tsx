import { Button, Popover, Tooltip } from '@mantine/core';
import { IconChevronDown, IconLayoutGrid } from '@tabler/icons-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { focusCanvas } from '../common/focus-canvas.ts';
import { withRareStrings } from '../common/pane-boundary.tsx';
import { useTranslation } from '../common/use-translation.ts';

const load = () => withRareStrings(async () => ({ default: (await import('./preset-gallery.tsx')).PresetGallery }));
const PresetGallery = lazy(load);
/** The pointer's or the focus's arrival fetches the gallery ahead of the press. */
const fetchAhead = (): void => void load().catch(() => undefined);

/** Ready-made experiments, to be searched. */
export function PresetMenu() {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  // Popover gives the focus back to what had it when the gallery was there: to the gallery itself, when that was fetched ahead.
  const close = (): void => {
    setOpened(false);
    button.current?.focus({ preventScroll: true });
  };
  const chosen = (): void => {
    setOpened(false);
    focusCanvas();
  };
  return (
    <Popover
      opened={opened}
      onChange={(now) => (now ? setOpened(true) : close())}
      position="bottom-start"
      width="min(920px, calc(100vw - 16px))"
      withinPortal
      trapFocus
      closeOnEscape={false}
    >
      <Popover.Target>
        <Tooltip label={t('app.presets.help')} disabled={opened}>
          <Button
            ref={button}
            aria-label={t('app.presets.label')}
            variant="default"
            size="sm"
            px="xs"
            leftSection={<IconLayoutGrid size={16} aria-hidden="true" />}
            rightSection={<IconChevronDown size={14} aria-hidden="true" />}
            onPointerEnter={fetchAhead}
            onFocus={fetchAhead}
            onClick={() => setOpened((now) => !now)}
          >
            {t('app.presets.label')}
          </Button>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown
        className="gallery"
        aria-label={t('app.presets.label')}
        onKeyDown={(event) => {
          if (event.key === 'Escape') close();
        }}
      >
        <Suspense fallback={null}>
          <PresetGallery onChosen={chosen} onLandscape={close} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
