import { Button } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { linkTo } from '../../store/link.ts';
import { usePlayground } from '../../store/react.tsx';
import { useTranslation } from '../common/use-translation.ts';
import { pageAddress } from './page-address.ts';

/** Out of the frame of another page: the document as it is now, in a page of its own with all that belongs to one. */
export function OpenAlone() {
  const { t } = useTranslation();
  const { project } = usePlayground();
  return (
    <Button
      component="a"
      aria-label={t('share.openAlone')}
      href={pageAddress()}
      target="_blank"
      rel="noopener"
      variant="default"
      size="sm"
      px="xs"
      leftSection={<IconExternalLink size={16} aria-hidden="true" />}
      // Packed when it is followed, not with every edit.
      onClick={(event) => {
        event.currentTarget.href = linkTo(pageAddress(), project.getState().project);
      }}
    >
      {t('share.openAlone')}
    </Button>
  );
}
