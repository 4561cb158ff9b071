import { Button, Group, Text, TextInput } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { isOwnId } from '../../../core/data/import/own-dataset.ts';
import { useProject } from '../../../store/react.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import { LinkQr } from '../link-qr.tsx';

/** A link to be given to somebody: to copy, by hand where copying is not allowed, or as a QR code. */
export function LinkOut(props: { readonly link: string; readonly label: string; readonly children?: ReactNode }) {
  const { link, label, children } = props;
  const { t } = useTranslation();
  const [copied, setCopied] = useState<string | null>(null);
  const done = copied === link;
  const copy = (): void => {
    navigator.clipboard.writeText(link).then(
      () => setCopied(link),
      () => setCopied(null),
    );
  };
  const own = useProject(({ data }) => isOwnId(data.dataset));
  return (
    <>
      {own ? (
        <Text size="xs" mb={4}>
          {t('share.noData')}
        </Text>
      ) : null}
      <TextInput readOnly value={link} aria-label={label} onFocus={(event) => event.currentTarget.select()} />
      <Group gap={6} mt={6}>
        <Button size="xs" leftSection={<IconCopy size={14} aria-hidden="true" />} onClick={copy}>
          {t(done ? 'classroom.make.copied' : 'classroom.make.copy')}
        </Button>
        {children}
      </Group>
      <p className="visually-hidden" role="status">
        {done ? t('classroom.make.copied') : ''}
      </p>
      <LinkQr link={link} />
    </>
  );
}
