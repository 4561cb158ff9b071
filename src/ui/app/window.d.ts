import type { PlaygroundApi } from './scripting.ts';

declare global {
  interface Window {
    playground?: PlaygroundApi;
  }
}
