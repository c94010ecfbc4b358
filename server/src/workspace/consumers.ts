import { type Consumer, consumersOf } from '../core/features/taint-consumers.ts';
import type { Host } from './host.ts';
import { normalize } from './uri.ts';
import { findFiles, isYamlName, mayBeValues } from './values-files.ts';
import type { FileResult } from './workspace.ts';

/** The workloads of all values files of a workspace. Files are checked on the first question, then when they changed. */
export interface Consumers {
  readonly all: () => Promise<ConsumersFound>;
  /** A file appeared, changed or went. */
  readonly changed: (uri: string) => void;
}

export interface ConsumersFound {
  /** A file that others are laid over is left out: what counts is what they make of it. */
  readonly consumers: readonly Consumer[];
  /** The text of each file with consumers, for positions in it. */
  readonly textOf: (uri: string) => string | undefined;
}

interface Read {
  readonly text: string;
  readonly consumers: readonly Consumer[];
  /** The files that these values are laid over. */
  readonly below: readonly string[];
}

/** More files are not read for it: the answer comes while someone waits. */
const maximalFiles = 3_000;

export function createConsumers(
  host: Host,
  roots: readonly string[],
  check: (uri: string) => Promise<FileResult>,
): Consumers {
  const known = new Map<string, Read>();
  /** Files that were looked at since they changed, whether or not they hold values. */
  const looked = new Set<string>();
  let listed: Promise<readonly string[]> | undefined;

  const list = async (): Promise<readonly string[]> => {
    const found = await Promise.all(roots.map(root => findFiles(host, root, isYamlName)));
    return found.flatMap(({ files }) => files.map(normalize)).slice(0, maximalFiles);
  };

  async function look(uri: string): Promise<void> {
    looked.add(uri);
    known.delete(uri);
    const file = await host.read(uri);
    const text = file && 'text' in file ? file.text : undefined;
    if (text === undefined || !(mayBeValues(uri) || /olerations["']?\s*:/.test(text))) {
      return;
    }
    const { parts } = await check(uri);
    const analyses = parts.map(({ analysis }) => analysis);
    known.set(uri, {
      text,
      consumers: analyses.flatMap(({ contexts }) => contexts.flatMap(context => consumersOf(context, uri))),
      below: analyses
        .flatMap(({ snapshot }) => snapshot.stack.documents.map(layer => layer.uri))
        .filter(layer => layer !== uri),
    });
  }

  async function all(): Promise<ConsumersFound> {
    listed ??= list();
    for (const uri of await listed) {
      if (!looked.has(uri)) {
        await look(uri);
      }
    }
    const below = new Set([...known.values()].flatMap(file => file.below));
    const top = [...known].filter(([uri]) => !below.has(uri));
    return { consumers: top.flatMap(([, { consumers }]) => consumers), textOf: uri => known.get(uri)?.text };
  }

  return {
    all,
    changed(given) {
      const uri = normalize(given);
      if (!looked.has(uri)) {
        listed = undefined;
      }
      looked.delete(uri);
      for (const [other, { below }] of known) {
        if (below.includes(uri)) {
          looked.delete(other);
        }
      }
    },
  };
}
