/** The served page's policy allows inline style sheets only with this nonce, which the server puts into the page. */
export const styleNonce = (): string => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
