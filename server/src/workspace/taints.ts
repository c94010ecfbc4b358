import type { LiteralTaint } from '../core/config/configuration.ts';
import { emptyTaintIndex, indexOf, type TaintIndex, withTaintFile } from '../core/taint/index.ts';
import { isTaintSourceName, mayHoldTaints, noHclReader, readTaints } from '../core/taint/read.ts';
import { emptyTaintFile, type TaintFile, UNREAD_FOLDERS } from '../core/taint/taint.ts';
import type { HclReader } from '../core/taint/tree/hcl.ts';
import type { Host } from './host.ts';
import { folderOf, join, normalize, pathOf, relativeTo } from './uri.ts';
import { configurationName, globMatches } from './values-files.ts';

/** What the files of the workspace say of its nodes: read on the first question, then kept, file by file. */
export interface Taints {
  /** Everything that is declared below the roots. */
  readonly all: () => Promise<TaintIndex>;
  /** What counts for the values file `uri`: the sources that its comment or the configuration name, else everything. */
  readonly for: (
    uri: string,
    configured: readonly (string | LiteralTaint)[],
    folder: string,
    globs: readonly string[],
  ) => Promise<TaintIndex>;
  /** The text of every source, for line numbers. */
  readonly textOf: (uri: string) => string | undefined;
  readonly changed: (uri: string) => void;
}

const maximalFiles = 50_000;
const readsAtOnce = 32;

/** What a host does while the first reading of a large workspace goes on: it shows what can be said without. */
export interface Impatience {
  /** Settles when a values file has waited long enough: it is then judged by what is known so far. */
  readonly wait: () => Promise<void>;
  /** Now all is known; some file did not wait for it. */
  readonly late: () => void;
}

/** Without `impatience` values files wait for the first reading to the end. */
export function createTaints(
  host: Host,
  roots: readonly string[],
  more: readonly string[],
  impatience?: Impatience,
): Taints {
  const files = new Map<string, TaintFile>();
  const texts = new Map<string, string>();
  const stale = new Set<string>();
  let first: Promise<void> | undefined;
  let index: TaintIndex | undefined;
  /** Someone was answered before all was known. */
  let isLate = false;
  /** Changed files are read one after the other: a question waits for those that were asked for before it. */
  let update = Promise.resolve();
  let reader: Promise<HclReader | undefined> | undefined;

  async function read(uri: string): Promise<void> {
    const file = await host.read(uri);
    files.delete(uri);
    texts.delete(uri);
    if (!file) {
      return;
    }
    if ('problem' in file) {
      if (file.problem.kind === 'too-large') {
        files.set(uri, emptyTaintFile(uri, 'larger than 2 MB'));
      }
      return;
    }
    if (!mayHoldTaints(uri, file.text)) {
      return;
    }
    const plain = readTaints(uri, file.text);
    // The parser of Terraform's language is only loaded where there is a file that needs it.
    if (plain.skipped === noHclReader) {
      reader ??= loadHcl(host);
      files.set(uri, readTaints(uri, file.text, await reader));
    } else {
      files.set(uri, plain);
    }
    texts.set(uri, file.text);
  }

  async function readAll(): Promise<void> {
    const seen = new Set<string>();
    for (const root of [...roots, ...more]) {
      const sources = (await sourcesBelow(host, root)).filter(uri => !seen.has(uri) && seen.add(uri));
      for (let at = 0; at < sources.length; at += readsAtOnce) {
        await Promise.all(sources.slice(at, at + readsAtOnce).map(read));
      }
    }
  }

  async function all(): Promise<TaintIndex> {
    first ??= readAll();
    await first;
    if (stale.size > 0) {
      const changed = [...stale];
      stale.clear();
      update = update.then(() => readAgain(changed));
    }
    await update;
    index ??= indexOf([...files.values()].sort((a, b) => (a.uri < b.uri ? -1 : 1)));
    return index;
  }

  async function readAgain(changed: readonly string[]): Promise<void> {
    for (const uri of changed) {
      await read(uri);
    }
    index = undefined;
  }

  async function known(): Promise<TaintIndex> {
    const whole = all();
    if (index !== undefined || impatience === undefined) {
      return whole;
    }
    const inTime = await Promise.race([whole, impatience.wait()]);
    if (inTime === undefined && !isLate) {
      isLate = true;
      void whole.then(() => {
        isLate = false;
        impatience.late();
      });
    }
    return inTime ?? emptyTaintIndex;
  }

  return {
    all,
    async for(uri, configured, folder, globs) {
      const everything = withLiterals(await known(), configured, normalize(join(folder, configurationName)));
      const named = configured.filter((item): item is string => typeof item === 'string' && !isLiteral(item));
      if (named.length === 0 && globs.length === 0) {
        return everything;
      }
      const here = folderOf(uri);
      const wanted = (source: string) =>
        globs.some(glob => globNames(glob, here, source)) ||
        named.some(glob => globNames(glob, folder, source)) ||
        source === normalize(join(folder, configurationName)) ||
        more.some(path => source === path || relativeTo(path, source) !== undefined);
      return indexOf([...everything.files.values()].filter(file => wanted(file.uri)));
    },
    textOf: uri => texts.get(uri),
    changed(uri) {
      if (first && isTaintSourceName(pathOf(uri)) && !isUnread(uri)) {
        stale.add(normalize(uri));
      }
    },
  };
}

/** Literal taints of the editor's settings; those of a configuration file have been read with it. */
function withLiterals(index: TaintIndex, configured: readonly (string | LiteralTaint)[], uri: string): TaintIndex {
  const literals = index.files.has(uri) ? [] : configured.filter(item => typeof item !== 'string' || isLiteral(item));
  return literals.length === 0
    ? index
    : withTaintFile(index, uri, readTaints(uri, JSON.stringify({ taints: literals })));
}

/** In a folder that is not searched. */
const isUnread = (uri: string): boolean =>
  pathOf(uri)
    .split('/')
    .some(segment => UNREAD_FOLDERS.includes(segment));

/** `key=value:Effect` rather than a glob. */
const isLiteral = (text: string): boolean => /:(NoSchedule|PreferNoSchedule|NoExecute)$/.test(text);

/** A glob may climb (`../nodes/*.yaml`): it is then read from the folder it climbs to. */
function globNames(glob: string, folder: string, uri: string): boolean {
  let from = folder;
  let rest = glob.replace(/^\.\//, '');
  while (rest.startsWith('../')) {
    from = folderOf(from);
    rest = rest.slice(3);
  }
  return globMatches(`/${rest}`, from, uri);
}

async function sourcesBelow(host: Host, root: string): Promise<readonly string[]> {
  const found: string[] = [];
  const visit = async (folder: string, depth: number): Promise<void> => {
    for (const { name, kind } of depth > 40 ? [] : await host.list(folder)) {
      if (found.length >= maximalFiles) {
        return;
      }
      const uri = join(folder, name);
      if (kind === 'folder' && !UNREAD_FOLDERS.includes(name)) {
        await visit(uri, depth + 1);
      } else if (kind === 'file' && isTaintSourceName(name)) {
        found.push(normalize(uri));
      }
    }
  };
  await visit(root, 0);
  return found.length > 0 ? found : isTaintSourceName(pathOf(root)) ? [normalize(root)] : [];
}

async function loadHcl(host: Host): Promise<HclReader | undefined> {
  const modules = await host.hclModules?.();
  return modules && (await import('../taint-hcl/load.ts')).loadHclReader(modules);
}
