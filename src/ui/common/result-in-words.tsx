import { useMemo } from 'react';
import { beatsGuessing, knownResults, type NamedResult } from '../../core/presets/known-results.ts';
import type { Preset } from '../../core/presets/preset.ts';
import { useView } from '../../store/react.tsx';
import { useLocalized } from './use-localized.ts';
import { useTranslation } from './use-translation.ts';

/** What is nearer to 0 is said to be 0. */
const nothing = 0.005;

/**
 * What the tasks of an example come to, for people: which are learned, and which are not told from guessing. The exact figures stand beside the
 * open example. Nothing where it was not measured.
 */
export function ResultInWords({ preset }: { readonly preset: Preset }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const language = useView((view) => view.language);
  const known = useMemo(() => knownResults(preset), [preset]);
  if (!known) return null;
  const figure = ({ metric }: NamedResult, value: number): string =>
    metric.unit === 'share'
      ? new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(value)
      : new Intl.NumberFormat(language, { maximumSignificantDigits: 2 }).format(Math.abs(value) < nothing ? 0 : value);
  const list = (results: readonly NamedResult[]): string =>
    results
      .map((result) =>
        t('gallery.result', {
          task: localized(result.title),
          metric: localized(result.metric.title),
          value: figure(result, result.mean),
          guess: figure(result, result.guess),
        }),
      )
      .join(t('gallery.separator'));
  const [learned, failed] = [known.tasks.filter(beatsGuessing), known.tasks.filter((task) => !beatsGuessing(task))];
  return [
    learned.length > 0 ? t('gallery.learned', { tasks: list(learned) }) : '',
    failed.length > 0 ? t('gallery.failed', { tasks: list(failed) }) : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}
