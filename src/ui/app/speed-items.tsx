import { Menu } from '@mantine/core';
import { usePlayground, useView } from '../../store/react.tsx';
import { useTranslation } from '../common/use-translation.ts';

const slow = 1;
/** In steps per second; null: as fast as it can. */
const speeds = [slow, 3, 10, 30, 100, null];

/** How fast a run is followed: no part of the document, and the same steps at any speed. */
export function SpeedItems() {
  const { t } = useTranslation();
  const { actions } = usePlayground();
  const speed = useView((view) => view.speed);
  return (
    <>
      <Menu.Label>{t('app.speed.label')}</Menu.Label>
      <Menu.RadioGroup value={String(speed)}>
        {speeds.map((one) => (
          <Menu.RadioItem key={String(one)} value={String(one)} closeMenuOnClick onChange={() => actions.setSpeed(one)}>
            {one === null ? t('app.speed.full') : one === slow ? t('app.speed.slow') : t('app.speed.steps', { number: one })}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  );
}
