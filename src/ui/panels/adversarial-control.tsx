import { Group, NumberInput, Switch, Tooltip } from '@mantine/core';
import type { TrainingSettings } from '../../core/project/schema.ts';
import { useTranslation } from '../common/use-translation.ts';

const usualEpsilon = 0.1;

/** Whether the network trains on samples that are changed against it, and how far. `undefined` takes it out of the document. */
export function AdversarialControl(props: {
  readonly value: TrainingSettings['adversarial'];
  readonly onChange: (value: TrainingSettings['adversarial'], gesture: string) => void;
  readonly onEnd: () => void;
}) {
  const { value, onChange, onEnd } = props;
  const { t } = useTranslation();
  return (
    <Group gap="xs" align="end" wrap="nowrap">
      <Tooltip label={t('panels.training.adversarialHelp')} multiline maw={280}>
        <Switch
          mb={6}
          label={t('panels.training.adversarial')}
          checked={value !== undefined}
          onChange={(event) =>
            onChange(event.currentTarget.checked ? { kind: 'fgsm', epsilon: usualEpsilon } : undefined, 'adversarial')
          }
        />
      </Tooltip>
      {value === undefined ? null : (
        <NumberInput
          w={80}
          aria-label={t('panels.training.adversarialEpsilon')}
          value={value.epsilon}
          min={0.001}
          max={10}
          step={0.05}
          onChange={(epsilon) => {
            if (typeof epsilon === 'number' && epsilon > 0 && epsilon <= 10) onChange({ ...value, epsilon }, 'adversarial.value');
          }}
          onBlur={onEnd}
        />
      )}
    </Group>
  );
}
