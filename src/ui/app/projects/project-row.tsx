import { ActionIcon, Menu, Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconCopy, IconCursorText, IconDots, IconDownload, IconHistory, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { mostNameLetters } from '../../../core/project/schema.ts';
import { type KeptProject, tasksOf } from '../../../store/persistence/kept-project.ts';
import { useTranslation } from '../../common/use-translation.ts';

/** How many tasks are named. */
const mostTasks = 4;

export interface ProjectActs {
  readonly open: (kept: KeptProject) => void;
  readonly rename: (kept: KeptProject, name: string) => void;
  readonly duplicate: (kept: KeptProject) => void;
  readonly versions: (kept: KeptProject) => void;
  readonly save: (kept: KeptProject) => void;
  readonly remove: (kept: KeptProject) => void;
}

/** The name, while it is changed. */
function NameField(props: { readonly name: string; readonly onDone: (name: string | null) => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(props.name);
  const field = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  const end = (given: string | null): void => {
    if (done.current) return;
    done.current = true;
    props.onDone(given);
  };
  useEffect(() => {
    // After the menu has given the focus back.
    const frame = requestAnimationFrame(() => field.current?.select());
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <TextInput
      ref={field}
      size="xs"
      aria-label={t('projects.name')}
      placeholder={t('panels.document.unnamed')}
      maxLength={mostNameLetters}
      value={name}
      // The dialog stays when the change is given up.
      data-mantine-stop-propagation="true"
      onChange={({ currentTarget: { value } }) => setName(value)}
      onKeyDown={({ key, nativeEvent: { isComposing } }) => {
        if (isComposing) return;
        if (key === 'Enter') end(name);
        if (key === 'Escape') end(null);
      }}
      onBlur={() => end(name)}
    />
  );
}

/** A project in the list: what it is called, what it consists of, and what can be done with it. */
export function ProjectRow(props: {
  readonly kept: KeptProject;
  readonly here: boolean;
  readonly dataset: string;
  readonly when: string;
  readonly runs: number;
  readonly weights: boolean;
  readonly acts: ProjectActs;
}) {
  const { kept, here, dataset, when, runs, weights, acts } = props;
  const { t } = useTranslation();
  const [renaming, setRenaming] = useState(false);
  const more = useRef<HTMLButtonElement>(null);
  const name = kept.name || t('panels.document.unnamed');
  const tasks = tasksOf(kept);
  const further = tasks.length - mostTasks;
  const consists = [
    dataset,
    [...tasks.slice(0, mostTasks), ...(further > 0 ? [t('projects.further', { n: further })] : [])].join(t('projects.and')),
    runs > 0 ? t('projects.runs', { n: runs }) : '',
    weights ? t('projects.weights') : '',
  ].filter((part) => part !== '');
  const renamed = (given: string | null): void => {
    setRenaming(false);
    if (given !== null && given !== kept.name) acts.rename(kept, given);
    requestAnimationFrame(() => more.current?.focus());
  };
  return (
    <li className="projects-row" data-project={kept.key} data-here={here || undefined}>
      <div className="projects-said">
        {renaming ? (
          <NameField name={kept.name} onDone={renamed} />
        ) : (
          <UnstyledButton className="projects-name" aria-label={t('projects.open', { name })} onClick={() => acts.open(kept)}>
            {name}
          </UnstyledButton>
        )}
        <Text size="xs" c="dimmed">
          {here ? <strong>{t('projects.here')} · </strong> : null}
          {when} · {consists.join(' · ')}
        </Text>
      </div>
      <Menu withinPortal position="bottom-end" returnFocus={!renaming}>
        <Menu.Target>
          <ActionIcon ref={more} variant="subtle" color="gray" size={32} aria-label={t('projects.more', { name })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconCursorText size={16} aria-hidden="true" />} onClick={() => setRenaming(true)}>
            {t('projects.rename')}
          </Menu.Item>
          <Menu.Item leftSection={<IconCopy size={16} aria-hidden="true" />} onClick={() => acts.duplicate(kept)}>
            {t('projects.duplicate')}
          </Menu.Item>
          <Menu.Item leftSection={<IconHistory size={16} aria-hidden="true" />} onClick={() => acts.versions(kept)}>
            {t('projects.versions')}
          </Menu.Item>
          <Menu.Item leftSection={<IconDownload size={16} aria-hidden="true" />} onClick={() => acts.save(kept)}>
            {t('projects.export')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconTrash size={16} aria-hidden="true" />} onClick={() => acts.remove(kept)}>
            {t('projects.remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}
