import { URI, Utils } from 'vscode-uri';

/** One spelling for each resource, whatever the client's encoding. */
export const normalize = (uri: string): string => URI.parse(uri).toString();

export const folderOf = (uri: string): string => Utils.dirname(URI.parse(uri)).toString();

export const nameOf = (uri: string): string => Utils.basename(URI.parse(uri));

/** `relative` (with `/`, `..`) as seen from the folder `folder`. */
export const join = (folder: string, ...relative: string[]): string =>
  Utils.joinPath(URI.parse(folder), ...relative).toString();

/** The decoded path of a URI, with `/`. */
export const pathOf = (uri: string): string => URI.parse(uri).path;

/** The path of `uri` below `folder`, without a leading slash; undefined when it is not below it. */
export function relativeTo(folder: string, uri: string): string | undefined {
  const [base, path] = [pathOf(folder).replace(/\/$/, ''), pathOf(uri)];
  return path.startsWith(`${base}/`) ? path.slice(base.length + 1) : undefined;
}

/** The folder and the folders around it, nearest first, up to and including `root`. */
export function foldersUpTo(uri: string, root: string): readonly string[] {
  const folders: string[] = [];
  let folder = folderOf(uri);
  for (;;) {
    folders.push(folder);
    const above = Utils.dirname(URI.parse(folder)).toString();
    if (folder === root || above === folder || relativeTo(root, folder) === undefined) {
      return folders;
    }
    folder = above;
  }
}
