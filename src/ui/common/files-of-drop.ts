/** A file and where it stands in what was dropped. */
interface PlacedFile {
  readonly path: string;
  readonly bytes: File;
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> => new Promise((found, fail) => entry.file(found, fail));

/** All entries of a folder: a reader gives them a hundred at a time. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((found, fail) => reader.readEntries(found, fail));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

async function within(entry: FileSystemEntry): Promise<readonly PlacedFile[]> {
  if (isFile(entry)) return [{ path: entry.fullPath.replace(/^\//, ''), bytes: await fileOf(entry) }];
  if (!isFolder(entry)) return [];
  const found: PlacedFile[] = [];
  for (const one of await entriesOf(entry)) found.push(...(await within(one)));
  return found;
}

/** Every file of what was dropped, those in folders too. */
export async function filesOfDrop(entries: readonly FileSystemEntry[]): Promise<readonly PlacedFile[]> {
  return (await Promise.all(entries.map(within))).flat();
}
