/** What a browser must be able to do for the journeys; one implementation for each way to drive one. */
export interface EngineDriver {
  navigate(url: string): Promise<void>;
  /** Evaluates an expression that gives a promise of a string, or of nothing, in the page. Rejects with the page's error. */
  evaluate(expression: string): Promise<string | undefined>;
  /** A press and release of the mouse at a place of the viewport, in CSS pixels. */
  clickAt(x: number, y: number): Promise<void>;
  /** Types into whatever has the focus. */
  type(text: string): Promise<void>;
  /** Gives a file to the only `input` that `selector` finds. */
  chooseFile(selector: string, path: string): Promise<void>;
  /** Where the browser saves what is downloaded. */
  readonly downloads: string;
  /** The visible page as PNG. */
  screenshot(): Promise<Uint8Array>;
  close(): Promise<void>;
}

export const viewport = { width: 1440, height: 900 } as const;
