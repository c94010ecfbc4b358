import { collect, type Trail } from '../collect.ts';
import { type Findings, placedLabel, placedTaint, poolNameOf, together } from '../finding.ts';
import type { TaintSource } from '../taint.ts';
import { type Datum, type DatumEntry, fieldOf, type MapDatum, mapDatum, textOf } from '../tree/datum.ts';
import { type EmbeddedReader, poolsByForm, readInside, shapeOf } from './manifest.ts';
import { apiVersionOf } from './shape.ts';

/**
 * Terraform and OpenTofu: node pool resources, modules, variables' defaults and `.tfvars`. Taints count under every field
 * named for them, so that modules of any author are read; `heredocs` hold manifests, TOML and scripts.
 */
export function readTerraform(root: MapDatum, text: string, uri: string, embedded: EmbeddedReader): Findings {
  const collected = collect(root);
  const around = sourceOfText(text, uri);
  const place = (trail: Trail) => ({ name: poolNameOf(trail), source: sourceOfTrail(trail) ?? around });
  return together([
    {
      taints: collected.taints.map(draft => {
        const { name, source } = place(draft.trail);
        return placedTaint(draft, name, source);
      }),
      labels: collected.labels.map(draft => {
        const { name, source } = place(draft.trail);
        return placedLabel(draft, name, source);
      }),
      pools: poolsByForm(collected.pools, trail => place(trail).source),
    },
    ...collected.texts.map(({ text: inner, trail }) => readInside(inner, place(trail), embedded)),
  ]);
}

const BY_TYPE: readonly (readonly [RegExp, TaintSource])[] = [
  [/^(?:aws|eks)_|eks/i, 'terraform-eks'],
  [/^google_|gke|kubernetes-engine|container_node_pool/i, 'terraform-gke'],
  [/^azurerm_|\baks\b|^azapi_/i, 'terraform-aks'],
  [/^oci_|\boke\b/i, 'terraform-oci'],
  [/hetzner|hcloud|k3s/i, 'k3s'],
  [/rke2/i, 'rke2'],
];

const sourceNamed = (text: string): TaintSource | undefined => BY_TYPE.find(([pattern]) => pattern.test(text))?.[1];

/** By the manifest in it, the resource type or the module's source around a taint. */
function sourceOfTrail(trail: Trail): TaintSource | undefined {
  for (const step of trail.toReversed()) {
    if (apiVersionOf(step.map) !== '') {
      return shapeOf(step.map, '')?.source;
    }
    if (step.name === 'resource' || step.name === 'data') {
      const type = step.blockLabels?.[0] ?? '';
      return (
        sourceNamed(type) ?? (type.startsWith('kubernetes_') || type.startsWith('kubectl_') ? undefined : 'terraform')
      );
    }
    if (step.name === 'module') {
      return sourceNamed(textOf(fieldOf(step.map, 'source')) ?? '') ?? sourceNamed(step.blockLabels?.[0] ?? '');
    }
    if (/^eks_/.test(step.name)) {
      return 'terraform-eks';
    }
  }
  return undefined;
}

/** By what a file speaks of, else by where it lies. */
export function sourceOfText(text: string, uri: string): TaintSource {
  const start = text.slice(0, 200_000);
  const count = (pattern: RegExp) => [...start.matchAll(pattern)].length;
  const votes: [TaintSource, number][] = [
    ['terraform-eks', count(/\baws_|\beks/g)],
    ['terraform-gke', count(/\bgoogle_|\bgke|machine_type/g)],
    ['terraform-aks', count(/\bazurerm_|\baks\b|\bvm_size\b/g)],
    ['terraform-oci', count(/\boci_|\boke\b/g)],
    ['k3s', count(/hcloud|k3s/g)],
  ];
  const [best] = votes.sort((a, b) => b[1] - a[1]);
  const path = uri.toLowerCase();
  const byPath: TaintSource | undefined = /gcp|gke|google/.test(path)
    ? 'terraform-gke'
    : /\baws|eks/.test(path)
      ? 'terraform-eks'
      : /azure|\baks/.test(path)
        ? 'terraform-aks'
        : undefined;
  return best && best[1] > 0 ? best[0] : (byPath ?? 'terraform');
}

/** `.tf.json` in the form that HCL has: `resource: { type: { name: {…} } }` is a block with two labels. */
export function terraformFromJson(root: Datum): MapDatum {
  const entries = root.kind === 'map' ? root.entries : [];
  return mapDatum(
    entries.flatMap(entry => blocksOf(entry, LABELS.get(entry.name) ?? 0, [])),
    root.span,
  );
}

const LABELS: ReadonlyMap<string, number> = new Map([
  ['resource', 2],
  ['data', 2],
  ['module', 1],
  ['variable', 1],
  ['output', 1],
]);

function blocksOf(entry: DatumEntry, depth: number, labels: readonly string[]): readonly DatumEntry[] {
  if (depth === 0 || entry.value.kind !== 'map') {
    return [labels.length === 0 ? entry : { ...entry, labels }];
  }
  return entry.value.entries.flatMap(child =>
    blocksOf({ ...entry, nameSpan: child.nameSpan, value: child.value }, depth - 1, [...labels, child.name]),
  );
}
