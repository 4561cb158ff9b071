export type FigureTheme = 'light' | 'dark';

/** What a figure is drawn in: every colour as it stands in the file, whatever the page around it shows. */
export interface FigureColours {
  readonly surface: string;
  readonly text: string;
  /** Axes' numbers, shapes. */
  readonly quiet: string;
  /** Grids and axes. */
  readonly line: string;
  readonly card: string;
  readonly cardLine: string;
  readonly wire: string;
  /** What belongs together and what pulls apart, what helps and what hurts, and what stands out. */
  readonly together: string;
  readonly apart: string;
  readonly helps: string;
  readonly hurts: string;
  readonly accent: string;
  /** The same as a ground. */
  readonly soft: string;
  /** So much of a colour leaves a text over it its contrast. */
  readonly fullest: number;
  /** Of the page's style: a variable as this theme sets it, anything else as it is. */
  readonly resolved: (css: string) => string;
}

const themes = {
  light: {
    surface: '#ffffff',
    text: '#1b2028',
    quiet: '#545d6a',
    line: '#c3c9d2',
    card: '#ffffff',
    cardLine: '#79828f',
    wire: '#79828f',
    together: '#1f6fb2',
    apart: '#c4320a',
    helps: '#2b6e36',
    hurts: '#b02525',
    accent: '#1c6fc4',
    soft: '#c6dbf0',
    fullest: 0.5,
  },
  dark: {
    surface: '#1f2226',
    text: '#e6e8eb',
    quiet: '#adb5bd',
    line: '#4d5663',
    card: '#2b2f35',
    cardLine: '#868e96',
    wire: '#868e96',
    together: '#6db3ec',
    apart: '#ff8f66',
    helps: '#69db7c',
    hurts: '#ff8787',
    accent: '#4dabf7',
    soft: '#2b445a',
    fullest: 0.35,
  },
} as const;

/** As `task-colors.css` sets them: a file has no style sheet of the page. */
export const taskColours: Readonly<Record<FigureTheme, readonly string[]>> = {
  light: ['#376ae1', '#c24209', '#0f5c36', '#c12a5c', '#70178c', '#0d7d8b', '#6c4d00', '#575159'],
  dark: ['#50a2fd', '#fdc648', '#62feac', '#d78b81', '#fda1fb', '#17a9a9', '#82a904', '#e5e5e5'],
};

export function figureColours(theme: FigureTheme): FigureColours {
  const own = themes[theme];
  const variables = new Map<string, string>([
    ...taskColours[theme].map((colour, i): [string, string] => [`--task-${i}`, colour]),
    ['--mantine-color-text', own.text],
    ['--mantine-color-dimmed', own.quiet],
    ['--surface', own.surface],
    ['--line', own.line],
    ['--together', own.together],
    ['--apart', own.apart],
  ]);
  return { ...own, resolved: (css) => css.replace(/var\((--[\w-]+)\)/g, (whole, name) => variables.get(name) ?? whole) };
}
