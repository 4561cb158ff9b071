import { Anchor, Stack, Text, Tooltip } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useDataset, useDerived, usePlayground, useProject } from '../../store/react.tsx';
import { FieldControl } from '../common/field-control.tsx';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';
import { SplitControl } from './split-control.tsx';

/** Few visitors open it: it is loaded when they do. */
const DatasetPage = lazy(async () => ({ default: (await import('./dataset-page.tsx')).DatasetPage }));

const whole = new Intl.NumberFormat('en');

/** How large the data set is, under which licence, how it is made, and how it is divided. */
export function DataFacts() {
  const { t } = useTranslation();
  const { project, view } = usePlayground();
  const localized = useLocalized();
  const id = useProject((document) => document.data.dataset);
  const options = useProject((document) => document.data.options);
  const { signature } = useDerived();
  const dataset = useDataset(id);
  const [reading, setReading] = useState(false);
  const values: Readonly<Record<string, unknown>> = dataset ? { ...dataset.schema.parse({}), ...options } : options;
  return (
    <Stack gap="xs" mt={4}>
      {dataset ? (
        <>
          <Text size="xs" c="dimmed">
            {t('panels.data.size', { samples: whole.format(signature?.count ?? 0) })} ·{' '}
            {t('panels.data.licence', { licence: dataset.licence })}
          </Text>
          <Text size="xs">{localized(dataset.text.summary)}</Text>
          <Anchor component="button" type="button" size="xs" ta="start" onClick={() => setReading(true)}>
            {t('panels.data.more')}
          </Anchor>
          {reading && signature ? (
            <Suspense fallback={null}>
              <DatasetPage dataset={dataset} signature={signature} onClose={() => setReading(false)} />
            </Suspense>
          ) : null}
          {dataset.fields.map((field) => (
            <FieldControl
              key={field.name}
              field={field}
              value={values[field.name]}
              error={undefined}
              onChange={(value) =>
                project.edit(
                  (document) => ({
                    ...document,
                    data: { ...document.data, options: { ...document.data.options, [field.name]: value } },
                  }),
                  { gesture: `data.${field.name}` },
                )
              }
            />
          ))}
        </>
      ) : null}
      {signature?.parts ? (
        <>
          <Text size="xs" className="figure">
            {t('panels.data.ownParts', signature.parts)}
          </Text>
          <Anchor
            component="button"
            type="button"
            size="xs"
            ta="start"
            onClick={() => view.set({ importing: { file: null, change: true } })}
          >
            {t('panels.data.ownChange')}
          </Anchor>
        </>
      ) : (
        <Tooltip label={t('panels.data.splitHelp')} multiline maw={280} position="right">
          <div>
            <SplitControl />
          </div>
        </Tooltip>
      )}
    </Stack>
  );
}
