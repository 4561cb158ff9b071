import { Button, Popover, Tooltip } from '@mantine/core';
import { IconChevronDown, IconLayoutGrid } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from '../common/use-translation.ts';

const load = async () => ({ default: (await import('./preset-gallery.tsx')).PresetGallery });
const PresetGallery = lazy(load);
/** The pointer's or the focus's arrival fetches the gallery ahead of the press. */
const fetchAhead = (): void => void load().catch(() => undefined);

/** Ready-made experiments, to be searched. */
export function PresetMenu() {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-start"
      width="min(460px, calc(100vw - 16px))"
      withinPortal
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Tooltip label={t('app.presets.help')}>
          <Button
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
      <Popover.Dropdown className="gallery" aria-label={t('app.presets.label')}>
        <Suspense fallback={null}>
          <PresetGallery onClose={() => setOpened(false)} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
