import { Text } from '@mantine/core';
import { balancingMethod } from '../../core/balancing/index.ts';
import { at } from '../../core/util/assert-never.ts';
import { formatNumber } from '../../core/util/number-text.ts';
import { type KnownWalk, type LandscapeState, type Start, walkKey } from '../../store/landscape.ts';
import { useView } from '../../store/react.tsx';
import { taskIdentity } from '../common/task-identity.ts';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';
import { useLandscapeState } from './use-landscape.ts';

interface Reached {
  readonly start: Start;
  readonly walk: KnownWalk | undefined;
}

/** The first number of where a walk is. */
const whereOf = ({ path }: KnownWalk): number => {
  const last = path.at(-1);
  return last ? at(last, last.length - 2) : Number.NaN;
};

const isOver = ({ walk }: Reached, limit: number): boolean => (walk?.step ?? 0) >= limit;

/** What became of a method, in one sentence. */
function useSummary() {
  const { t } = useTranslation();
  const limit = useLandscapeState((state) => state.limit);
  return (all: readonly Reached[]): string => {
    const there = all.flatMap(({ walk }) => (walk && walk.reached !== null ? [walk] : []));
    const missed = all.filter((one) => isOver(one, limit) && one.walk?.reached === null);
    const counts = { reached: there.length, starts: all.length };
    if (missed.length > 0) return t('landscape.missed', { ...counts, where: missed.map(({ start }) => start.name).join(', ') });
    if (there.length === 0) return t('landscape.waiting');
    if (there.length < all.length) return t('landscape.someReached', counts);
    const ends = there.map(whereOf);
    return t('landscape.allReached', { from: formatNumber(Math.min(...ends)), to: formatNumber(Math.max(...ends)) });
  };
}

const chosen = ({ methods }: LandscapeState) => methods;

/** How far every method has come from every start: steps to the front, and in words. */
export function ReachedTable() {
  const { t } = useTranslation();
  const localized = useLocalized();
  const language = useView((view) => view.language);
  const methods = useLandscapeState(chosen);
  const starts = useLandscapeState((state) => state.starts);
  const walks = useLandscapeState((state) => state.walks);
  const limit = useLandscapeState((state) => state.limit);
  const summary = useSummary();
  const whole = new Intl.NumberFormat(language);
  const short = new Intl.NumberFormat(language, { notation: 'compact', maximumSignificantDigits: 3 });
  const on = starts.filter((start) => start.on);
  const rows = methods.flatMap((id, place) => {
    const method = id === null ? undefined : balancingMethod(id);
    if (!method) return [];
    const all = on.map((start): Reached => ({ start, walk: walks.get(walkKey(method.id, start)) }));
    return [{ method, identity: taskIdentity(place), all }];
  });
  const begun = [...walks.values()].some(({ step }) => step > 0);
  if (rows.length === 0 || on.length === 0) return <Text size="sm">{t('landscape.nothing')}</Text>;
  const cellOf = (one: Reached): readonly [sign: string, words: string] => {
    const { walk } = one;
    const step = whole.format(walk?.reached ?? walk?.step ?? 0);
    if (!walk || walk.step === 0) return ['–', t('landscape.notBegun')];
    if (walk.reached !== null) return [`✓ ${short.format(walk.reached)}`, t('landscape.atFront', { step })];
    return isOver(one, limit) ? ['✗', t('landscape.short', { step })] : ['…', t('landscape.onItsWay', { step })];
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: many starts are wider than a phone, and what scrolls is scrolled by keyboard
    <section className="landscape-results" tabIndex={0} aria-label={t('landscape.results')}>
      <table className="figure">
        <caption>{t('landscape.results')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('landscape.method')}</th>
            {on.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ method, identity, all }) => (
            <tr key={method.id} data-method={method.id}>
              <th scope="row">
                <span aria-hidden="true" style={{ color: identity.color }}>
                  {identity.symbol}
                </span>{' '}
                {localized(method.text.title)}
              </th>
              {all.map((one) => {
                const [sign, words] = cellOf(one);
                return (
                  <td key={one.start.name} title={words} data-reached={one.walk?.reached ?? undefined}>
                    <span aria-hidden="true">{sign}</span>
                    <span className="visually-hidden">{words}</span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <ul>
        {begun
          ? rows.map(({ method, identity, all }) => (
              <li key={method.id} data-summary={method.id}>
                <span aria-hidden="true" style={{ color: identity.color }}>
                  {identity.symbol}
                </span>{' '}
                <b>{localized(method.text.title)}</b> {summary(all)}
              </li>
            ))
          : null}
      </ul>
    </section>
  );
}
