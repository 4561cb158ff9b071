import { Select, Stack, Text, Tooltip } from '@mantine/core';
import { balancingMethod, balancingMethods } from '../../core/balancing/registry.ts';
import { defaults } from '../../core/project/defaults.ts';
import { usePlayground, useProject } from '../../store/react.tsx';
import { FieldControl } from '../common/field-control.tsx';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';

/** How tasks are balanced: the method, what it does in one sentence, and its parameters. */
export function BalancingControl() {
  const { t } = useTranslation();
  const localized = useLocalized();
  const { actions } = usePlayground();
  const { method: id, parameters } = useProject((document) => document.training.balancing);
  const method = balancingMethod(id);
  const offered = Object.values(balancingMethods).map(({ id: value, text }) => ({ value, label: localized(text.title) }));
  const values = method?.schema.safeParse(parameters).data ?? {};
  const change = (name: string, value: unknown): void => {
    const parsed = method?.schema.safeParse({ ...values, [name]: value });
    if (parsed?.success) actions.setBalancing({ method: id, parameters: parsed.data }, `balancing.${name}`);
  };
  return (
    <Stack gap={4}>
      <Tooltip label={t('panels.training.balancingHelp')} multiline maw={280}>
        <Select
          label={t('panels.training.balancing')}
          allowDeselect={false}
          value={id}
          data={method ? offered : [...offered, { value: id, label: id }]}
          onChange={(value) => {
            if (value !== null && value !== id) actions.setBalancing(defaults.balancing(value));
          }}
        />
      </Tooltip>
      {method ? (
        <Text size="xs" c="dimmed">
          {localized(method.text.summary)}
        </Text>
      ) : null}
      {method?.fields.map((field) => (
        <FieldControl key={field.name} field={field} value={values[field.name]} onChange={(value) => change(field.name, value)} />
      ))}
    </Stack>
  );
}
