/** Makes the page cross-origin isolated: SharedArrayBuffer, and with it threads in WebAssembly. */
export const isolationHeaders = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

const policy = (directives: Readonly<Record<string, string>>): string =>
  Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');

const common = {
  'default-src': "'none'",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
};

/** Only a header can say it: a meta element may not. */
const framedBy = (ancestors: string) => ({ 'frame-ancestors': ancestors });
const nobody = "'none'";

const pageDirectives = (nonce: string) => ({
  ...common,
  'script-src': "'self' 'wasm-unsafe-eval'",
  'style-src': `'self' 'nonce-${nonce}'`,
  'img-src': "'self' data: blob:",
  // A picture to take along has its font inside, and is drawn under the page's policy.
  'font-src': "'self' data:",
  'worker-src': "'self'",
  'manifest-src': "'self'",
});

/**
 * The page: only its own files, no inline script, and inline style sheets (Mantine's theme variables) only with the nonce of this
 * very response. `wasm-unsafe-eval` allows WebAssembly to be compiled and nothing else. `ancestors`: the origins that may frame the page.
 */
export const pagePolicy = (nonce: string, ancestors = nobody): string =>
  policy({ ...pageDirectives(nonce), ...framedBy(ancestors) });

/** The same as the page carries it itself, for hosts that send no headers of ours. */
export const metaPolicy = (nonce: string): string => policy(pageDirectives(nonce));

/**
 * Scripts that run as a worker: the policy of a worker comes with its script. tfjs starts its WebAssembly threads as workers from blobs,
 * which inherit this policy; the page itself may not.
 */
export const workerPolicy = policy({
  ...common,
  ...framedBy(nobody),
  'script-src': "'self' 'wasm-unsafe-eval' blob:",
  'worker-src': "'self' blob:",
});
