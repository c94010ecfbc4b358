import { folderOf, nameOf, pathOf, relativeTo } from '../workspace/uri.ts';

/** How a text about the file `from` names other files: by its path from there, at most two folders up. */
export function shortName(from: string): (uri: string) => string {
  return uri => {
    let [folder, lead] = [folderOf(from), ''];
    for (let up = 0; up <= 2; up++) {
      const path = relativeTo(folder, uri);
      if (path !== undefined) {
        return lead + path;
      }
      [folder, lead] = [folderOf(folder), `${lead}../`];
    }
    return pathOf(uri) === '' ? nameOf(uri) : pathOf(uri);
  };
}
