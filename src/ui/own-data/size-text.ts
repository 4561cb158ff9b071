/** Bytes as a reader wants them. */
export const sizeText = (bytes: number): string =>
  bytes < 1e6
    ? `${Math.max(1, Math.round(bytes / 1e3))} kB`
    : bytes < 1e9
      ? `${(bytes / 1e6).toPrecision(3)} MB`
      : `${Number((bytes / 1e9).toPrecision(3))} GB`;
