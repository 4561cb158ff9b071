import type { Plugin } from 'vite';
import { metaPolicy } from '../src/offline/headers.ts';

/**
 * The built page carries its policy itself, so that it keeps to it on a host that sends no headers of ours. `nonce`: the word that
 * `html.cspNonce` writes wherever a nonce belongs.
 */
export const pagePolicyInPage = (nonce: string): Plugin => ({
  name: 'page-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: metaPolicy(nonce) },
      injectTo: 'head-prepend',
    },
  ],
});
