import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Configuration } from '../core/config/configuration.ts';
import { rules } from '../core/rules/index.ts';
import { type FileText, type Host, maximalBytes } from '../workspace/host.ts';
import { nameOf, normalize, pathOf, relativeTo } from '../workspace/uri.ts';
import { configurationName, globMatches, isValuesName } from '../workspace/values-files.ts';
import { createWorkspace, type FileResult, type Workspace } from '../workspace/workspace.ts';

/** A file that the client has open, and what was last said about it. */
export interface OpenFile {
  /** Normalized; `document.uri` is the client's own spelling. */
  readonly uri: string;
  readonly document: TextDocument;
  readonly result: FileResult | undefined;
}

/** `edit`: the file's own text changed. `other`: something that it depends on. */
export type Cause = 'edit' | 'other';

export interface SessionEvents {
  /** A file was checked; its text has not changed since. */
  readonly onResult: (file: OpenFile, cause: Cause) => void;
  readonly onFailure: (what: string, error: unknown) => void;
  readonly configurationOf: (folder: string | undefined) => Promise<Configuration>;
}

/** The open files of one client. Each is checked when its text, or something it depends on, has changed. */
export interface Session {
  readonly opened: (document: TextDocument) => void;
  readonly changed: (document: TextDocument) => void;
  readonly closed: (document: TextDocument) => void;
  /** Files on disk appeared, changed or went. */
  readonly filesChanged: (uris: readonly string[]) => void;
  /** Folders or settings are others now. */
  readonly restart: (folders: readonly string[]) => void;
  /** What there is to say about the text as it is now; undefined when the file is not open. */
  readonly fresh: (uri: string) => Promise<OpenFile | undefined>;
  /** What was said last, perhaps of an earlier text. */
  readonly last: (uri: string) => OpenFile | undefined;
  readonly workspaceOf: (uri: string) => Promise<Workspace>;
  /** The same, for questions about node pools: it knows all open texts as they are now. */
  readonly workspaceNow: (uri: string) => Promise<Workspace>;
  /** The client's own spelling of an address. */
  readonly clientUri: (uri: string) => string;
}

interface Entry {
  readonly uri: string;
  readonly document: TextDocument;
  /** Of the newest text; the document itself changes in place. */
  version: number;
  result: FileResult | undefined;
  /** Counts the changes of the text and of what it depends on. */
  generation: number;
  /** The generation that `result` is for. */
  checked: number;
  running: { readonly generation: number; readonly promise: Promise<void> } | undefined;
  cause: Cause;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** Between the last key stroke and the check, in milliseconds. */
const pause = 40;
/** How long a check waits for the first reading of the workspace's node pools, in milliseconds. */
const nodePoolPause = 300;

export function createSession(host: Host, events: SessionEvents): Session {
  const entries = new Map<string, Entry>();
  const workspaces = new Map<string, Promise<Workspace>>();
  /** Shared files (charts, configurations, node pools) whose open text changed since workspaces last looked. */
  const stale = new Set<string>();
  let folders: readonly string[] = [];

  /** What is open counts, not what is on disk. */
  const files: Host = {
    ...host,
    read: async uri => {
      const open = entries.get(normalize(uri));
      return open ? openText(open.document.getText()) : host.read(uri);
    },
  };

  function workspaceOf(uri: string): Promise<Workspace> {
    const folder = folderOfFile(uri, folders);
    const key = folder ?? '';
    const known = workspaces.get(key);
    if (known) {
      return known;
    }
    const made = events
      .configurationOf(folder)
      .then(configuration =>
        createWorkspace(files, folder === undefined ? [] : [folder], rules, { configuration, impatience }),
      );
    workspaces.set(key, made);
    // Node pools are read in the background, before someone asks.
    void made.then(workspace => workspace.taints.all()).catch(error => events.onFailure('reading node pools', error));
    return made;
  }

  async function forget(uris: Iterable<string>): Promise<void> {
    const gone = [...uris];
    for (const workspace of await Promise.all(workspaces.values())) {
      gone.forEach(workspace.changed);
    }
  }

  const impatience = {
    wait: () => new Promise<void>(resolve => setTimeout(resolve, nodePoolPause)),
    late: () => scheduleAll(),
  };

  async function check(entry: Entry): Promise<void> {
    const { generation } = entry;
    try {
      const workspace = await workspaceOf(entry.uri);
      const others = [...stale].filter(uri => uri !== entry.uri);
      if (others.length > 0) {
        for (const uri of others) {
          stale.delete(uri);
        }
        await forget(others);
      }
      const result = await checkIn(workspace, entry.uri);
      if (entries.get(entry.uri) === entry && entry.generation === generation) {
        entry.result = result;
        entry.checked = generation;
        for (const { rule, error } of result.parts.flatMap(({ analysis }) => analysis.crashes)) {
          events.onFailure(`rule ${rule}`, error);
        }
        events.onResult(entry, entry.cause);
      }
    } catch (error) {
      entry.checked = generation;
      events.onFailure('checking', error);
    }
  }

  /** Waits for the check of the newest text, starting it when it is not under way. */
  async function settle(entry: Entry): Promise<void> {
    while (entry.checked !== entry.generation && entries.get(entry.uri) === entry) {
      if (entry.running?.generation !== entry.generation) {
        clearTimeout(entry.timer);
        entry.running = { generation: entry.generation, promise: check(entry) };
      }
      await entry.running.promise;
    }
  }

  function schedule(entry: Entry, cause: Cause, delay: number): void {
    entry.cause = entry.checked === entry.generation || entry.cause === cause ? cause : 'other';
    entry.generation++;
    clearTimeout(entry.timer);
    entry.timer = setTimeout(() => void settle(entry), delay);
  }

  function scheduleDependants(uri: string): void {
    const shared = isShared(uri);
    if (shared) {
      stale.add(uri);
    }
    for (const entry of entries.values()) {
      if (entry.uri !== uri && (shared || dependsOn(entry, uri))) {
        schedule(entry, 'other', pause);
      }
    }
  }

  async function consumersChanged(uri: string): Promise<void> {
    for (const workspace of await Promise.all(workspaces.values())) {
      workspace.consumers.changed(uri);
    }
  }

  const scheduleAll = () => entries.forEach(entry => void schedule(entry, 'other', pause));

  return {
    opened(document) {
      const uri = normalize(document.uri);
      const entry: Entry = {
        uri,
        document,
        version: document.version,
        result: undefined,
        generation: 0,
        checked: 0,
        running: undefined,
        cause: 'edit',
        timer: undefined,
      };
      entries.set(uri, entry);
      schedule(entry, 'edit', 0);
      scheduleDependants(uri);
    },
    changed(document) {
      const entry = entries.get(normalize(document.uri));
      // Opening a document is reported as a change of it, too.
      if (entry && entry.version !== document.version) {
        entry.version = document.version;
        schedule(entry, 'edit', pause);
        scheduleDependants(entry.uri);
        void consumersChanged(entry.uri);
      }
    },
    closed(document) {
      const uri = normalize(document.uri);
      clearTimeout(entries.get(uri)?.timer);
      entries.delete(uri);
      // From now on the file on disk counts, and nothing of the open text is kept.
      void forget([uri]);
      scheduleDependants(uri);
    },
    filesChanged(uris) {
      const onDisk = uris.map(normalize).filter(uri => !entries.has(uri));
      if (onDisk.length > 0) {
        void forget(onDisk).then(scheduleAll);
      }
    },
    restart(given) {
      folders = given.map(normalize);
      workspaces.clear();
      scheduleAll();
    },
    async fresh(uri) {
      const entry = entries.get(normalize(uri));
      if (entry) {
        await settle(entry);
      }
      return entry;
    },
    last: uri => entries.get(normalize(uri)),
    workspaceOf: uri => workspaceOf(normalize(uri)),
    async workspaceNow(uri) {
      const workspace = await workspaceOf(normalize(uri));
      const changed = [...stale];
      stale.clear();
      await forget(changed);
      return workspace;
    },
    clientUri: uri => entries.get(uri)?.document.uri ?? uri,
  };
}

const openText = (text: string): FileText =>
  text.length > maximalBytes
    ? {
        problem: {
          kind: 'too-large',
          message: `is too large to be checked: the limit is ${maximalBytes / 1024 / 1024} MB`,
        },
      }
    : { text };

async function checkIn(workspace: Workspace, uri: string): Promise<FileResult> {
  if (isNodePoolSource(uri)) {
    return { uri, kind: 'other', findings: [], parts: [] };
  }
  const { configuration, folder } = await workspace.configurationFor(uri);
  return configuration.exclude.some(glob => globMatches(glob, folder, uri))
    ? { uri, kind: 'other', findings: [], parts: [] }
    : workspace.check(uri);
}

const folderOfFile = (uri: string, folders: readonly string[]): string | undefined =>
  folders.filter(folder => relativeTo(folder, uri) !== undefined).sort((a, b) => b.length - a.length)[0];

/** Terraform, scripts and the like, which are open for what they say of nodes. */
const isNodePoolSource = (uri: string): boolean =>
  /\.(?:tf|tofu|tfvars|hcl|sh|bash|mdx?|mk|(?:jsonn|libsonn)et)$|(?:^|\/)Makefile$/i.test(pathOf(uri));

/** A chart's files, configurations and manifests speak for other files too; of values files only a chart's own do. */
function isShared(uri: string): boolean {
  const name = nameOf(uri);
  return name === configurationName || name === 'values.yaml' || !isValuesName(name);
}

/** Whether `uri` is a layer below the file's values, as far as is known yet. */
const dependsOn = ({ result, uri: own }: Entry, uri: string): boolean =>
  !result ||
  (uri !== own && result.parts.some(({ analysis }) => analysis.snapshot.stack.layers.some(layer => layer.uri === uri)));
