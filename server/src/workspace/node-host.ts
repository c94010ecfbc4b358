import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type FileText, type FolderEntry, type Host, maximalBytes } from './host.ts';

/** The files of this machine. `assets` is the folder that holds what ships with us. */
export function nodeHost(
  assets: URL,
  wasm: readonly [URL, URL] = [new URL('../web-tree-sitter.wasm', assets), new URL('../tree-sitter-hcl.wasm', assets)],
): Host {
  return {
    read,
    readBytes,
    list,
    real,
    asset: async name => JSON.parse(await readFile(new URL(name, assets), 'utf8')),
    hclModules: async () => ({ runtime: await readFile(wasm[0]), grammar: await readFile(wasm[1]) }),
  };
}

async function read(uri: string): Promise<FileText | undefined> {
  if (!uri.startsWith('file:')) {
    return undefined;
  }
  const path = fileURLToPath(uri);
  try {
    const { size, isDirectory } = await stat(path).then(found => ({
      size: found.size,
      isDirectory: found.isDirectory(),
    }));
    if (isDirectory) {
      return undefined;
    }
    if (size > maximalBytes) {
      return {
        problem: {
          kind: 'too-large',
          message: `too large to be checked (${Math.round(size / 1024 / 1024)} MB; the limit is ${maximalBytes / 1024 / 1024} MB)`,
        },
      };
    }
    return decode(await readFile(path));
  } catch (error) {
    const { code } = error as { code?: string };
    return code === 'ENOENT' || code === 'ENOTDIR'
      ? undefined
      : { problem: { kind: 'unreadable', message: `cannot be read (${code ?? 'unknown error'})` } };
  }
}

const maximalPackage = 64 * 1024 * 1024;

async function readBytes(uri: string): Promise<Uint8Array | undefined> {
  try {
    const path = fileURLToPath(uri);
    const { size } = await stat(path);
    return size > maximalPackage ? undefined : await readFile(path);
  } catch {
    return undefined;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(bytes: Uint8Array): FileText {
  const binary = { problem: { kind: 'binary', message: 'is a binary file, not YAML' } } as const;
  if (bytes.subarray(0, 8192).includes(0)) {
    return binary;
  }
  try {
    return { text: utf8.decode(bytes) };
  } catch {
    return binary;
  }
}

async function list(uri: string): Promise<readonly FolderEntry[]> {
  try {
    const entries = await readdir(fileURLToPath(uri), { withFileTypes: true });
    return entries.flatMap((entry): FolderEntry[] =>
      entry.isSymbolicLink()
        ? [{ name: entry.name, kind: 'link' }]
        : entry.isDirectory()
          ? [{ name: entry.name, kind: 'folder' }]
          : entry.isFile()
            ? [{ name: entry.name, kind: 'file' }]
            : [],
    );
  } catch {
    return [];
  }
}

async function real(uri: string): Promise<string> {
  try {
    return pathToFileURL(await realpath(fileURLToPath(uri))).toString();
  } catch {
    return uri;
  }
}

export async function kindOf(uri: string): Promise<'file' | 'folder' | 'missing' | 'unreadable'> {
  try {
    const found = await stat(fileURLToPath(uri));
    return found.isDirectory() ? 'folder' : 'file';
  } catch (error) {
    const { code } = error as { code?: string };
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable';
  }
}

export const uriOfPath = (path: string): string => pathToFileURL(path).toString();
