import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { stringify } from 'yaml';
import { applyFixes } from '../../server/src/core/rule/apply.ts';
import type { Component } from '../../server/src/core/rule/component.ts';
import type { Finding } from '../../server/src/core/rule/finding.ts';
import { parse, type ValuesDocument } from '../../server/src/core/values/document.ts';
import { formatPath, type Path } from '../../server/src/core/values/path.ts';
import { uriOfPath } from '../../server/src/workspace/node-host.ts';
import type { Workspace } from '../../server/src/workspace/workspace.ts';
import { helmVersion, inFolder, withoutHelm } from '../helm/helm.ts';
import { withoutShared } from '../support/shared.ts';
import { workspaceAt } from './collection.ts';
import {
  copyChart,
  type Manifests,
  type Resource,
  render,
  renderableCharts,
  resourcesOf,
  steady,
  switchedOn,
  switchesIn,
} from './render.ts';

const rounds = 3;

const reparse = (document: ValuesDocument, text: string): ValuesDocument =>
  parse(document.uri, document.version + 1, text);

/** What a person may have written: every component with this number of replicas. */
function overlayWith(components: readonly Component[], replicas: number): string {
  const values: Record<string, unknown> = {};
  for (const { replicas: setting, enabled } of components) {
    if (setting?.node && enabled) {
      put(values, setting.path, replicas);
    }
  }
  return Object.keys(values).length === 0 ? '' : stringify(values);
}

function put(values: Record<string, unknown>, path: Path, value: unknown): void {
  const [key, ...rest] = path.map(String);
  if (key === undefined) {
    return;
  }
  if (rest.length === 0) {
    values[key] = value;
  } else {
    const inner = isTree(values[key]) ? { ...values[key] } : {};
    put(inner, rest, value);
    values[key] = inner;
  }
}

type Tree = Readonly<Record<string, unknown>>;
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);
const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, name) => (isTree(inner) ? inner[name] : undefined), value);

const workloads = (resources: readonly Resource[]): readonly Resource[] =>
  resources.filter(({ kind }) => ['Deployment', 'StatefulSet', 'DaemonSet', 'Rollout'].includes(kind));
const containers = (resources: readonly Resource[]): readonly unknown[] =>
  workloads(resources).flatMap(({ spec }) => {
    const pod = at(spec, 'template', 'spec');
    return ['containers', 'initContainers'].flatMap(name => (at(pod, name) as readonly unknown[] | undefined) ?? []);
  });
const count = (resources: readonly Resource[], kind: string): number =>
  resources.filter(resource => resource.kind === kind).length;
const countAt = (resources: readonly Resource[], ...path: readonly string[]): number =>
  workloads(resources).filter(({ spec }) => {
    const value = at(spec, 'template', 'spec', ...path);
    return value !== undefined && value !== null && JSON.stringify(value) !== '{}' && JSON.stringify(value) !== '[]';
  }).length;

/** What a rule's fix must do to the manifest. Fixes of other rules must change it. */
const effects: Readonly<Record<string, (before: readonly Resource[], after: readonly Resource[]) => boolean>> = {
  'pdb-missing': (before, after) => count(after, 'PodDisruptionBudget') > count(before, 'PodDisruptionBudget'),
  'replicas-single': (before, after) =>
    workloads(after).some(
      ({ spec, metadata }) =>
        Number(at(spec, 'replicas')) >= 2 &&
        workloads(before).some(
          other => other.metadata?.name === metadata?.name && Number(at(other.spec, 'replicas') ?? 1) < 2,
        ),
    ) || count(after, 'HorizontalPodAutoscaler') > 0,
  'anti-affinity-missing': (before, after) =>
    countAt(after, 'affinity', 'podAntiAffinity') + countAt(after, 'topologySpreadConstraints') >
    countAt(before, 'affinity', 'podAntiAffinity') + countAt(before, 'topologySpreadConstraints'),
  'resources-requests-missing': (before, after) => withRequests(after) > withRequests(before),
  'probe-readiness-missing': (before, after) =>
    withProbe(after, 'readinessProbe') > withProbe(before, 'readinessProbe'),
  'probe-liveness-missing': (before, after) => withProbe(after, 'livenessProbe') > withProbe(before, 'livenessProbe'),
  'hpa-missing': (before, after) => count(after, 'HorizontalPodAutoscaler') > count(before, 'HorizontalPodAutoscaler'),
};

/** Requests and limits of containers, also in custom resources, whose operators start the pods. */
function withRequests(value: unknown): number {
  if (Array.isArray(value)) {
    return value.reduce<number>((sum, item) => sum + withRequests(item), 0);
  }
  if (!isTree(value)) {
    return 0;
  }
  const own = isTree(value.requests) ? Object.keys(value.requests).length : 0;
  // Configuration that a controller reads.
  const texts = Object.values(value).filter(item => typeof item === 'string' && /requests:|-request=/.test(item));
  return Object.values(value).reduce<number>(
    (sum, item) => sum + withRequests(item),
    own + texts.reduce<number>((sum, text) => sum + String(text).split(/requests:|-request=/).length, 0),
  );
}
const withProbe = (resources: readonly Resource[], name: string): number =>
  containers(resources).filter(container => at(container, name) !== undefined).length;

interface Configuration {
  readonly files: readonly string[];
  readonly sets: readonly string[];
}

/** What else some charts want before they render a part that has no switch of its own. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  pinpoint: ['global.metric.enabled=false'],
  'prometheus-node-exporter': ['permissionInitContainer.fixes.rapl=true'],
};

/** Empty when the fix does what it is for. */
function outcomeOf(code: string, earlier: Manifests, later: Manifests): string {
  if ('error' in earlier || 'error' in later) {
    return 'error' in later ? later.error.slice(0, 300) : 'did not render before';
  }
  if (steady(earlier.text) === steady(later.text)) {
    return 'changes nothing';
  }
  const effect = effects[code];
  return !effect || effect(resourcesOf(earlier.text), resourcesOf(later.text)) ? '' : 'changes something else';
}

interface Applied {
  readonly finding: Finding;
  readonly title: string;
  /** The overlay before and after this one fix. */
  readonly before: string;
  readonly after: string;
}

/** Applies fixes one after the other until none is left, as `--fix=all` does. */
async function fixAll(workspace: Workspace, uri: string, texts: Map<string, string>): Promise<readonly Applied[]> {
  const applied: Applied[] = [];
  for (let round = 0; round < rounds; round++) {
    const { findings, document } = await workspace.check(uri, { explicit: true });
    if (!document) {
      return applied;
    }
    let current = document;
    const result = applyFixes(document, findings, 'all', reparse);
    for (const finding of findings) {
      const one = applyFixes(current, [finding], 'all', reparse);
      const fix = one.applied[0];
      if (
        fix &&
        result.applied.some(
          ({ title, operations }) =>
            title === fix.title && JSON.stringify(operations) === JSON.stringify(fix.operations),
        )
      ) {
        applied.push({ finding, title: fix.title, before: current.text, after: one.text });
        current = reparse(current, one.text);
      }
    }
    if (result.text === document.text) {
      break;
    }
    texts.set(uri, result.text);
  }
  return applied;
}

/** The overlays to start from. */
const starts: readonly {
  readonly name: string;
  readonly text: (components: readonly Component[], values: string) => string;
}[] = [
  { name: 'one replica', text: components => `# production\n${overlayWith(components, 1)}` },
  { name: 'two replicas', text: components => `# production\n${overlayWith(components, 2)}` },
  { name: 'a copy of values.yaml', text: (_, values) => values },
];

const version = helmVersion();

test(
  'every fix has its effect in what Helm renders of real charts',
  { skip: withoutShared || withoutHelm(version), timeout: 3_600_000 },
  context =>
    inFolder(async folder => {
      const known = renderableCharts();
      const counts = { charts: 0, applied: 0, effective: 0, absent: 0 };
      const wrong: string[] = [];
      const perRule = new Map<string, number>();
      for (const [id] of known) {
        const chart = join(folder, id);
        copyChart(known.get(id)?.folder ?? '', chart, known);
        if (!('text' in (await render(chart, [])))) {
          continue;
        }
        counts.charts++;
        const values = parse('values.yaml', 1, readFileSync(join(chart, 'values.yaml'), 'utf8')).root;
        const configurations: readonly Configuration[] = [
          { files: [], sets: [] },
          ...(elsewhere[id] ? [{ files: [], sets: elsewhere[id].flatMap(set => ['--set', set]) }] : []),
          { files: await switchedOn(chart, join(folder, `${id}-on`), switchesIn(values)), sets: [] },
        ];
        const file = join(chart, 'values-prod.yaml');
        const uri = uriOfPath(file);
        for (const start of starts) {
          const texts = new Map([[uri, '# production\n']]);
          const workspace = workspaceAt(chart, 'production', texts);
          const first = await workspace.check(uri, { explicit: true });
          const absent = first.parts[0]?.analysis.snapshot.chart?.model.absent.map(({ key }) => key) ?? [];
          const components = first.parts.flatMap(({ analysis }) =>
            analysis.contexts.flatMap(({ components: found }) => found),
          );
          texts.set(uri, start.text(components, readFileSync(join(chart, 'values.yaml'), 'utf8')));
          for (const { finding, title, before, after } of await fixAll(workspace, uri, texts)) {
            const label = `${id} (${start.name}): ${finding.code} ${formatPath(finding.path)}: ${title}`;
            if (absent.some(key => finding.path[0] === key)) {
              counts.absent++;
              continue;
            }
            counts.applied++;
            let outcome = '';
            for (const flags of configurations) {
              writeFileSync(file, before);
              const earlier = await render(chart, [...flags.files, file], flags.sets);
              writeFileSync(file, after);
              const later = await render(chart, [...flags.files, file], flags.sets);
              outcome = outcomeOf(finding.code, earlier, later);
              if (outcome !== 'changes nothing') {
                break;
              }
            }
            if (outcome === '') {
              counts.effective++;
              perRule.set(finding.code, (perRule.get(finding.code) ?? 0) + 1);
            } else {
              wrong.push(`${label}: ${outcome}`);
            }
          }
        }
      }
      context.diagnostic(
        `${counts.charts} charts, ${counts.applied} fixes applied, ${counts.effective} with their effect, ${counts.absent} more on dependencies that are not at hand: ${[...perRule].map(([rule, times]) => `${rule} ${times}`).join(', ')}`,
      );
      assert.deepEqual(wrong, []);
    }),
);
