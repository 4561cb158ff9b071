import { Kbd, Modal, Table } from '@mantine/core';
import { usePlayground } from '../../store/react.tsx';
import { useTranslation } from '../common/use-translation.ts';

const isMac = (): boolean => /mac|iphone|ipad/i.test(navigator.platform);

/** Every key that the page and the canvas listen to. */
export function KeyList() {
  const { t } = useTranslation();
  const { view } = usePlayground();
  const control = isMac() ? '⌘' : 'Ctrl';
  const groups = [
    {
      title: t('keys.page'),
      rows: [
        [[t('keys.space')], t('keys.train')],
        [['→'], t('keys.step')],
        [['R'], t('keys.reset')],
        [[`${control} Z`], t('keys.undo')],
        [[`${control} Y`, `${control} Shift Z`], t('keys.redo')],
        [['L'], t('keys.lesson')],
        [['P'], t('keys.present')],
        [['?'], t('keys.list')],
      ],
    },
    {
      title: t('keys.canvas'),
      rows: [
        [['A'], t('keys.add')],
        [['B'], t('keys.block')],
        [['C'], t('keys.connect')],
        [['←', '→', '↑', '↓'], t('keys.move')],
        [[t('keys.enter'), 'Esc'], t('keys.open')],
        [['Del'], t('keys.remove')],
        [[`${control} C`, `${control} X`, `${control} V`], t('keys.clipboard')],
        [[`${control} D`], t('keys.duplicate')],
        [[`${control} A`], t('keys.all')],
        [[t('keys.drag')], t('keys.box')],
        [['Esc'], t('keys.none')],
      ],
    },
  ] as const;
  return (
    <Modal
      opened
      onClose={() => view.set({ keys: false })}
      title={t('keys.title')}
      size="md"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {groups.map(({ title, rows }) => (
        <Table key={title} fz="sm" verticalSpacing={4} mb="sm" captionSide="top">
          <Table.Caption ta="start" fw={600} mt={0}>
            {title}
          </Table.Caption>
          <Table.Tbody>
            {rows.map(([caps, what]) => (
              <Table.Tr key={what}>
                <Table.Td w="45%">
                  {caps.map((cap) => (
                    <Kbd key={cap} me={4}>
                      {cap}
                    </Kbd>
                  ))}
                </Table.Td>
                <Table.Td>{what}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      ))}
    </Modal>
  );
}
