import { Button, Popover, Text, TextInput, Tooltip } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { isOwnId } from '../../core/data/import/own-dataset.ts';
import { usePlayground, useProject } from '../../store/react.tsx';
import { useTranslation } from '../common/use-translation.ts';

export const pageAddress = (): string => `${location.origin}${location.pathname}`;

/** What packs a document into a link comes after the page, and before the press: a browser copies only for a hand that has just pressed. */
const loadLink = () => import('../../store/link.ts');

/** Copies a link that holds the whole document; where copying is not allowed, shows it to be copied by hand. */
export function ShareButton() {
  const { t } = useTranslation();
  const { project } = usePlayground();
  const [link, setLink] = useState<string | null>(null);
  const [copied, setCopied] = useState(false);
  const own = useProject(({ data }) => isOwnId(data.dataset));
  useEffect(() => void loadLink().catch(() => undefined), []);
  const share = async (): Promise<void> => {
    const { linkTo } = await loadLink();
    const address = linkTo(pageAddress(), project.getState().project);
    setLink(address);
    try {
      await navigator.clipboard.writeText(address);
      setCopied(true);
    } catch {
      setCopied(false);
    }
  };
  return (
    <Popover opened={link !== null} onChange={() => setLink(null)} position="bottom-end" width={320} withinPortal trapFocus>
      <Popover.Target>
        <Tooltip label={t('app.share.help')}>
          <Button
            variant="default"
            size="sm"
            aria-label={t('app.share.label')}
            px="xs"
            leftSection={<IconLink size={16} aria-hidden="true" />}
            onClick={() => void share()}
          >
            {t('app.share.label')}
          </Button>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="sm" mb={4} role="status">
          {copied ? t('app.share.copied') : t('app.share.failed')}
        </Text>
        {own ? (
          <Text size="xs" mb={4}>
            {t('app.share.noData')}
          </Text>
        ) : null}
        <TextInput
          readOnly
          value={link ?? ''}
          aria-label={t('app.share.label')}
          onFocus={(event) => event.currentTarget.select()}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
