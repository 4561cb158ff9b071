import { type ComparedInWords, comparedIn } from '../../core/lessons/compared.ts';
import type { Fact, Lesson, Outcome, Step } from '../../core/lessons/lesson.ts';
import type { Progress } from '../../core/lessons/progress.ts';
import type { Reached } from '../../core/presets/claims/summary.ts';
import { formatNumber } from '../../core/util/number-text.ts';
import { ownValue } from '../../core/util/own-value.ts';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';
import { plain, signed, withError } from '../common/with-error.ts';

/** What two documents reached in one metric of one task, and how far they are apart. */
function Comparison({ found }: { readonly found: ComparedInWords }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const { title, metric, one, other, a, b, difference, half, pairs, certain } = found;
  const figure = ({ mean, spread }: Reached): string => {
    const { value, error } = withError(metric, mean, spread);
    return `${value} ± ${error}`;
  };
  const { value, error } = withError(metric, difference, half);
  return (
    <div className="lesson-figures">
      <p>
        {localized(title)} · {localized(metric.title)}
      </p>
      <dl>
        <dt>{localized(one)}</dt>
        <dd className="figure">{figure(a)}</dd>
        {b && typeof other !== 'number' ? (
          <>
            <dt>{localized(other)}</dt>
            <dd className="figure">{figure(b)}</dd>
          </>
        ) : null}
      </dl>
      <p className="lesson-difference">
        {b ? t(certain ? 'lessons.difference' : 'lessons.undecided', { difference: signed(value), half: error, pairs }) : null}
      </p>
    </div>
  );
}

function FactLine({ fact }: { readonly fact: Fact }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  return (
    <>
      <dt>{localized(fact.text)}</dt>
      <dd className="figure">
        {'mean' in fact
          ? t('lessons.mean', { mean: plain(fact.mean, 2), spread: fact.spread.toFixed(2), seeds: fact.seeds })
          : t('lessons.reached', { reached: fact.reached, starts: fact.starts })}
      </dd>
    </>
  );
}

const notesOf = (steps: readonly Step[]) => steps.flatMap((step) => (step.type === 'act' ? (step.notes ?? []) : []));

/** The visitor's own numbers, as far as there are any. */
function Yours({
  lesson,
  outcome,
  progress,
}: {
  readonly lesson: Lesson;
  readonly outcome: Outcome;
  readonly progress: Progress;
}) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const known = notesOf(lesson.steps).flatMap(({ id, text, metric }) => {
    const value = outcome.notes?.includes(id) ? ownValue(progress.notes, id) : undefined;
    return value === undefined
      ? []
      : [{ id, text, figure: metric === 'accuracy' ? `${formatNumber(100 * value)}%` : formatNumber(value) }];
  });
  if (known.length === 0) return null;
  return (
    <section className="lesson-figures" data-testid="lesson-yours">
      <p>{t('lessons.yours')}</p>
      <dl>
        {known.map(({ id, text, figure }) => [
          <dt key={`${id} what`}>{localized(text)}</dt>,
          <dd key={`${id} figure`} className="figure">
            {figure}
          </dd>,
        ])}
      </dl>
    </section>
  );
}

/** The figures of an outcome: what was measured over seeds, and what the visitor's runs gave. */
export function Figures(props: { readonly lesson: Lesson; readonly outcome: Outcome; readonly progress: Progress }) {
  const { lesson, outcome } = props;
  const { t } = useTranslation();
  const compared = comparedIn(lesson, outcome.claims);
  return (
    <>
      <Yours {...props} />
      {compared.length > 0 ? (
        <section data-testid="lesson-measured">
          <h3>{t('lessons.figures')}</h3>
          {outcome.claims.map((place, i) => {
            const found = compared[i];
            return found ? <Comparison key={place} found={found} /> : null;
          })}
        </section>
      ) : null}
      {outcome.facts ? (
        <section className="lesson-figures" data-testid="lesson-facts">
          <h3>{t('lessons.facts')}</h3>
          <dl>
            {outcome.facts.map((fact) => (
              <FactLine key={fact.text.en} fact={fact} />
            ))}
          </dl>
        </section>
      ) : null}
    </>
  );
}
