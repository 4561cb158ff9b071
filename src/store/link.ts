import { encodeProject } from '../core/project/codec.ts';
import type { Project } from '../core/project/schema.ts';

/** A link that reopens the document at the page with this address (without hash), and trains it at most at `speed`, in steps per second. */
export const linkTo = (page: string, project: Project, speed: number | null = null): string =>
  `${page}#project=${encodeProject(project)}${speed === null ? '' : `&speed=${speed}`}`;
