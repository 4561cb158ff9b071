import interLatin from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';

/** In base64, a piece at a time: a call takes so many arguments at the most. */
const piece = 0x8000;

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += piece) text += String.fromCharCode(...bytes.subarray(at, at + piece));
  return btoa(text);
}

let fetched: Promise<string> | null = null;

/** The font of figures as a rule of a style sheet with its bytes inside (Inter, SIL Open Font License), fetched once. Rejects where it cannot be had. */
export function fontRule(): Promise<string> {
  fetched ??= fetch(interLatin)
    .then(async (response) => {
      if (!response.ok) throw new Error(`${response.status} ${interLatin}`);
      const bytes = base64(new Uint8Array(await response.arrayBuffer()));
      return `@font-face{font-family:'Inter Variable';font-weight:100 900;src:url(data:font/woff2;base64,${bytes}) format('woff2')}`;
    })
    .catch((error: unknown) => {
      fetched = null;
      throw error;
    });
  return fetched;
}
