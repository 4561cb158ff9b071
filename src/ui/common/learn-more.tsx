import { Anchor } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from './use-translation.ts';

/** What is behind a button for those who ask for more: drawn, and fetched, only then. */
export function LearnMore({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      {open ? children : null}
      <Anchor component="button" type="button" size="xs" ta="left" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t(open ? 'common.showLess' : 'common.learnMore')}
      </Anchor>
    </>
  );
}
