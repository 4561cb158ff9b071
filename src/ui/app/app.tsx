import { createTheme, MantineProvider } from '@mantine/core';
import type { Playground } from '../../store/playground.ts';
import { PlaygroundProvider } from '../../store/react.tsx';
import { PaneBoundary } from '../common/pane-boundary.tsx';
import { useTranslation } from '../common/use-translation.ts';
import { FileDrop } from './file-drop.tsx';
import { Notices } from './notices.tsx';
import { useShortcuts } from './shortcuts.ts';
import { TopBar } from './top-bar.tsx';
import { Workbench } from './workbench.tsx';

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

/** The served page's policy allows inline style sheets only with this nonce, which the server puts into the page. */
const styleNonce = (): string => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

function Page() {
  const { t } = useTranslation();
  useShortcuts();
  return (
    <FileDrop>
      <a className="skip-link" href="#canvas">
        {t('app.skip')}
      </a>
      <div className="page">
        <PaneBoundary>
          <TopBar />
        </PaneBoundary>
        <div className="messages">
          <PaneBoundary>
            <Notices />
          </PaneBoundary>
        </div>
        <PaneBoundary>
          <Workbench />
        </PaneBoundary>
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
