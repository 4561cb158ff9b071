import { effective } from './effective.ts';
import { gramian } from './gramian.ts';
import { loss } from './loss.ts';
import type { ColumnInfo } from './types.ts';
import { weight } from './weight.ts';

/** Every quantity that a run may record, in the order in which it is listed. A new one is one file and one line here. */
export const columnInfos: readonly ColumnInfo[] = [loss, weight, effective, gramian];

/** undefined for what a newer version recorded. */
export const columnInfo = (id: string): ColumnInfo | undefined => columnInfos.find((info) => info.id === id);
