import { existsSync } from 'node:fs';

/** The reference material beside the project, where it is at hand: the project builds and passes without it. */
const folder = new URL('../../../shared/', import.meta.url);

/** Why tests against the reference material are skipped; false when they run. */
export const withoutShared: string | false = existsSync(folder) ? false : 'the reference material is not at hand';

export const shared = (path: string): URL => new URL(path, folder);
