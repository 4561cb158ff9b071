import { ActionIcon } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { moved } from '../../core/data/import/levels.ts';
import { Disclosure } from '../common/disclosure.tsx';
import { useTranslation } from '../common/use-translation.ts';

/** The levels of an ordered column from least to most, each to be moved up or down. */
export function LevelOrder({
  column,
  levels,
  onChange,
}: {
  readonly column: string;
  readonly levels: readonly string[];
  readonly onChange: (levels: string[]) => void;
}) {
  const { t } = useTranslation();
  const order = levels.join(' < ');
  return (
    <Disclosure title={order} name={`${t('ownData.columns.levelsOf', { column })}: ${order}`}>
      {/* Told apart by their places, not by what stands there: the keys stay on the button that goes on moving a level when the level has gone. */}
      <ol className="own-levels">
        {levels.map((level, index) => {
          const button = (by: -1 | 1, label: string) => {
            const end = levels[index + by] === undefined;
            return (
              <ActionIcon
                size={24}
                variant="subtle"
                color="gray"
                aria-label={label}
                aria-disabled={end}
                {...(end ? { 'data-disabled': true } : {})}
                onClick={({ currentTarget }) => {
                  if (end) return;
                  onChange(moved(levels, index, by));
                  // The next press moves the same level on.
                  const row = currentTarget.closest('li');
                  const next = by < 0 ? row?.previousElementSibling : row?.nextElementSibling;
                  next?.querySelectorAll('button')[by < 0 ? 0 : 1]?.focus();
                }}
              >
                {by < 0 ? <IconArrowUp size={14} aria-hidden="true" /> : <IconArrowDown size={14} aria-hidden="true" />}
              </ActionIcon>
            );
          };
          return (
            <li key={String(index)}>
              <span>{level}</span>
              {button(-1, t('ownData.columns.levelUp', { level, column }))}
              {button(1, t('ownData.columns.levelDown', { level, column }))}
            </li>
          );
        })}
      </ol>
    </Disclosure>
  );
}
