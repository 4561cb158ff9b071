import 'react';

declare module 'react' {
  /** What a style sheet calculates with. */
  interface CSSProperties {
    [variable: `--${string}`]: number | string;
  }
}
