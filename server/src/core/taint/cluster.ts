import type { JsonValue } from '../product/table.ts';
import { applyEdits } from '../text/edit.ts';
import { parse } from '../values/document.ts';
import { editsFor } from '../values/edit.ts';
import { nodeAt, toJson } from '../values/node.ts';
import { identityOf, indexOf, type PoolView, poolViews } from './index.ts';
import { isNodeFact, poolNameByLabel } from './pool-match.ts';
import type { Effect, TaintFile } from './taint.ts';

/** An entry of `taints` in `.production-values.yaml`: a taint of the nodes of one pool, and the labels that all of them carry. */
export interface TaintEntry {
  readonly key: string;
  readonly value?: string;
  readonly effect: Effect;
  readonly pool?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** Taints that come and go with the state of a node. */
const isPassing = (key: string): boolean =>
  /^node\.(?:cloudprovider\.)?kubernetes\.io\/|^node\.[\w.-]+\/agent-not-ready$|^ToBeDeletedByClusterAutoscaler$|^DeletionCandidateOfClusterAutoscaler$|^karpenter\.sh\/(?:disruption|disrupted|unregistered)$/.test(
    key,
  );

/** What the nodes of a cluster say, pool by pool: each taint once, the nodes of a pool told by the labels of clouds and tools. */
export function taintEntries(file: TaintFile): readonly TaintEntry[] {
  const entries = new Map<string, TaintEntry>();
  for (const node of poolViews(indexOf([file]))) {
    const pool = poolNameByLabel(node.labels);
    for (const { key, value, effect } of node.taints) {
      if (key === null || effect === null || isPassing(key)) {
        continue;
      }
      const identity = `${identityOf({ key, value, effect })} ${pool ?? ''}`;
      const labels = labelsOf(node);
      const before = entries.get(identity);
      const entry = { key, ...(value ? { value } : {}), effect, ...(pool === undefined ? {} : { pool }) };
      const common = before ? labels.filter(([name, text]) => ownLabel(before, name) === text) : labels;
      entries.set(identity, { ...entry, ...(common.length > 0 ? { labels: Object.fromEntries(common) } : {}) });
    }
  }
  return [...entries.values()];
}

const ownLabel = ({ labels = {} }: TaintEntry, name: string): string | undefined =>
  Object.hasOwn(labels, name) ? labels[name] : undefined;

/** What people select nodes by; what a node is, and what its cloud notes on it, is left out. */
const labelsOf = ({ labels }: PoolView): readonly (readonly [string, string])[] =>
  [...labels].flatMap(([name, [value]]) =>
    value && name !== '__proto__' && !isNodeFact(name) && !isCloudNote(name) ? [[name, value] as const] : [],
  );

const isCloudNote = (name: string): boolean =>
  /^(?:k8s\.io\/cloud-provider|node-role\.kubernetes\.io\/|node\.[\w.-]*kubernetes\.io\/|kubernetes\.azure\.com\/(?!agentpool$)|cloud\.google\.com\/(?!gke-nodepool$)|k8s\.amazonaws\.com\/)|\/(?:instance-id|machine-id|hostname)$/.test(
    name,
  );

/** The text of a configuration with these entries behind those that it has; undefined when the text cannot be edited. */
export function withTaintEntries(text: string, entries: readonly TaintEntry[]): string | undefined {
  const document = parse('configuration', 1, text);
  const list = nodeAt(document.root, ['taints']);
  const present = new Set(list?.kind === 'list' ? list.items.map(item => entryIdentity(toJson(item))) : []);
  const items = entries.filter(entry => !present.has(entryIdentity(entry)));
  if (items.length === 0) {
    return text;
  }
  const edits = editsFor(
    document,
    [{ op: 'append', path: ['taints'], items: items.map(entry => entry as unknown as JsonValue) }],
    (before, next) => parse(before.uri, before.version + 1, next),
  );
  return edits && applyEdits(text, edits);
}

function entryIdentity(raw: unknown): string {
  const { key, value, effect, pool } = (typeof raw === 'object' && raw !== null ? raw : {}) as Record<string, unknown>;
  return typeof raw === 'string' ? raw : JSON.stringify([key, value ?? '', effect, pool ?? '']);
}
