import { createTheme, MantineProvider } from '@mantine/core';
import { useEffect } from 'react';
import { isOwnId } from '../../core/data/import/own-dataset.ts';
import { loadLongTexts } from '../../locales/registry.ts';
import type { Playground } from '../../store/playground.ts';
import { PacedPane, PlaygroundProvider, useProject, useRun, useRunNews, useView } from '../../store/react.tsx';
import { lazyPane, PaneBoundary, withRareStrings } from '../common/pane-boundary.tsx';
import { styleNonce } from '../common/style-nonce.ts';
import { turns } from '../common/turns.ts';
import { useTranslation } from '../common/use-translation.ts';
import { FileDrop } from './file-drop.tsx';
import { loadSharing } from './load-sharing.ts';
import { Notices } from './notices.tsx';
import { useShortcuts } from './shortcuts.ts';
import { TopBar } from './top-bar.tsx';
import { Workbench } from './workbench.tsx';

const PageDialog = lazyPane(async () => (await import('./page-dialog.tsx')).PageDialog);
const LessonCard = lazyPane(() => withRareStrings(async () => (await import('../lessons/lesson-card.tsx')).LessonCard));
const SheetCard = lazyPane(() => withRareStrings(async () => (await loadSharing()).SheetCard));
/** With what is said of a visitor's own data. */
const OwnDataNeeds = lazyPane(() =>
  withRareStrings(async () => (await Promise.all([import('../own-data/missing-data.tsx'), loadLongTexts('en')]))[0].OwnDataNeeds),
);
const MilestoneWords = lazyPane(async () => (await import('./milestone-words.tsx')).MilestoneWords);
const RunNewsBar = lazyPane(async () => (await import('./run-news.tsx')).RunNewsBar);

const theme = createTheme({
  primaryColor: 'blue',
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif',
  defaultRadius: 'sm',
  respectReducedMotion: true,
  components: {
    Tooltip: { defaultProps: { openDelay: 350, withArrow: true, events: { hover: true, focus: true, touch: false } } },
    // The placeholder is a child that the role of a menu does not allow; the focus goes to the first item instead.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    NumberInput: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'xs' } },
  },
});

// What keeps the page still behind a dialog writes a style sheet, for which it looks for the nonce under this name (get-nonce).
Reflect.set(globalThis, '__webpack_nonce__', styleNonce());

// What always stands there is made once: it is not drawn again where something beside it comes or goes.
const topBar = (
  <PacedPane order={turns.top}>
    <PaneBoundary>
      <TopBar />
    </PaneBoundary>
  </PacedPane>
);
const notices = (
  <PaneBoundary>
    <Notices />
  </PaneBoundary>
);
const workbench = (
  <PaneBoundary>
    <Workbench />
  </PaneBoundary>
);

function Page() {
  const { t } = useTranslation();
  const { news } = useRunNews();
  const keys = useView((view) => view.keys);
  const measured = useRun(({ history }) => history.recorded.validation.length > 0);
  const dialog = useView((view) => view.dialog);
  const landscape = useView((view) => view.landscape);
  const lesson = useView((view) => view.lesson);
  const importing = useView((view) => view.importing !== null);
  const sheet = useProject(({ sheet }) => sheet !== undefined);
  const own = useProject(({ data }) => isOwnId(data.dataset));
  useShortcuts();
  useEffect(() => {
    const quiet = import('../common/quiet-tooltips.ts').then(
      ({ quietTooltips }) => quietTooltips(document),
      () => undefined,
    );
    return () => void quiet.then((end) => end?.());
  }, []);
  return (
    <FileDrop>
      <a className="skip-link" href="#canvas">
        {t('app.skip')}
      </a>
      <div className="page">
        {topBar}
        <div className="messages">
          {notices}
          {own ? <OwnDataNeeds /> : null}
        </div>
        {lesson === null ? null : <LessonCard key={lesson} />}
        {sheet && lesson === null ? <SheetCard /> : null}
        {workbench}
        {news ? <RunNewsBar /> : null}
        {measured ? <MilestoneWords /> : null}
        {keys ? <PageDialog which="keys" /> : null}
        {dialog ? <PageDialog which={dialog} /> : null}
        {landscape ? <PageDialog which="landscape" /> : null}
        {importing ? <PageDialog which="importing" /> : null}
      </div>
    </FileDrop>
  );
}

export function App({ playground }: { readonly playground: Playground }) {
  return (
    <MantineProvider theme={theme} defaultColorScheme={playground.view.getState().theme} getStyleNonce={styleNonce}>
      <PlaygroundProvider value={playground}>
        <Page />
      </PlaygroundProvider>
    </MantineProvider>
  );
}
