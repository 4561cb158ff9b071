import { Button, Group, Text } from '@mantine/core';
import { IconCornerUpLeft } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { documentDifference } from '../../../core/graph/difference.ts';
import { differenceLine, differencePhrases } from '../../../core/graph/difference-words.ts';
import { parseProjectText } from '../../../core/project/parse.ts';
import type { Project } from '../../../core/project/schema.ts';
import type { Language } from '../../../core/util/localized.ts';
import type { KeptProject } from '../../../store/persistence/kept-project.ts';
import type { Version } from '../../../store/persistence/versions.ts';
import { useView } from '../../../store/react.tsx';
import { useTranslation } from '../../common/use-translation.ts';

interface Told {
  readonly version: Version;
  readonly document: Project;
  /** What it does otherwise than the one before it; null: it is the oldest. */
  readonly line: { readonly name: string | null; readonly rest: string | null } | null;
}

/** What is the next version's own, in a line: another name, what the document does otherwise, or where cards stand. */
function lineOf(before: Project, after: Project, language: Language): Told['line'] {
  const differs = differencePhrases(documentDifference(before, after), before, after, language).length > 0;
  return {
    name: before.name === after.name ? null : after.name,
    rest: differs ? differenceLine(before, after, language) : null,
  };
}

function toldOf(versions: readonly Version[], language: Language): readonly Told[] {
  const read = versions.flatMap((version) => {
    const document = parseProjectText(version.text);
    return document.ok ? [{ version, document: document.value }] : [];
  });
  return read.map(({ version, document }, i) => {
    const before = read[i + 1];
    return { version, document, line: before ? lineOf(before.document, document, language) : null };
  });
}

/** What a document was earlier, the newest first, each a press away. */
export function VersionList(props: {
  readonly kept: KeptProject;
  readonly load: () => Promise<readonly Version[]>;
  readonly onBack: () => void;
  readonly onRestore: (document: Project) => void;
}) {
  const { kept, load, onBack, onRestore } = props;
  const { t } = useTranslation();
  const language = useView((view) => view.language);
  const [versions, setVersions] = useState<readonly Version[] | null>(null);
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    back.current?.focus({ preventScroll: true });
    let gone = false;
    load().then(
      (found) => {
        if (!gone) setVersions(found);
      },
      () => setVersions([]),
    );
    return () => {
      gone = true;
    };
  }, [load]);
  const told = useMemo(() => {
    const [newest, ...older] = versions ?? [];
    if (!newest) return [];
    // It was edited after all that was kept of it.
    const now = { at: Math.max(kept.edited, newest.at + 1), text: kept.text };
    return toldOf([...(newest.text === now.text ? [] : [now]), newest, ...older], language);
  }, [versions, language, kept]);
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });
  const said = ({ line }: Told): string => {
    if (!line) return t('projects.version.first');
    const name = line.name === null ? [] : [t('projects.version.renamed', { name: line.name || t('panels.document.unnamed') })];
    const parts = [...name, ...(line.rest === null ? [] : [line.rest])];
    return parts.length > 0 ? parts.join(t('projects.and')) : t('projects.version.placed');
  };
  return (
    <>
      <Group my={4}>
        <Button
          ref={back}
          size="xs"
          variant="subtle"
          leftSection={<IconCornerUpLeft size={16} aria-hidden="true" />}
          onClick={onBack}
        >
          {t('projects.version.back')}
        </Button>
      </Group>
      {versions !== null && told.length === 0 ? <Text size="sm">{t('projects.version.none')}</Text> : null}
      <ul className="projects-list" aria-label={t('projects.version.title', { name: kept.name || t('panels.document.unnamed') })}>
        {told.map((one) => {
          const { at, text } = one.version;
          const time = when.format(at);
          return (
            <li key={at} className="projects-row">
              <div className="projects-said">
                <Text size="sm">{said(one)}</Text>
                <Text size="xs" c="dimmed">
                  {time}
                </Text>
              </div>
              {text === kept.text ? (
                <Text size="xs" fw={600}>
                  {t('projects.version.now')}
                </Text>
              ) : (
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={t('projects.version.restore', { when: time })}
                  onClick={() => onRestore(one.document)}
                >
                  {t('projects.version.restoreShort')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {told.length > 0 ? (
        <Text size="xs" c="dimmed" mt="xs">
          {t('projects.version.rule')}
        </Text>
      ) : null}
    </>
  );
}
