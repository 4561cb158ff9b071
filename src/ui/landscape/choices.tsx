import { ActionIcon, Checkbox, Text, TextInput } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { BalancingFamily, BalancingMethod } from '../../core/balancing/contract.ts';
import { walkingMethods } from '../../core/landscape/offered.ts';
import { formatNumber } from '../../core/util/number-text.ts';
import { mostMethods } from '../../store/landscape.ts';
import { taskIdentity } from '../common/task-identity.ts';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';
import { useLandscape, useLandscapeState } from './use-landscape.ts';

const families: readonly BalancingFamily[] = ['nothing', 'losses', 'gradientSizes', 'gradientDirections'];

function Method({ method }: { readonly method: BalancingMethod }) {
  const localized = useLocalized();
  const landscape = useLandscape();
  const place = useLandscapeState(({ methods }) => methods.indexOf(method.id));
  const full = useLandscapeState(({ methods }) => !methods.includes(null));
  const { color, symbol } = taskIdentity(Math.max(0, place));
  return (
    <Checkbox
      size="xs"
      checked={place >= 0}
      disabled={place < 0 && full}
      onChange={() => landscape.toggleMethod(method.id)}
      label={
        <>
          {localized(method.text.title)}
          {place < 0 ? null : (
            <span aria-hidden="true" className="landscape-symbol" style={{ color }}>
              {symbol}
            </span>
          )}
        </>
      }
    />
  );
}

/** Every method that can walk here, by what it looks at. */
export function Methods() {
  const { t } = useTranslation();
  const localized = useLocalized();
  const [query, setQuery] = useState('');
  const full = useLandscapeState(({ methods }) => !methods.includes(null));
  const wanted = query.trim().toLowerCase();
  const found = walkingMethods.filter(({ id, text }) => `${id} ${localized(text.title)}`.toLowerCase().includes(wanted));
  return (
    <section className="landscape-methods" aria-label={t('landscape.methods')}>
      <TextInput
        size="xs"
        aria-label={t('landscape.search')}
        placeholder={t('landscape.search')}
        leftSection={<IconSearch size={14} aria-hidden="true" />}
        value={query}
        onChange={({ currentTarget }) => setQuery(currentTarget.value)}
      />
      <div className="landscape-list">
        {families.map((family) => {
          const own = found.filter((method) => method.family === family);
          if (own.length === 0) return null;
          return (
            <fieldset key={family}>
              <legend>{t(`panels.training.balancingFamilies.${family}`)}</legend>
              {own.map((method) => (
                <Method key={method.id} method={method} />
              ))}
            </fieldset>
          );
        })}
        {found.length === 0 ? <Text size="xs">{t('landscape.none')}</Text> : null}
      </div>
      <Text size="xs" c="dimmed">
        {t(full ? 'landscape.full' : 'landscape.methodsHelp', { most: mostMethods })}
      </Text>
    </section>
  );
}

/** Every start, the published ones and the visitor's own. */
export function StartChoices() {
  const { t } = useTranslation();
  const landscape = useLandscape();
  const starts = useLandscapeState((state) => state.starts);
  return (
    <fieldset className="landscape-starts">
      <legend>{t('landscape.starts')}</legend>
      <div>
        {starts.map(({ name, x, y, on, own }) => (
          <span key={name} className="landscape-own">
            <Checkbox
              size="xs"
              checked={on}
              onChange={() => landscape.toggleStart(name)}
              label={t('landscape.startAt', { name, x: formatNumber(x), y: formatNumber(y) })}
            />
            {own ? (
              <ActionIcon
                size="sm"
                variant="subtle"
                color="gray"
                aria-label={t('landscape.remove', { name })}
                onClick={() => landscape.removeStart(name)}
              >
                <IconX size={14} aria-hidden="true" />
              </ActionIcon>
            ) : null}
          </span>
        ))}
      </div>
      <Text size="xs" c="dimmed">
        {t('landscape.startsHelp')}
      </Text>
    </fieldset>
  );
}
