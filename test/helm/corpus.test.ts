import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse as parseYaml, stringify } from 'yaml';
import { effective } from '../../server/src/cli/effective.ts';
import { type CliHost, UsageError } from '../../server/src/cli/host.ts';
import { kindOf, nodeHost, uriOfPath } from '../../server/src/workspace/node-host.ts';
import { shared, withoutShared } from '../support/shared.ts';
import { forAll, helmVersion, inFolder, type Rendered, renderedValues, withoutHelm, writeFiles } from './helm.ts';

interface Stack {
  /** For people: where it comes from. */
  readonly name: string;
  readonly chart: string;
  readonly layers: readonly string[];
}

const isYaml = (name: string): boolean => /\.ya?ml$/.test(name);

/** All files below a folder, without templates and subcharts. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return ['templates', 'charts', 'tests', '.git'].includes(entry.name) ? [] : filesBelow(path);
    }
    return entry.isFile() ? [path] : [];
  });
}

interface Dependency {
  readonly name: string;
  version?: string;
}

type Meta = Record<string, unknown> & { readonly name: string; dependencies?: Dependency[] };

/**
 * The chart as far as its values go, so that Helm renders it anywhere: of its dependencies, those whose charts lie in
 * the collection too, and as its only template one that prints the values.
 */
function copyChart(source: string, target: string, known: ReadonlyMap<string, string>, depth: number): void {
  const meta = parseYaml(readFileSync(join(source, 'Chart.yaml'), 'utf8')) as Meta;
  const requirements = join(source, 'requirements.yaml');
  const listed = existsSync(requirements)
    ? (parseYaml(readFileSync(requirements, 'utf8')) as Meta).dependencies
    : undefined;
  const { kubeVersion: _, type: __, ...kept } = meta;
  const dependencies = (meta.dependencies ?? listed ?? []).filter(
    ({ name }) => depth < 3 && known.has(name) && known.get(name) !== source,
  );
  const files: Record<string, string> = {
    'Chart.yaml': stringify({
      ...kept,
      apiVersion: 'v2',
      dependencies: dependencies.map(one => ({ ...one, version: '>=0.0.0-0' })),
    }),
    ...(depth === 0 ? { 'templates/values.yaml': '{{ .Values | toJson }}\n' } : {}),
  };
  writeFiles(target, files);
  if (existsSync(join(source, 'values.yaml'))) {
    writeFiles(target, { 'values.yaml': readFileSync(join(source, 'values.yaml'), 'utf8') });
  }
  for (const { name } of dependencies) {
    copyChart(known.get(name) ?? '', join(target, 'charts', name), known, depth + 1);
  }
}

/** Every chart with its own values, and with each other values file on top; every other overlay alone. */
function stacksOf(corpus: string, folder: string): readonly Stack[] {
  const index = JSON.parse(readFileSync(join(corpus, 'index.json'), 'utf8')) as {
    readonly file: string;
    readonly role: string;
  }[];
  const charts = index.filter(({ role }) => role === 'chart').map(({ file }) => dirname(join(corpus, file)));
  const known = new Map(
    charts.map(chart => [(parseYaml(readFileSync(join(chart, 'Chart.yaml'), 'utf8')) as Meta).name, chart]),
  );
  const used = new Set<string>();
  const stacks = charts.flatMap((chart, number): Stack[] => {
    const target = join(folder, `${number}-${basename(chart)}`);
    copyChart(chart, target, known, 0);
    const overlays = filesBelow(chart).filter(
      file =>
        isYaml(file) &&
        /values/.test(relative(chart, file)) &&
        basename(file) !== 'values.schema.yaml' &&
        file !== join(chart, 'values.yaml'),
    );
    const name = relative(join(corpus, 'repos'), chart);
    for (const overlay of overlays) {
      used.add(overlay);
    }
    return [
      { name, chart: target, layers: [] },
      ...overlays.map(layer => ({ name: `${name} + ${relative(chart, layer)}`, chart: target, layers: [layer] })),
      ...(overlays.length > 1 ? [{ name: `${name} + all`, chart: target, layers: overlays }] : []),
    ];
  });
  const empty = join(folder, 'empty');
  writeFiles(empty, {
    'Chart.yaml': 'apiVersion: v2\nname: empty\nversion: 0.1.0\n',
    'values.yaml': '{}\n',
    'templates/values.yaml': '{{ .Values | toJson }}\n',
  });
  const alone = index
    .filter(
      ({ role, file }) =>
        ['overlay', 'spaces-kcp', 'shape', 'values'].includes(role) && isYaml(file) && !used.has(join(corpus, file)),
    )
    .filter(({ file }) => !/^apiVersion:/m.test(readFileSync(join(corpus, file), 'utf8')))
    .map(({ file }) => ({ name: relative('repos', file), chart: empty, layers: [join(corpus, file)] }));
  return [...stacks, ...alone];
}

const machine = nodeHost(new URL('../../schemas/', import.meta.url));
const assets = new Map<string, Promise<unknown>>();

function asset(name: string): Promise<unknown> {
  const made = new URL('../../out/kubernetes.json', import.meta.url);
  const known = assets.get(name) ?? (name === 'kubernetes.json' ? readJson(made) : machine.asset(name));
  assets.set(name, known);
  return known;
}

const readJson = async (file: URL): Promise<unknown> => JSON.parse(readFileSync(file, 'utf8'));

async function ours({ chart, layers }: Stack): Promise<Rendered> {
  const out: string[] = [];
  const host: CliHost = {
    files: { ...machine, asset },
    cwd: uriOfPath(chart),
    uriOf: uriOfPath,
    kindOf,
    write: async () => {},
    readStdin: async () => '',
    out: text => out.push(text),
    err: text => out.push(text),
    colors: false,
    interactive: false,
    now: () => 0,
    startLanguageServer: async () => 1,
    run: async () => {
      throw new Error('nothing is run here');
    },
  };
  try {
    await effective({ values: layers, chart, format: 'json' }, host);
    return { values: (JSON.parse(out.join('')) as { readonly values: unknown }).values };
  } catch (error) {
    return { error: error instanceof UsageError ? error.message : String(error) };
  }
}

const version = helmVersion();

test(
  'the charts and overlays of the collection have the values that Helm gives them',
  { skip: withoutShared || withoutHelm(version), timeout: 300_000 },
  context =>
    inFolder(async folder => {
      const stacks = stacksOf(fileURLToPath(shared('corpus')), folder);
      const counts = { same: 0, refused: 0 };
      const different: string[] = [];
      await forAll(stacks, 2, async stack => {
        const theirs = await renderedValues(stack.chart, stack.layers);
        const mine = await ours(stack);
        if ('error' in theirs && 'error' in mine) {
          counts.refused++;
          context.diagnostic(`refused: ${stack.name}: ${theirs.error.trim().split('\n').at(-1)} | ${mine.error}`);
          return;
        }
        try {
          assert.deepEqual(mine, theirs);
          counts.same++;
        } catch (error) {
          different.push(
            `${stack.name}\n${'error' in theirs ? theirs.error : ''}${'error' in mine ? mine.error : ''}\n${String(error)}`,
          );
        }
      });
      context.diagnostic(
        `helm ${version}: ${stacks.length} stacks, ${counts.same} the same, ${counts.refused} refused by both, ${different.length} different`,
      );
      assert.equal(different.length, 0, different.join('\n\n'));
    }),
);
