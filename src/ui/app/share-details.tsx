import { Button, Group, Text, TextInput } from '@mantine/core';
import { isOwnId } from '../../core/data/import/own-dataset.ts';
import { usePlayground, useProject } from '../../store/react.tsx';
import { openerOf } from '../common/opener-of.ts';
import { useTranslation } from '../common/use-translation.ts';
import { embedCode } from './embed-code.ts';
import { LinkQr } from './link-qr.tsx';

/** A link to the document: whether it was copied, what it does not carry, its QR code, and what a class does with links. */
export function ShareDetails(props: { readonly link: string; readonly copied: boolean; readonly onClose: () => void }) {
  const { link, copied, onClose } = props;
  const { t } = useTranslation();
  const { view } = usePlayground();
  const own = useProject(({ data }) => isOwnId(data.dataset));
  const title = useProject(({ name }) => name);
  const open = (dialog: 'sheet' | 'handed'): void => {
    // By the time that the dialog is there, this is gone: its button has the focus again after both.
    openerOf(document.activeElement)?.focus({ preventScroll: true });
    onClose();
    view.set({ dialog });
  };
  return (
    <>
      <Text size="sm" mb={4} role="status">
        {copied ? t('share.copied') : t('share.failed')}
      </Text>
      {own ? (
        <Text size="xs" mb={4}>
          {t('share.noData')}
        </Text>
      ) : null}
      <TextInput readOnly value={link} aria-label={t('app.share.label')} onFocus={(event) => event.currentTarget.select()} />
      <TextInput
        readOnly
        mt={6}
        value={embedCode(link, title)}
        label={t('share.embed')}
        description={t('share.embedHelp')}
        onFocus={(event) => event.currentTarget.select()}
      />
      <LinkQr link={link} />
      <Text size="xs" fw={600} mt="xs">
        {t('classroom.share.title')}
      </Text>
      <Text size="xs" c="dimmed" mb={6}>
        {t('classroom.share.help')}
      </Text>
      <Group gap={6}>
        <Button size="xs" variant="default" onClick={() => open('sheet')}>
          {t('classroom.share.make')}
        </Button>
        <Button size="xs" variant="default" onClick={() => open('handed')}>
          {t('classroom.share.handed')}
        </Button>
      </Group>
    </>
  );
}
