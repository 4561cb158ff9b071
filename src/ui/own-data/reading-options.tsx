import { Checkbox, Group, NativeSelect, Text } from '@mantine/core';
import type { ReadReport } from '../../core/data/import/session.ts';
import { type Delimiter, delimiters, encodings, type ReadingOptions } from '../../core/data/import/types.ts';
import { Disclosure } from '../common/disclosure.tsx';
import { useTranslation } from '../common/use-translation.ts';

/** So many malformed rows are listed. */
const mostListed = 30;

/** How large images can become, in pixels along a side. */
const sides = [28, 32, 48, 64, 96, 128];

/** How the file was read, to be corrected, and the rows that are not as they should be. */
export function ReadingChoices(props: {
  readonly report: ReadReport;
  readonly options: ReadingOptions;
  readonly onChange: (options: ReadingOptions) => void;
}) {
  const { report, options, onChange } = props;
  const { t } = useTranslation();
  const { reading, bad, renamed } = report;
  const delimiterName = (delimiter: Delimiter): string => (delimiter === '\t' ? t('ownData.file.tab') : delimiter);
  return (
    <>
      <Group gap="sm" align="end">
        {reading.encoding ? (
          <NativeSelect
            size="xs"
            label={t('ownData.file.encoding')}
            value={reading.encoding}
            data={encodings.map((value) => ({ value, label: t(`ownData.encodings.${value}`) }))}
            onChange={({ currentTarget: { value } }) => {
              const encoding = encodings.find((one) => one === value);
              if (encoding) onChange({ ...options, encoding });
            }}
          />
        ) : null}
        {reading.delimiter ? (
          <NativeSelect
            size="xs"
            label={t('ownData.file.delimiter')}
            value={reading.delimiter}
            data={delimiters.map((value) => ({ value, label: delimiterName(value) }))}
            onChange={({ currentTarget: { value } }) => {
              const delimiter = delimiters.find((one) => one === value);
              if (delimiter) onChange({ ...options, delimiter });
            }}
          />
        ) : null}
        <NativeSelect
          size="xs"
          label={t('ownData.file.malformed')}
          value={reading.malformed}
          data={(['skip', 'repair'] as const).map((value) => ({ value, label: t(`ownData.file.${value}`) }))}
          onChange={({ currentTarget: { value } }) => onChange({ ...options, malformed: value === 'repair' ? 'repair' : 'skip' })}
        />
        {reading.side === undefined ? null : (
          <>
            <NativeSelect
              size="xs"
              label={t('ownData.file.side')}
              value={String(reading.side)}
              data={[...new Set([...sides, reading.side])]
                .sort((a, b) => a - b)
                .map((side) => ({ value: String(side), label: `${side} × ${side}` }))}
              onChange={({ currentTarget: { value } }) => onChange({ ...options, side: Number(value) })}
            />
            <Checkbox
              size="xs"
              pb={6}
              label={t('ownData.file.grey')}
              checked={reading.grey ?? false}
              onChange={({ currentTarget: { checked } }) => onChange({ ...options, grey: checked })}
            />
          </>
        )}
        {reading.header === undefined ? null : (
          <Checkbox
            size="xs"
            pb={6}
            label={t('ownData.file.header')}
            checked={reading.header}
            onChange={({ currentTarget: { checked } }) => onChange({ ...options, header: checked })}
          />
        )}
      </Group>
      {renamed.length > 0 ? (
        <Text size="xs" c="dimmed">
          {t('ownData.renamed', { names: renamed.slice(0, 8).join(', ') })}
        </Text>
      ) : null}
      {bad.count > 0 ? (
        <Disclosure
          title={t(reading.malformed === 'repair' ? 'ownData.bad.repaired' : 'ownData.bad.skipped', { count: bad.count })}
        >
          <ul className="own-bad">
            {bad.shown.slice(0, mostListed).map(({ line, reason, text }) => (
              <li key={line}>
                {t('ownData.bad.line', { line })}: {t(`ownData.bad.reasons.${reason}`)}
                {text === '' ? null : <code>{text}</code>}
              </li>
            ))}
            {bad.count > mostListed ? <li>{t('ownData.bad.more', { count: bad.count - mostListed })}</li> : null}
          </ul>
        </Disclosure>
      ) : null}
    </>
  );
}
