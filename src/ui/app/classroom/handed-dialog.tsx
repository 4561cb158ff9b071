import { Button, FileButton, Group, Modal, Table, Text, Textarea } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconFileSpreadsheet } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { fileSource } from '../../../core/lessons/sheet/handed-in.ts';
import { sheetOf } from '../../../core/lessons/sheet/sheet.ts';
import { fileNameOf } from '../../../core/runs/file-name.ts';
import { ownValue } from '../../../core/util/own-value.ts';
import { usePlayground, useProject, useView } from '../../../store/react.tsx';
import { saveFile } from '../../common/save-file.ts';
import { type Say, useTranslation } from '../../common/use-translation.ts';
import './classroom.css';
import { type Column, columnsOf, handedCsv, type Row, rowsOf, sortedBy, type Task, taskOf } from './handed-rows.ts';
import { useHanded } from './use-handed.ts';

/** The most letters of a file that is read as a document. */
const mostLetters = 8 * 2 ** 20;

/** The task that is on the screen, if it is one. */
function useTaskOnScreen(): Task | null {
  const document = useProject((now) => now);
  return useMemo(() => {
    const sheet = sheetOf(document);
    return sheet === null || sheet === 'unreadable' || sheet.handed ? null : { document, sheet };
  }, [document]);
}

interface HandedTableProps {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly onOpen: (row: Row) => void;
}

function HandedTable({ columns, rows, onOpen }: HandedTableProps) {
  const { t } = useTranslation();
  const [{ by, down }, setSorted] = useState({ by: 'row', down: false });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is scrolled is reached by the keyboard.
    <section className="handed-table" tabIndex={0} aria-label={t('classroom.table.title')}>
      <Table fz="sm" verticalSpacing={4} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ id, title }) => (
              <Table.Th key={id} aria-sort={by === id ? (down ? 'descending' : 'ascending') : 'none'}>
                <button
                  type="button"
                  title={t('classroom.table.sort', { column: title })}
                  onClick={() => setSorted({ by: id, down: by === id && !down })}
                >
                  {title} {by === id ? down ? <IconArrowDown size={12} /> : <IconArrowUp size={12} /> : null}
                </button>
              </Table.Th>
            ))}
            <Table.Th>
              <span className="visually-hidden">{t('classroom.table.open')}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sortedBy(rows, by, down).map((row) =>
            row.found === null ? (
              <Table.Tr key={row.place} data-bad>
                <Table.Td className="figure">{row.place}</Table.Td>
                <Table.Td colSpan={columns.length}>
                  <Text size="sm" c="dimmed">
                    {row.name}
                  </Text>
                  <Text size="sm">{row.note}</Text>
                </Table.Td>
              </Table.Tr>
            ) : (
              <Table.Tr key={row.place}>
                {columns.map(({ id }) => {
                  const cell = ownValue(row.cells, id);
                  return (
                    <Table.Td key={id} className={cell?.figure ? 'figure' : undefined}>
                      {cell?.text ?? '–'}
                      {id === 'name' && row.note !== '' ? (
                        <Text size="xs" c="dimmed">
                          {row.note}
                        </Text>
                      ) : null}
                    </Table.Td>
                  );
                })}
                <Table.Td>
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={t('classroom.table.openOf', { name: row.name })}
                    onClick={() => onOpen(row)}
                  >
                    {t('classroom.table.open')}
                  </Button>
                </Table.Td>
              </Table.Tr>
            ),
          )}
        </Table.Tbody>
      </Table>
    </section>
  );
}

/** Many links or files of a class as one table. Nothing of it leaves the page. */
export function HandedDialog() {
  const { t } = useTranslation();
  const say: Say = t;
  const { actions, view } = usePlayground();
  const language = useView((state) => state.language);
  const onScreen = useTaskOnScreen();
  const { text, setText, addFiles, found, all, done } = useHanded();
  const task = taskOf(found, onScreen);
  const columns = useMemo(() => columnsOf(found, language, say), [found, language, say]);
  const rows = useMemo(() => rowsOf(found, task, language, say), [found, task, language, say]);
  const close = (): void => view.set({ dialog: null });
  const addAll = async (files: readonly File[]): Promise<void> =>
    addFiles(await Promise.all(files.map(async (file) => fileSource(file.name, await file.slice(0, mostLetters).text()))));
  const save = (): void => {
    const named = task?.document ?? found.find((one) => one.type === 'handed')?.document ?? { name: '', seed: 0 };
    saveFile(fileNameOf(named, null, 'csv', 'class'), handedCsv(rows, columns, say), 'text/csv');
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t('classroom.table.title')}
      size="min(1360px, 96vw)"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div data-testid="handed">
        <Textarea
          size="xs"
          label={t('classroom.table.paste')}
          description={t('classroom.table.pasteHelp')}
          minRows={2}
          maxRows={4}
          autosize
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Group gap={8} mt={8}>
          <FileButton multiple accept=".json" onChange={(files) => void addAll(files)}>
            {({ onClick }) => (
              <Button size="xs" variant="default" onClick={onClick}>
                {t('classroom.table.files')}
              </Button>
            )}
          </FileButton>
          <Button
            size="xs"
            variant="default"
            disabled={rows.length === 0}
            leftSection={<IconFileSpreadsheet size={14} aria-hidden="true" />}
            onClick={save}
          >
            {t('classroom.table.csv')}
          </Button>
          <Text size="xs" role="status">
            {found.length < all
              ? t('classroom.table.reading', { done, all })
              : all === 0
                ? t('classroom.table.empty')
                : t('classroom.table.read', { count: rows.filter((row) => row.found !== null).length })}
          </Text>
        </Group>
        {rows.length > 0 ? (
          <>
            <HandedTable
              columns={columns}
              rows={rows}
              onOpen={({ found: one }) => {
                if (!one) return;
                close();
                actions.open(one.document);
              }}
            />
            <Text size="xs" c="dimmed">
              {task ? t('classroom.table.task', { title: task.document.name }) : t('classroom.table.noTask')}{' '}
              {t('classroom.table.asHanded')}
            </Text>
          </>
        ) : null}
      </div>
    </Modal>
  );
}
