import { Alert, Button, Group, Modal, Text, TextInput } from '@mantine/core';
import { IconDeviceFloppy, IconDownload, IconFolderOpen, IconSearch } from '@tabler/icons-react';
import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import type { Project } from '../../../core/project/schema.ts';
import { fileNameOf } from '../../../core/runs/file-name.ts';
import { reasonOf } from '../../../core/util/reason.ts';
import { mostArchiveBytes } from '../../../engine/formats/projects/projects-zip.ts';
import { type KeptProject, tasksOf } from '../../../store/persistence/kept-project.ts';
import { newName } from '../../../store/persistence/new-name.ts';
import { documentIn, mostUnnamed } from '../../../store/persistence/project-shelf.ts';
import { useDatasets, useView } from '../../../store/react.tsx';
import { chooseFile } from '../../common/choose-file.ts';
import { askToLast } from '../../common/lasting-storage.ts';
import { saveFile } from '../../common/save-file.ts';
import { useDiagnosticText, useLocalized } from '../../common/use-localized.ts';
import { useTranslation } from '../../common/use-translation.ts';
import { sizeText } from '../../own-data/size-text.ts';
import type { Refused } from './project-files.ts';
import { type ProjectActs, ProjectRow } from './project-row.tsx';
import './projects.css';
import { StorageLine } from './storage-line.tsx';
import { useProjects } from './use-projects.ts';
import { VersionList } from './version-list.tsx';

/** From so many on they can be searched. */
const searchedFrom = 7;

/** The documents that this browser keeps, and what can be done with them. */
export function ProjectsDialog() {
  const { t } = useTranslation();
  const localized = useLocalized();
  const textOf = useDiagnosticText();
  const { playground, pageProjects, files, here, runs, listed, failed, again } = useProjects();
  const { project, run, view } = playground;
  const { keeper, shelf, versions } = pageProjects;
  const language = useView((state) => state.language);
  const datasets = useDatasets();
  const [query, setQuery] = useState('');
  const [lookedAt, setLookedAt] = useState<KeptProject | null>(null);
  const [news, setNews] = useState<readonly string[]>([]);
  const [round, setRound] = useState(0);
  /** Under which key the document on the screen went on when its project was deleted. */
  const [wentOn, setWentOn] = useState<ReadonlyMap<string, string>>(new Map());
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });

  const close = (): void => view.set({ dialog: null });
  const titleOf = (id: string): string => {
    const found = datasets.find((one) => one.id === id);
    return found ? localized(found.text.title) : id;
  };
  const nameOf = ({ name }: Pick<KeptProject, 'name'>): string => name || t('panels.document.unnamed');
  const wordsOf = ({ name, reasons }: Refused): string => {
    const reason = typeof reasons === 'string' ? reasons : reasons.map((one) => textOf(one).message).join(' ');
    return t('projects.notTaken', { name: name || t('panels.document.unnamed'), reason });
  };

  /** Does it, says what the browser has against it, and lists anew what there is. */
  const act = async (work: () => Promise<readonly string[] | undefined>): Promise<void> => {
    try {
      setNews((await work()) ?? []);
    } catch (error) {
      setNews([reasonOf(error)]);
    }
    await again();
    setRound((before) => before + 1);
  };
  const worthKeeping = (): void => void askToLast().then(() => setRound((before) => before + 1));
  const save = (all: readonly KeptProject[], name: string): Promise<void> =>
    act(async () => {
      const { bytes, refused } = await files.archive(all);
      if (bytes) saveFile(name, bytes, 'application/zip');
      return refused.map(wordsOf);
    });

  const acts: ProjectActs = {
    async open(kept) {
      close();
      if (kept.key !== here) run.notify(await pageProjects.open(kept));
    },
    rename: (kept, name) =>
      void act(async () => {
        worthKeeping();
        if (kept.key === here) project.edit((document) => ({ ...document, name }));
        else {
          const done = await shelf.rename(kept.key, name);
          if (!done.ok) return [wordsOf({ name: kept.name, reasons: done.diagnostics })];
        }
        return undefined;
      }),
    duplicate: (kept) =>
      void act(async () => {
        worthKeeping();
        const done = await files.duplicate(kept);
        return done.ok ? undefined : [wordsOf({ name: kept.name, reasons: done.diagnostics })];
      }),
    versions: setLookedAt,
    save(kept) {
      const read = documentIn(kept);
      void save([kept], read.ok ? fileNameOf(read.value, null, 'zip') : `${t('projects.file')}.zip`);
    },
    remove: (kept) =>
      void act(async () => {
        await keeper.settled();
        await shelf.remove(kept.key);
        if (kept.key === here) {
          // It stays on the screen, and is kept anew where it is edited again.
          const next = newName();
          project.keepAs(next);
          setWentOn(new Map([...wentOn, [kept.key, next]]));
        }
        return undefined;
      }),
  };
  const bringBack = (kept: KeptProject): void =>
    void act(async () => {
      await shelf.bringBack(kept.key);
      if (wentOn.get(kept.key) === here) project.keepAs(kept.key);
      return undefined;
    });
  const keepThis = (): void =>
    void act(async () => {
      worthKeeping();
      await keeper.keep(project.getState());
      return undefined;
    });
  const takeIn = (file: File): void =>
    void act(async () => {
      const taken = await files.takeIn(file);
      if (!taken) return [t('projects.tooLarge', { size: sizeText(file.size), limit: sizeText(mostArchiveBytes) })];
      if (taken.keys.length > 0) worthKeeping();
      return [...(taken.keys.length > 0 ? [t('projects.taken', { n: taken.keys.length })] : []), ...taken.refused.map(wordsOf)];
    });

  const arriving = useView((state) => state.arriving);
  const takeInOnce = useEffectEvent(takeIn);
  useEffect(() => {
    if (!arriving) return;
    view.set({ arriving: null });
    takeInOnce(arriving);
  }, [arriving, view]);

  const looked = lookedAt?.key;
  const loadVersions = useCallback(async () => (looked === undefined ? [] : versions.of(looked)), [looked, versions]);
  const restore = async (kept: KeptProject, document: Project): Promise<void> => {
    close();
    if (kept.key !== here) run.notify(await pageProjects.open(kept));
    // Where it cannot be opened, another one is on the screen.
    if (project.getState().key !== kept.key) return;
    await keeper.keepVersion();
    project.edit(() => document);
  };

  const all = listed?.projects ?? [];
  const asked = query.trim().toLowerCase().split(/\s+/);
  const found = all.filter((kept) => {
    const words = [kept.name, titleOf(kept.dataset), ...tasksOf(kept)].join(' ').toLowerCase();
    return asked.every((word) => words.includes(word));
  });
  const ofRuns = (key: string) => runs.filter((one) => one.project === key);
  // Those that were deleted stand where they stood.
  const rows = [...found, ...(listed?.removed ?? [])].sort((a, b) => b.edited - a.edited);

  return (
    <Modal
      opened
      onClose={close}
      title={lookedAt ? t('projects.version.title', { name: nameOf(lookedAt) }) : t('projects.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {lookedAt ? (
        <VersionList
          kept={lookedAt}
          load={loadVersions}
          onBack={() => setLookedAt(null)}
          onRestore={(document) => void restore(lookedAt, document)}
        />
      ) : (
        <>
          <Group gap="xs" mb="xs">
            {listed && !all.some(({ key }) => key === here) ? (
              <Button size="xs" leftSection={<IconDeviceFloppy size={16} aria-hidden="true" />} onClick={keepThis}>
                {t('projects.keep')}
              </Button>
            ) : null}
            <Button
              size="xs"
              variant="default"
              leftSection={<IconFolderOpen size={16} aria-hidden="true" />}
              onClick={() => chooseFile('.zip', takeIn)}
            >
              {t('projects.import')}
            </Button>
            <Button
              size="xs"
              variant="default"
              disabled={all.length === 0}
              leftSection={<IconDownload size={16} aria-hidden="true" />}
              onClick={() => void save(all, `${t('projects.file')}.zip`)}
            >
              {t('projects.exportAll')}
            </Button>
          </Group>
          {all.length >= searchedFrom ? (
            <TextInput
              size="xs"
              mb="xs"
              aria-label={t('projects.search')}
              placeholder={t('projects.search')}
              leftSection={<IconSearch size={14} aria-hidden="true" />}
              value={query}
              onChange={({ currentTarget: { value } }) => setQuery(value)}
            />
          ) : null}
          <div role="status">
            {failed === null ? null : <Alert color="yellow">{t('projects.unreadable', { reason: failed })}</Alert>}
            {news.length > 0 ? (
              <Alert color="blue" p="xs" mb="xs">
                {news.map((line) => (
                  <Text key={line} size="sm" style={{ overflowWrap: 'anywhere' }}>
                    {line}
                  </Text>
                ))}
              </Alert>
            ) : null}
            {listed && all.length === 0 ? <Text size="sm">{t('projects.empty')}</Text> : null}
            {all.length > 0 && found.length === 0 ? <Text size="sm">{t('projects.nothing', { query })}</Text> : null}
          </div>
          <ul className="projects-list" aria-label={t('projects.title')}>
            {rows.map((kept) =>
              kept.removedAt === undefined ? (
                <ProjectRow
                  key={kept.key}
                  kept={kept}
                  here={kept.key === here}
                  dataset={titleOf(kept.dataset)}
                  when={when.format(kept.edited)}
                  runs={ofRuns(kept.key).length}
                  weights={kept.weights || pageProjects.trainedRun(kept.key) !== undefined}
                  acts={acts}
                />
              ) : (
                <li key={kept.key} className="projects-row">
                  <Text size="sm" c="dimmed" className="projects-said">
                    {t('projects.removed', { name: nameOf(kept) })}
                  </Text>
                  <Button size="compact-xs" variant="default" autoFocus onClick={() => bringBack(kept)}>
                    {t('projects.undo')}
                  </Button>
                </li>
              ),
            )}
          </ul>
          <Text size="xs" c="dimmed">
            {t('projects.rule', { n: mostUnnamed })}
          </Text>
          <StorageLine round={round} />
        </>
      )}
    </Modal>
  );
}
