import { Button, Text } from '@mantine/core';
import type { ComponentType, ReactNode } from 'react';
import { ErrorBoundary, type FallbackProps } from 'react-error-boundary';
import { reasonOf } from '../../core/util/reason.ts';
import { loadLaterStrings, loadRareStrings } from '../../locales/registry.ts';
import { useProject, useRun, useView } from '../../store/react.tsx';
import { arriving } from './arriving.tsx';
import { useTranslation } from './use-translation.ts';
import './pane-boundary.css';

/** What stands in the place of a pane that broke. */
function Broken({ error, resetErrorBoundary }: FallbackProps) {
  const { t } = useTranslation();
  const reason = reasonOf(error);
  return (
    <section className="broken-pane" role="alert">
      <Text size="sm" fw={600}>
        {t('common.broken.title')}
      </Text>
      <Text size="sm">{t('common.broken.kept')}</Text>
      <Text size="xs" c="dimmed">
        {t('common.broken.reason', { reason })}
      </Text>
      <Button size="xs" variant="default" onClick={resetErrorBoundary}>
        {t('common.broken.reload')}
      </Button>
    </section>
  );
}

/**
 * Holds what goes wrong while a pane is drawn: it says so in the pane's place, and offers to draw it afresh; everything else stays. Once the
 * document, the program or the selection is another one the pane is tried again by itself.
 */
export function PaneBoundary({ children }: { readonly children: ReactNode }) {
  const project = useProject((document) => document);
  const generation = useRun(({ shown }) => shown?.generation);
  const selection = useView((view) => view.selection);
  return (
    <ErrorBoundary FallbackComponent={Broken} resetKeys={[project, generation, selection]}>
      {children}
    </ErrorBoundary>
  );
}

/** A part that is fetched when it is first shown, with all that it may say. Its reader sets the boundary. */
export const lazyPart = <P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> =>
  arriving(() => withRareStrings(load));

/** Fetches what says things that are seldom said, with them. */
export async function withRareStrings<T>(load: () => Promise<T>): Promise<T> {
  const [part] = await Promise.all([load(), loadLaterStrings(), loadRareStrings()]);
  return part;
}

/** A pane that is fetched when it is first shown, with what it says and a boundary of its own. One that could not be fetched is fetched again when it is reloaded. */
export function lazyPane<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const Pane = arriving(async () => (await Promise.all([load(), loadLaterStrings()]))[0]);
  return (props) => (
    <PaneBoundary>
      <Pane {...props} />
    </PaneBoundary>
  );
}
