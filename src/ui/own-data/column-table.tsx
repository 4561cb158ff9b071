import { Button, NativeSelect, Text } from '@mantine/core';
import { memo, useState } from 'react';
import { type ColumnChoice, columnKinds, rolesOf } from '../../core/data/import/choices.ts';
import { orderedLevels } from '../../core/data/import/levels.ts';
import type { ColumnProfile } from '../../core/data/import/profile.ts';
import type { ReadReport } from '../../core/data/import/session.ts';
import { yesOf } from '../../core/data/import/word-lists.ts';
import type { Diagnostic } from '../../core/util/diagnostics.ts';
import { DiagnosticNote } from '../common/diagnostic-note.tsx';
import { useTranslation } from '../common/use-translation.ts';
import { ColumnHistogram } from './column-histogram.tsx';
import { ExampleImages } from './example-images.tsx';
import { LevelOrder } from './level-order.tsx';

/** So many columns are shown at a time. */
const shownAtOnce = 60;
const whole = new Intl.NumberFormat('en');

interface RowProps {
  readonly index: number;
  readonly choice: ColumnChoice;
  readonly profile: ColumnProfile | undefined;
  readonly warnings: readonly Diagnostic[];
  /** What the files are that rows name. */
  readonly media: ReadReport['media'];
  readonly onChange: (index: number, change: Partial<ColumnChoice>) => void;
}

/** One column: how it is spread, what it is, what it is used for, and what is suspicious about it. */
const ColumnRow = memo(
  function ColumnRow({ index, choice, profile, warnings, media, onChange }: RowProps) {
    const { t } = useTranslation();
    const { name, kind, role } = choice;
    const words = profile?.histogram.kind === 'words' ? profile.histogram.bars.map(({ word }) => word) : [];
    return (
      <tr data-role={role}>
        <th scope="row">
          <Text size="sm" fw={600} className="own-name">
            {name}
          </Text>
          <Text size="xs" c="dimmed">
            {profile && profile.missing > 0 ? `${t('ownData.columns.missing', { count: whole.format(profile.missing) })} · ` : ''}
            {profile?.different
              ? t('ownData.columns.different', { count: whole.format(profile.different) })
              : (profile?.unit ?? '')}
          </Text>
          {profile?.firstUnreadable ? (
            <Text size="xs" className="own-unreadable">
              {t('ownData.columns.unreadable', { count: profile.unreadable, ...profile.firstUnreadable })}
            </Text>
          ) : null}
          {warnings.map((item) => (
            <DiagnosticNote key={item.message} item={item} />
          ))}
        </th>
        <td>{profile && kind !== 'image' ? <ColumnHistogram histogram={profile.histogram} dates={kind === 'date'} /> : null}</td>
        <td className="own-examples">
          {profile && profile.images.length > 0 ? <ExampleImages images={profile.images} /> : profile?.examples.join(' · ')}
        </td>
        <td>
          <NativeSelect
            size="xs"
            aria-label={t('ownData.columns.kindOf', { column: name })}
            value={kind}
            data={columnKinds
              .filter((value) => (value !== 'image' && value !== 'sound') || value === media)
              .map((value) => ({ value, label: t(`ownData.kinds.${value}`) }))}
            onChange={({ currentTarget: { value } }) =>
              onChange(index, { kind: columnKinds.find((one) => one === value) ?? kind })
            }
          />
          {kind === 'number' && role !== 'none' ? (
            <NativeSelect
              size="xs"
              mt={4}
              aria-label={t('ownData.columns.decimalOf', { column: name })}
              value={choice.decimal ?? '.'}
              data={(['.', ','] as const).map((value) => ({
                value,
                label: t(`ownData.columns.decimals.${value === '.' ? 'point' : 'comma'}`),
              }))}
              onChange={({ currentTarget: { value } }) => onChange(index, { decimal: value === ',' ? ',' : '.' })}
            />
          ) : null}
          {kind === 'date' ? (
            <NativeSelect
              size="xs"
              mt={4}
              aria-label={t('ownData.columns.orderOf', { column: name })}
              value={choice.order ?? 'dayFirst'}
              data={(['dayFirst', 'monthFirst'] as const).map((value) => ({
                value,
                label: t(`ownData.columns.orders.${value}`),
              }))}
              onChange={({ currentTarget: { value } }) =>
                onChange(index, { order: value === 'monthFirst' ? 'monthFirst' : 'dayFirst' })
              }
            />
          ) : null}
          {kind === 'yesno' && words.length > 0 ? (
            <NativeSelect
              size="xs"
              mt={4}
              aria-label={t('ownData.columns.yesOf', { column: name })}
              value={choice.yes ?? yesOf(words)}
              data={words.map((word) => ({ value: word, label: t('ownData.columns.yes', { word }) }))}
              onChange={({ currentTarget: { value } }) => onChange(index, { yes: value })}
            />
          ) : null}
          {kind === 'ordered' && profile && profile.levels.length > 1 ? (
            <LevelOrder
              column={name}
              levels={orderedLevels(profile.levels, choice.levels)}
              onChange={(levels) => onChange(index, { levels })}
            />
          ) : null}
        </td>
        <td>
          <NativeSelect
            size="xs"
            aria-label={t('ownData.columns.roleOf', { column: name })}
            value={role}
            data={rolesOf(kind)
              .filter((value) => media === 'image' || value !== 'box')
              .map((value) => ({ value, label: t(`ownData.roles.${value}`) }))}
            onChange={({ currentTarget: { value } }) =>
              onChange(index, { role: rolesOf(kind).find((one) => one === value) ?? role })
            }
          />
        </td>
      </tr>
    );
  },
  (a, b) =>
    a.choice === b.choice &&
    a.profile?.histogram === b.profile?.histogram &&
    a.warnings.map(({ message }) => message).join() === b.warnings.map(({ message }) => message).join(),
);

/** Every column of the table that is brought in. */
export function ColumnTable(props: {
  readonly choices: readonly ColumnChoice[];
  readonly profiles: readonly ColumnProfile[];
  readonly diagnostics: readonly Diagnostic[];
  readonly media: ReadReport['media'];
  readonly onChange: (index: number, change: Partial<ColumnChoice>) => void;
}) {
  const { choices, profiles, diagnostics, media, onChange } = props;
  const { t } = useTranslation();
  const [shown, setShown] = useState(shownAtOnce);
  const more = choices.length - shown;
  return (
    <>
      <div className="own-columns">
        <table>
          <caption className="visually-hidden">{t('ownData.columns.caption')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('ownData.columns.column')}</th>
              <th scope="col">{t('ownData.columns.spread')}</th>
              <th scope="col" className="own-examples">
                {t('ownData.columns.examples')}
              </th>
              <th scope="col">{t('ownData.columns.kind')}</th>
              <th scope="col">{t('ownData.columns.role')}</th>
            </tr>
          </thead>
          <tbody>
            {choices.slice(0, shown).map((choice, index) => (
              <ColumnRow
                key={choice.name}
                index={index}
                choice={choice}
                profile={profiles[index]}
                warnings={diagnostics.filter(({ where }) => where === `column:${choice.name}`)}
                media={media}
                onChange={onChange}
              />
            ))}
          </tbody>
        </table>
      </div>
      {more > 0 ? (
        <Button size="xs" variant="default" onClick={() => setShown((count) => count + shownAtOnce)}>
          {t('ownData.columns.more', { count: Math.min(more, shownAtOnce) })}
        </Button>
      ) : null}
    </>
  );
}
