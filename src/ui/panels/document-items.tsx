import { Menu, Text } from '@mantine/core';
import { IconClock, IconFile, IconFolderOpen, IconFolders, IconTable, IconTableImport } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { documentOn, emptyDocument } from '../../core/graph/new-document.ts';
import type { Project } from '../../core/project/schema.ts';
import { openTable } from '../../store/persistence/database.ts';
import type { KeptProject } from '../../store/persistence/kept-project.ts';
import { recentProjects } from '../../store/persistence/project-shelf.ts';
import type { Playground } from '../../store/playground.ts';
import { useDatasets, useDerived, usePlayground, useProject, useView } from '../../store/react.tsx';
import { chooseFile } from '../common/choose-file.ts';
import { openedFiles, openFile } from '../common/open-file.ts';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';

/** Projects come with runs, which are much for a list. */
const pageProjects = async (playground: Playground) =>
  (await import('../../store/persistence/page-projects.ts')).pageProjectsOf(playground);

/** How many documents are listed. */
const mostListed = 6;

/** What was worked on before, without the document on the screen; empty where it cannot be read. */
function useRecents(): readonly KeptProject[] {
  const playground = usePlayground();
  const [found, setFound] = useState<readonly KeptProject[]>([]);
  useEffect(() => {
    let gone = false;
    // What was edited a moment ago is among them.
    const reading = pageProjects(playground)
      .then(({ keeper }) => keeper.settled())
      .then(() => recentProjects(openTable('recent')));
    reading.then(
      (all) => {
        const { key } = playground.project.getState();
        if (!gone) setFound(all.filter((one) => one.key !== key));
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [playground]);
  return found.slice(0, mostListed);
}

/** Another document in place of this one, which can be brought back by undo: a new one, one from a file, one of the last. */
export function DocumentItems() {
  const { t } = useTranslation();
  const localized = useLocalized();
  const playground = usePlayground();
  const { actions, run } = playground;
  const datasets = useDatasets();
  const { signature } = useDerived();
  const dataset = useProject((document) => document.data.dataset);
  const language = useView((view) => view.language);
  const recents = useRecents();
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const titleOf = (id: string): string => {
    const found = datasets.find((one) => one.id === id);
    return found ? localized(found.text.title) : id;
  };
  const begin = (document: Project, options: Project['data']['options'] = {}): void =>
    actions.open(actions.arranged({ ...document, data: { ...document.data, options } }));
  const reopen = async (recent: KeptProject): Promise<void> => run.notify(await (await pageProjects(playground)).open(recent));
  return (
    <>
      <Menu.Item
        leftSection={<IconFile size={16} aria-hidden="true" />}
        onClick={() => begin(signature ? emptyDocument(dataset, signature) : emptyDocument(dataset, noData))}
      >
        {t('documents.empty')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconFolderOpen size={16} aria-hidden="true" />}
        onClick={() => chooseFile(openedFiles, (file) => void openFile(playground, file))}
      >
        {t('documents.file')}
      </Menu.Item>
      {/* Before those that come a moment later. */}
      <Menu.Item
        leftSection={<IconFolders size={16} aria-hidden="true" />}
        onClick={() => playground.view.set({ dialog: 'projects' })}
      >
        {t('documents.projects')}
      </Menu.Item>
      {recents.length > 0 ? <Menu.Label>{t('documents.recent')}</Menu.Label> : null}
      {recents.map((recent) => (
        <Menu.Item key={recent.key} leftSection={<IconClock size={16} aria-hidden="true" />} onClick={() => void reopen(recent)}>
          {recent.name || t('panels.document.unnamed')}
          <Text size="xs" c="dimmed">
            {titleOf(recent.dataset)} · {when.format(recent.edited)}
          </Text>
        </Menu.Item>
      ))}
      <Menu.Label>{t('documents.on')}</Menu.Label>
      <Menu.Item
        leftSection={<IconTableImport size={16} aria-hidden="true" />}
        onClick={() => playground.view.set({ importing: { file: null, change: false } })}
      >
        {t('documents.own')}
      </Menu.Item>
      {datasets.map((one) => (
        <Menu.Item
          key={one.id}
          leftSection={<IconTable size={16} aria-hidden="true" />}
          onClick={() =>
            begin(
              documentOn(one.id, one.signature(one.schema.parse({})), (target) => localized(target.title)),
              one.options,
            )
          }
        >
          {localized(one.text.title)}
        </Menu.Item>
      ))}
    </>
  );
}

const noData = { inputs: [], targets: [], count: 0 };
