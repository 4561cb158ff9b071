import type { PlaygroundApi } from './playground-api.ts';

declare global {
  interface Window {
    playground?: PlaygroundApi;
  }
}
