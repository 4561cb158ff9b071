/** Of this page, without what it asks for. */
export const pageAddress = (): string => `${location.origin}${location.pathname}`;
