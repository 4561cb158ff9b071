import { encodeProject } from '../core/project/codec.ts';
import type { Project } from '../core/project/schema.ts';

/** A link that reopens the document at the page with this address (without hash). */
export const linkTo = (page: string, project: Project): string => `${page}#project=${encodeProject(project)}`;
