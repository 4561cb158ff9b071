/** Finds files of an archive by what a table calls them. */
export class FileNames {
  /** By every end of a path, with and without the extension; null: several files are called so. */
  private readonly ends = new Map<string, string | null>();

  constructor(paths: readonly string[]) {
    for (const path of paths) {
      const parts = path.split('/');
      parts.forEach((_, i) => {
        const end = parts.slice(i).join('/');
        this.add(end, path);
        this.add(end.replace(/\.[^./]+$/, ''), path);
      });
    }
    // A whole path is that of one file, whatever other paths end so.
    for (const path of paths) this.ends.set(path, path);
  }

  private add(end: string, path: string): void {
    const known = this.ends.get(end);
    if (known !== path) this.ends.set(end, known === undefined ? path : null);
  }

  /** The path that a field names, seen from a folder; null where it names none, or several. Folders before it that the archive has not are passed over. */
  find(field: string, folder: string): string | null {
    const parts = field
      .trim()
      .replaceAll('\\', '/')
      .split('/')
      .filter((part) => part !== '' && part !== '.');
    if (parts.length === 0) return null;
    const near = folder === '' ? undefined : this.ends.get([folder, ...parts].join('/'));
    if (near) return near;
    for (let i = 0; i < parts.length; i++) {
      const found = this.ends.get(parts.slice(i).join('/'));
      if (found) return found;
    }
    return null;
  }
}
