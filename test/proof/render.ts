import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseAllDocuments, parse as parseYaml, stringify } from 'yaml';
import type { ValueNode } from '../../server/src/core/values/node.ts';
import type { Path } from '../../server/src/core/values/path.ts';
import { writeFiles } from '../helm/helm.ts';
import { type CollectedChart, collectedCharts } from './collection.ts';

interface Dependency {
  readonly name: string;
  readonly version?: string;
}

/** Charts of the collection that have templates, by their name in Chart.yaml. */
export function renderableCharts(): ReadonlyMap<string, CollectedChart> {
  return new Map(
    collectedCharts()
      .filter(({ folder }) => existsSync(join(folder, 'templates')))
      .map(chart => [metaOf(chart.folder).name, chart]),
  );
}

interface Meta extends Record<string, unknown> {
  readonly name: string;
  readonly dependencies?: readonly Dependency[];
}

const metaOf = (folder: string): Meta => parseYaml(readFileSync(join(folder, 'Chart.yaml'), 'utf8')) as Meta;

/** A copy of the chart that Helm renders: of its dependencies those that the collection holds, the others left out. */
export function copyChart(source: string, target: string, known: ReadonlyMap<string, CollectedChart>, depth = 0): void {
  mkdirSync(target, { recursive: true });
  cpSync(source, target, {
    recursive: true,
    filter: path => path === source || !['charts', '.git', 'Chart.lock', 'requirements.lock'].includes(basename(path)),
  });
  const meta = metaOf(source);
  const requirements = join(target, 'requirements.yaml');
  const listed = existsSync(requirements) ? (parseYaml(readFileSync(requirements, 'utf8')) as Meta) : undefined;
  rmSync(requirements, { force: true });
  const dependencies = (meta.dependencies ?? listed?.dependencies ?? []).filter(
    ({ name }) => depth < 3 && known.has(name) && known.get(name)?.folder !== source,
  );
  writeFileSync(
    join(target, 'Chart.yaml'),
    stringify({
      ...meta,
      apiVersion: 'v2',
      dependencies: dependencies.map(one => ({ ...one, version: '>=0.0.0-0' })),
    }),
  );
  for (const { name } of dependencies) {
    copyChart(known.get(name)?.folder ?? '', join(target, 'charts', name), known, depth + 1);
  }
}

export type Manifests = { readonly text: string } | { readonly error: string };

/** What charts refuse to be rendered without, by their name in Chart.yaml. */
const required: Readonly<Record<string, readonly string[]>> = {
  application: ['deployment.image.repository=app', 'deployment.image.tag=v1'],
  'aws-load-balancer-controller': ['clusterName=c'],
  cnpg: ['global.dbPassword=p'],
  'court-case-service': ['image.port=8080'],
  deltallm: ['secret.values.masterKey=k', 'secret.values.saltKey=s'],
  kcp: ['externalHostname=kcp.example.com'],
  openclaw: ['secrets.openclawGatewayToken=t'],
  'opentelemetry-collector': ['image.repository=otel', 'mode=deployment'],
  shard: ['externalHostname=kcp.example.com'],
};

/** What `helm template` prints for the chart with these files on top. */
export function render(chart: string, files: readonly string[], flags: readonly string[] = []): Promise<Manifests> {
  const args = [
    ...['template', 'release', chart, '--namespace', 'test', '--kube-version', '1.33.0', '--skip-schema-validation'],
    ...['--api-versions', 'monitoring.coreos.com/v1'],
    ...(required[basename(chart)] ?? []).flatMap(set => ['--set', set]),
    ...files.flatMap(file => ['-f', file]),
    ...flags,
  ];
  return new Promise(resolve => {
    execFile('helm', args, { maxBuffer: 256 * 1024 * 1024 }, (error, text, log) =>
      resolve(error ? { error: log.trim() || String(error) } : { text }),
    );
  });
}

export interface Resource {
  readonly kind: string;
  readonly metadata?: { readonly name?: string };
  readonly spec?: Record<string, unknown>;
}

/** The objects of a rendered manifest. */
export const resourcesOf = (text: string): readonly Resource[] =>
  parseAllDocuments(text, { logLevel: 'silent', uniqueKeys: false }).flatMap(document => {
    const value: unknown = document.toJS({ maxAliasCount: 10_000 });
    return typeof value === 'object' && value !== null && 'kind' in value ? [value as Resource] : [];
  });

/** A tree with one value in it. */
export const nested = (path: Path, value: unknown): unknown =>
  path.reduceRight<unknown>((inner, segment) => ({ [segment]: inner }), value);

/** The switches of a chart's values that are off: paths of `enabled: false` and the like. */
export function switchesIn(node: ValueNode | undefined): readonly Path[] {
  return node?.kind !== 'map'
    ? []
    : [...node.entries].flatMap(([name, { value }]) =>
        value.kind === 'scalar' && value.value === false && /^(enabled|create|install|deploy)$|[a-z]Enabled$/.test(name)
          ? [value.path]
          : switchesIn(value),
      );
}

/** As many of these switches as the chart renders with, and what it renders then. */
export async function switchedOn(chart: string, folder: string, switches: readonly Path[]): Promise<readonly string[]> {
  let on: readonly Path[] = [];
  const files = (paths: readonly Path[]): readonly string[] => {
    const names = paths.map((path, index) => [`on/${index}.yaml`, stringify(nested(path, true))] as const);
    writeFiles(folder, Object.fromEntries(names));
    return names.map(([name]) => join(folder, name));
  };
  const add = async (more: readonly Path[]): Promise<void> => {
    if (more.length === 0) {
      return;
    }
    const tried = await render(chart, files([...on, ...more]));
    if ('text' in tried) {
      on = [...on, ...more];
    } else if (more.length > 1) {
      const half = more.length >> 1;
      await add(more.slice(0, half));
      await add(more.slice(half));
    }
  };
  await add(switches);
  return files(on);
}

/** Without what differs from one rendering to the next: generated passwords and certificates. */
export const steady = (text: string): string =>
  text.replace(/[A-Za-z0-9+/=]{10,}/g, word => (/sentinel/.test(word) ? word : '*'));
