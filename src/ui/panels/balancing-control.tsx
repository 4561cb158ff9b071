import { Anchor, Select, Stack, Text, Tooltip } from '@mantine/core';
import { useState } from 'react';
import { type BalancingFamily, variantOf } from '../../core/balancing/contract.ts';
import { balancingMethod, balancingMethods } from '../../core/balancing/index.ts';
import { defaults } from '../../core/project/defaults.ts';
import { switchesOf } from '../../core/project/switches.ts';
import { usePlayground, useProject } from '../../store/react.tsx';
import { Disclosure } from '../common/disclosure.tsx';
import { FieldControl } from '../common/field-control.tsx';
import { LearnMore } from '../common/learn-more.tsx';
import { LongText } from '../common/long-text.tsx';
import { lazyPane, withRareStrings } from '../common/pane-boundary.tsx';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';
import './balancing.css';

const Costs = lazyPane(async () => (await import('./method-costs.tsx')).MethodCosts);
const BalancingFacts = lazyPane(() => withRareStrings(async () => (await import('./balancing-facts.tsx')).BalancingFacts));
const Switches = lazyPane(async () => (await import('./balancing-switches.tsx')).BalancingSwitches);

/** What methods look at, in the order in which they are offered. */
const families: readonly BalancingFamily[] = ['nothing', 'losses', 'gradientSizes', 'gradientDirections', 'validation'];

const noCosts: ReadonlyMap<string, string> = new Map();

/** A method as it is offered: what it is called, what it does in one sentence, which is fetched once the list is `seen`, and its `cost` as far as that is known. */
function Offered(props: {
  readonly id: string;
  readonly label: string;
  readonly seen: boolean;
  readonly cost: string | undefined;
}) {
  const { id, label, seen, cost = '…' } = props;
  const method = balancingMethod(id);
  const brief = method?.text.brief;
  return (
    <span className="offered-method">
      {label}
      {brief && seen ? (
        <small>
          <LongText text={brief} />
        </small>
      ) : null}
      {method && method.family !== 'nothing' && seen ? <small className="method-cost">{cost}</small> : null}
    </span>
  );
}

/** How tasks are balanced: the method, what it does in one sentence, its parameters, and more for those who ask. */
export function BalancingControl() {
  const { t } = useTranslation();
  const localized = useLocalized();
  const { actions, view } = usePlayground();
  // The hint would lie over the list.
  const [choosing, setChoosing] = useState(false);
  const [costs, setCosts] = useState(noCosts);
  const balancing = useProject((document) => document.training.balancing);
  const { method: id, parameters } = balancing;
  const offeredMethod = balancingMethod(id);
  const parsed = offeredMethod?.schema.safeParse(parameters).data ?? {};
  // What it needs and offers may follow from how it is set.
  const method = offeredMethod && variantOf(offeredMethod, parsed);
  const all = Object.values(balancingMethods);
  const offered = families.flatMap((family) => {
    const items = all
      .filter((one) => one.family === family)
      .map(({ id: value, text }) => ({ value, label: localized(text.title) }));
    return items.length > 0 ? [{ group: t(`panels.training.balancingFamilies.${family}`), items }] : [];
  });
  const unknown = method ? [] : [{ value: id, label: id }];
  const values = new Map(Object.entries(parsed));
  const change = (name: string, value: unknown): void => {
    const next = method?.schema.safeParse({ ...parsed, [name]: value });
    if (next?.success) actions.setBalancing({ ...balancing, parameters: next.data }, `balancing.${name}`);
  };
  const shown = method?.fields.filter(({ shownWhen }) => !shownWhen || values.get(shownWhen.field) === shownWhen.is);
  return (
    <Stack gap={4} data-place="balancing">
      <Tooltip label={t('panels.training.balancingHelp')} multiline maw={280} disabled={choosing}>
        <Select
          label={t('panels.training.balancing')}
          allowDeselect={false}
          searchable
          // What is typed looks for a method; it is not added to the name of the present one.
          onFocus={(event) => event.currentTarget.select()}
          onDropdownOpen={() => setChoosing(true)}
          onDropdownClose={() => setChoosing(false)}
          nothingFoundMessage={t('panels.training.balancingNone')}
          maxDropdownHeight={360}
          comboboxProps={{ width: 'min(380px, calc(100vw - 24px))', position: 'bottom-start' }}
          renderOption={({ option }) => (
            <Offered id={option.value} label={option.label} seen={choosing} cost={costs.get(option.value)} />
          )}
          value={id}
          data={[...offered, ...unknown]}
          onChange={(value) => {
            if (value !== null && value !== id) actions.setBalancing({ ...balancing, ...defaults.balancing(value) });
          }}
        />
      </Tooltip>
      {method && method.family !== 'nothing' ? (
        <Text size="xs" c="dimmed">
          <LongText text={method.text.brief} />
        </Text>
      ) : null}
      {method && method.family !== 'nothing' ? (
        <Text size="xs" c="dimmed">
          {t('panels.training.balancingMeasured', { cost: costs.get(id) ?? '…' })}
        </Text>
      ) : null}
      {choosing || (method && method.family !== 'nothing') ? <Costs choosing={choosing} onTexts={setCosts} /> : null}
      {shown?.map((field) => (
        <FieldControl
          key={field.name}
          field={field}
          value={values.get(field.name)}
          onChange={(value) => change(field.name, value)}
        />
      ))}
      {method && switchesOf(method).size > 0 ? (
        <Disclosure title={t('panels.training.balancingMore')}>
          <Switches method={method} />
        </Disclosure>
      ) : null}
      {method ? (
        <LearnMore>
          <BalancingFacts method={method} parameters={parsed} />
        </LearnMore>
      ) : null}
      <Anchor
        component="button"
        type="button"
        size="xs"
        ta="left"
        data-place="landscape"
        onClick={() => view.set({ landscape: true })}
      >
        {t('panels.training.landscape')}
      </Anchor>
    </Stack>
  );
}
