import { Group, NumberInput, Select, Stack, Switch, Tooltip } from '@mantine/core';
import type { TrainingSettings } from '../../core/project/schema.ts';
import { useProject } from '../../store/react.tsx';
import { useTranslation } from '../common/use-translation.ts';

type EarlyStopping = TrainingSettings['earlyStopping'];

export function EarlyStoppingControl(props: {
  readonly value: EarlyStopping;
  readonly onChange: (value: EarlyStopping) => void;
  readonly onEnd: () => void;
}) {
  const { value, onChange, onEnd } = props;
  const { t } = useTranslation();
  const tasks = useProject((document) => document.tasks);
  return (
    <Stack gap="xs">
      <Tooltip label={t('panels.training.earlyStoppingHelp')} multiline maw={280}>
        <Switch
          label={t('panels.training.earlyStopping')}
          checked={value.enabled}
          onChange={(event) => onChange({ ...value, enabled: event.currentTarget.checked })}
        />
      </Tooltip>
      {value.enabled ? (
        <>
          <Group gap="xs" grow align="end">
            <Select
              label={t('panels.training.watch')}
              allowDeselect={false}
              value={value.watch}
              data={[
                { value: 'mean', label: t('panels.training.watchMean') },
                ...tasks.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onChange={(watch) => {
                if (watch !== null) onChange({ ...value, watch });
              }}
            />
            <NumberInput
              label={t('panels.training.patience')}
              value={value.patienceEpochs}
              min={1}
              allowDecimal={false}
              onChange={(patienceEpochs) => {
                if (typeof patienceEpochs === 'number' && patienceEpochs >= 1) onChange({ ...value, patienceEpochs });
              }}
              onBlur={onEnd}
            />
          </Group>
          <Switch
            label={t('panels.training.restoreBest')}
            checked={value.restoreBest}
            onChange={(event) => onChange({ ...value, restoreBest: event.currentTarget.checked })}
          />
        </>
      ) : null}
    </Stack>
  );
}
