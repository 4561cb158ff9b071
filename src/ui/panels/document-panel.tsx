import { ActionIcon, Button, Group, NumberInput, Stack, TextInput, Tooltip } from '@mantine/core';
import { IconFilePlus, IconNote } from '@tabler/icons-react';
import { lazy, useState } from 'react';
import { mostNameLetters } from '../../core/project/schema.ts';
import { usePlayground, useProject } from '../../store/react.tsx';
import { MenuButton } from '../common/menu-button.tsx';
import { lazyPane, withRareStrings } from '../common/pane-boundary.tsx';
import { Section } from '../common/section.tsx';
import { useTranslation } from '../common/use-translation.ts';

const load = () => withRareStrings(async () => ({ default: (await import('./document-items.tsx')).DocumentItems }));
const DocumentItems = lazy(load);
const NoteField = lazyPane(async () => (await import('./note-field.tsx')).NoteField);

/** What the document is called, what somebody wrote about it, and the seed that every random choice comes from. */
export function DocumentPanel() {
  const { t } = useTranslation();
  const { project } = usePlayground();
  const name = useProject((document) => document.name);
  const note = useProject((document) => document.note ?? '');
  const seed = useProject((document) => document.seed);
  const [writing, setWriting] = useState(false);
  return (
    <Section
      title={t('panels.document.title')}
      aside={
        <Group gap={4} wrap="nowrap">
          {note === '' && !writing ? (
            <Tooltip label={t('panels.document.addNote')}>
              <ActionIcon size={24} variant="default" aria-label={t('panels.document.addNote')} onClick={() => setWriting(true)}>
                <IconNote size={14} />
              </ActionIcon>
            </Tooltip>
          ) : null}
          <MenuButton
            tooltip={t('stage.documents.help')}
            menu={{ position: 'bottom-start', width: 280 }}
            toCanvas
            load={load}
            button={(props) => (
              <Button size="compact-xs" variant="default" leftSection={<IconFilePlus size={14} aria-hidden="true" />} {...props}>
                {t('stage.documents.label')}
              </Button>
            )}
          >
            <DocumentItems />
          </MenuButton>
        </Group>
      }
    >
      <Stack gap="xs">
        <Group gap="xs" align="end">
          <TextInput
            // A title that finds no room beside the seed stands above it.
            flex="1 1 220px"
            label={t('panels.document.name')}
            placeholder={t('panels.document.unnamed')}
            maxLength={mostNameLetters}
            value={name}
            onChange={({ currentTarget: { value } }) =>
              project.edit((document) => ({ ...document, name: value }), { gesture: 'document.name' })
            }
            onBlur={project.endGesture}
          />
          <Tooltip label={t('panels.document.seedHelp')} multiline maw={280}>
            <NumberInput
              w={96}
              label={t('panels.document.seed')}
              min={0}
              max={0xffffffff}
              allowDecimal={false}
              hideControls
              clampBehavior="strict"
              value={seed}
              onChange={(value) => {
                if (typeof value === 'number')
                  project.edit((document) => ({ ...document, seed: value }), { gesture: 'document.seed' });
              }}
              onBlur={project.endGesture}
            />
          </Tooltip>
        </Group>
        {note === '' && !writing ? null : <NoteField fresh={note === ''} onDone={() => setWriting(false)} />}
      </Stack>
    </Section>
  );
}
