import { Button, Popover, Tooltip } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { usePlayground } from '../../store/react.tsx';
import { lazyPane, withRareStrings } from '../common/pane-boundary.tsx';
import { useTranslation } from '../common/use-translation.ts';
import { loadSharing } from './load-sharing.ts';
import { pageAddress } from './page-address.ts';

const ShareDetails = lazyPane(() => withRareStrings(async () => (await loadSharing()).ShareDetails));

/** What packs a document into a link comes after the page, and before the press: a browser copies only for a hand that has just pressed. */
const loadLink = () => import('../../store/link.ts');

/** Copies a link that holds the whole document; where copying is not allowed, shows it to be copied by hand. */
export function ShareButton() {
  const { t } = useTranslation();
  const { project } = usePlayground();
  const [link, setLink] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [copied, setCopied] = useState(false);
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
        <Button
          ref={button}
          variant="default"
          size="sm"
          aria-label={t('app.share.label')}
          px="xs"
          leftSection={<IconLink size={16} aria-hidden="true" />}
          onClick={() => void share()}
        >
          {t('app.share.label')}
        </Button>
      </Popover.Target>
      <Tooltip target={button} label={t('app.share.help')} disabled={link !== null} />
      <Popover.Dropdown>
        {link === null ? null : <ShareDetails link={link} copied={copied} onClose={() => setLink(null)} />}
      </Popover.Dropdown>
    </Popover>
  );
}
