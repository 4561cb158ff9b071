import { Stack, Text } from '@mantine/core';
import type { BalancingMethod } from '../../core/balancing/contract.ts';
import { type Balancing, balancingSchema } from '../../core/project/schema.ts';
import { switchFields } from '../../core/project/switch-fields.ts';
import { publishedHeads, type SwitchName, switchesOf } from '../../core/project/switches.ts';
import { usePlayground, useProject } from '../../store/react.tsx';
import { PlainControl } from '../common/field-control.tsx';
import { LongText } from '../common/long-text.tsx';

/** What a switch shows: heads are a matter of yes or no here. */
function shownOf(name: SwitchName, method: BalancingMethod, balancing: Balancing): unknown {
  if (name === 'heads') return (balancing.heads ?? publishedHeads(method)) === 'weights';
  return balancing[name] ?? (name === 'every' ? 1 : false);
}

/** A choice without what is the published way. */
function changed(name: SwitchName, value: unknown, method: BalancingMethod, balancing: Balancing): Balancing | null {
  const { [name]: _, ...rest } = balancing;
  const wanted = name === 'heads' ? (value ? 'weights' : 'sliders') : value;
  const published = name === 'heads' ? publishedHeads(method) : name === 'every' ? 1 : false;
  return balancingSchema.safeParse(wanted === published ? rest : { ...rest, [name]: wanted }).data ?? null;
}

/** How weights are chosen and what they act on, each with a sentence: what the method of the document offers of it. */
export function BalancingSwitches({ method }: { readonly method: BalancingMethod }) {
  const { actions } = usePlayground();
  const balancing = useProject((document) => document.training.balancing);
  const offered = switchesOf(method);
  return (
    <Stack gap="xs" pt={4}>
      {switchFields
        .filter(({ name }) => offered.has(name))
        .map((field) => (
          <div key={field.name}>
            <PlainControl
              field={field}
              value={shownOf(field.name, method, balancing)}
              onChange={(value) => {
                const next = changed(field.name, value, method, balancing);
                if (next) actions.setBalancing(next, `balancing.${field.name}`);
              }}
            />
            <Text size="xs" c="dimmed">
              <LongText text={field.help} />
            </Text>
          </div>
        ))}
    </Stack>
  );
}
