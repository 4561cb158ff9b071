import type { Picture } from '../../../core/runs/protocol.ts';
import { assertNever, at } from '../../../core/util/assert-never.ts';
import type { Say } from '../../common/use-translation.ts';
import type { PictureContent, WayContent } from '../elements/flow-types.ts';
import { percentages } from './percentages.ts';

export interface PictureReader {
  readonly t: Say;
  readonly language: string;
  /** What the token ids stand for, where the picture has tokens. */
  readonly words: readonly string[];
}

/** A picture in words: all of it, and what stands under it. */
export interface PictureWords {
  readonly label: string;
  readonly caption: string;
}

/** How many positions are named. */
const named = 3;

const percent = (language: string, whole: number): string =>
  new Intl.NumberFormat(language, { style: 'percent' }).format(whole / 100);

export const coefficientText = (language: string, value: number, digits = 2): string =>
  new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);

/** The columns of coefficients: every way, or with subspaces every part of every way. */
export function columnNames(ways: readonly WayContent[], columns: number, { t }: Pick<PictureReader, 't'>): string[] {
  const perWay = ways.length > 0 ? columns / ways.length : 1;
  return Array.from({ length: columns }, (_, column) => {
    const way = ways[Math.floor(column / perWay)]?.name ?? String(column + 1);
    return perWay === 1 ? way : t('editor.pictures.part', { way, part: (column % perWay) + 1 });
  });
}

/** The mean share of each position over heads and queries. */
function received({ kind, shape, values }: Picture): Float32Array {
  if (kind === 'positions') return values;
  const keys = at(shape, 2);
  const rows = values.length / keys;
  const sums = new Float32Array(keys);
  values.forEach((value, i) => {
    sums[i % keys] = (sums[i % keys] ?? 0) + value / rows;
  });
  return sums;
}

/** The positions that receive most, by their words where they have any, with their shares. */
function mostAttended(picture: Picture, { t, language, words }: PictureReader): { name: string; text: string }[] {
  const shares = received(picture);
  return Array.from(shares, (share, position) => ({ share, position }))
    .sort((a, b) => b.share - a.share)
    .slice(0, named)
    .filter(({ share }) => share > 0)
    .map(({ share, position }) => {
      const word = words[picture.tokens?.[position] ?? -1];
      const name = word ?? t('editor.pictures.position', { number: position + 1 });
      return { name, text: `${name} ${percent(language, Math.round(100 * share))}` };
    });
}

/** What a picture shows, in the reader's language. */
export function pictureWords(picture: Picture, content: PictureContent, node: string, reader: PictureReader): PictureWords {
  const { t, language } = reader;
  const { kind, shape, values, total } = picture;
  const listed = (items: readonly string[]): string => items.join(t('editor.pictures.comma'));
  switch (kind) {
    case 'filters': {
      const shown = at(shape, 0);
      const filters = shown < total ? t('editor.pictures.filters', { shown, total }) : t('editor.pictures.filtersAll', { total });
      const key = shape[3] === 3 ? 'editor.pictures.filtersColour' : 'editor.pictures.filtersLabel';
      return { label: t(key, { node, filters }), caption: filters };
    }
    case 'gates': {
      const whole = percentages(values);
      const ways = whole.map((share, i) => `${content.ways[i]?.name ?? i + 1} ${percent(language, share)}`);
      return { label: t('editor.pictures.gates', { node, ways: listed(ways) }), caption: '' };
    }
    case 'coefficients': {
      const [rows, columns] = [at(shape, 0), at(shape, 1)];
      const names = columnNames(content.ways, columns, reader);
      const row = (index: number): string =>
        listed(names.map((name, column) => `${name} ${coefficientText(language, at(values, index * columns + column))}`));
      const all = Array.from({ length: rows }, (_, i) =>
        rows === 1 ? row(i) : t('editor.pictures.row', { part: i + 1, ways: row(i) }),
      );
      return { label: t('editor.pictures.coefficients', { node, ways: all.join('; ') }), caption: '' };
    }
    case 'attention': {
      const shown = at(shape, 0);
      const most = mostAttended(picture, reader);
      const heads = shown < total ? t('editor.pictures.heads', { shown, total }) : t('editor.pictures.headsAll', { total });
      const label = t('editor.pictures.attention', { node, shown, total, most: listed(most.map(({ text }) => text)) });
      return { label, caption: picture.tokens ? most.map(({ name }) => name).join(' · ') : heads };
    }
    case 'positions': {
      const most = mostAttended(picture, reader);
      const label = t('editor.pictures.positions', { node, most: listed(most.map(({ text }) => text)) });
      return { label, caption: picture.tokens ? most.map(({ name }) => name).join(' · ') : '' };
    }
    case 'mask': {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const share = percent(language, Math.round(100 * mean));
      const [height, width] = [at(shape, 0), at(shape, 1)];
      return { label: t('editor.pictures.mask', { node, height, width, share }), caption: t('editor.pictures.open', { share }) };
    }
    case 'plane':
      return { label: t('editor.pictures.plane', { node }), caption: '' };
    default:
      return assertNever(kind);
  }
}
