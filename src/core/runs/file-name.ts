/** The one way in which files are named that are taken home: the words of a name, whatever the writing. */
export function fileNameOf(name: string, extension: string): string {
  const words = name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
  return `${words.replace(/^-|-$/g, '') || 'model'}.${extension}`;
}
