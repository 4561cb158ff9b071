import { Checkbox } from '@mantine/core';
import { blocks } from '../../../core/graph/blocks/registry.ts';
import { layers } from '../../../core/layers/registry.ts';
import { Disclosure } from '../../common/disclosure.tsx';
import { useLocalized } from '../../common/use-localized.ts';
import { useTranslation } from '../../common/use-translation.ts';
import { categories } from '../../editor/items/palette-items.ts';
import { resultsTabs } from '../results/registry.ts';
import { parts } from './parts.ts';
import type { SheetEditor } from './sheet-editor.ts';

interface Item {
  readonly id: string;
  readonly label: string;
}

/** What a group has; all of it, some of it, or none of it is shown. */
function CheckGroup(props: {
  readonly title: string;
  readonly items: readonly Item[];
  readonly hidden: readonly string[];
  readonly onChange: (hide: readonly string[], show: readonly string[]) => void;
}) {
  const { title, items, hidden, onChange } = props;
  const { t } = useTranslation();
  const ids = items.map(({ id }) => id);
  const out = ids.filter((id) => hidden.includes(id)).length;
  const name = out === 0 ? title : `${title} · ${t('classroom.make.leftOut', { count: out })}`;
  return (
    <Disclosure title={name}>
      <fieldset aria-label={title}>
        <Checkbox
          size="xs"
          label={t('classroom.make.all')}
          checked={out === 0}
          indeterminate={out > 0 && out < items.length}
          onChange={(event) => (event.currentTarget.checked ? onChange([], ids) : onChange(ids, []))}
        />
        <div className="sheet-checks">
          {items.map(({ id, label }) => (
            <Checkbox
              key={id}
              size="xs"
              label={label}
              checked={!hidden.includes(id)}
              onChange={(event) => (event.currentTarget.checked ? onChange([], [id]) : onChange([id], []))}
            />
          ))}
        </div>
      </fieldset>
    </Disclosure>
  );
}

/** What the page shows to a class. What is ticked follows from the registries: a new tab or layer is shown until somebody leaves it out. */
export function VisibleEditor({ sheet, edit }: SheetEditor) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const { hidden } = sheet;
  const change = (hide: readonly string[], show: readonly string[]): void =>
    edit((before) => ({
      ...before,
      hidden: [...before.hidden.filter((id) => !show.includes(id) && !hide.includes(id)), ...hide],
    }));
  const kinds = Object.values(layers);
  const groups: readonly { readonly title: string; readonly items: readonly Item[] }[] = [
    { title: t('classroom.make.parts'), items: parts.map(({ id, title }) => ({ id: `part:${id}`, label: t(title) })) },
    {
      title: t('classroom.make.tabs'),
      items: resultsTabs.map(({ id, title }) => ({ id: `tab:${id}`, label: localized(title) })),
    },
    ...categories.flatMap((category) => {
      const items = kinds
        .filter((layer) => layer.category === category)
        .map(({ kind, text }) => ({ id: `layer:${kind}`, label: localized(text.title) }));
      const title = t('classroom.make.layers', { category: t(`editor.palette.${category}`) });
      return items.length > 0 ? [{ title, items }] : [];
    }),
    {
      title: t('classroom.make.blocks'),
      items: Object.values(blocks).map(({ id, text }) => ({ id: `block:${id}`, label: localized(text.title) })),
    },
  ];
  return (
    <section aria-label={t('classroom.make.visiblePart')}>
      <h3>{t('classroom.make.visiblePart')}</h3>
      <p className="sheet-help">{t('classroom.make.visibleHelp')}</p>
      {groups.map(({ title, items }) => (
        <CheckGroup key={title} title={title} items={items} hidden={hidden} onChange={change} />
      ))}
    </section>
  );
}
