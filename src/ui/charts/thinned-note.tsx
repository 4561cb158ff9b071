import { Text } from '@mantine/core';
import { thinnedPart } from '../../core/runs/kept-steps.ts';
import { useRun, useView } from '../../store/react.tsx';
import { useTranslation } from '../common/use-translation.ts';

/** Said where a run is longer than is kept of it: which of its steps are left out. */
export function ThinnedNote() {
  const { t } = useTranslation();
  const language = useView((view) => view.language);
  // As one text, so that it is equal as long as the part is.
  const part = useRun(({ history }) => thinnedPart(history.recorded.kept)?.join(' ') ?? '');
  if (part === '') return null;
  const figures = new Intl.NumberFormat(language);
  const [from = '', to = '', every = ''] = part.split(' ').map((number) => figures.format(Number(number)));
  return (
    <Text size="xs" c="dimmed" data-testid="thinned">
      {t('charts.curves.thinned', { from, to, every })}
    </Text>
  );
}
