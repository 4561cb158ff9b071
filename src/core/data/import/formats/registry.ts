import type { TableFormat } from '../types.ts';
import { archive } from './archive.ts';
import { delimited } from './delimited.ts';
import { excel } from './excel.ts';
import { json } from './json.ts';
import { parquet } from './parquet.ts';

/** The formats of tables; the first that recognises a file reads it. A further one is one file and one line here. */
export const tableFormats: readonly TableFormat[] = [parquet, excel, archive, json, delimited];
