import type { Configuration } from '../core/config/configuration.ts';
import { type KnownProduct, productOfChart } from '../core/product/catalog.ts';
import type { CustomResource } from '../core/product/custom-resource.ts';
import { detectProduct } from '../core/product/detect.ts';
import { namedVersion } from '../core/product/version.ts';
import type { Finding } from '../core/rule/finding.ts';
import type { SettingsSource } from '../core/schema/settings.ts';
import type { ValuesDocument } from '../core/values/document.ts';
import type { Modeline } from '../core/values/modeline.ts';
import type { ValueNode } from '../core/values/node.ts';
import type { Path } from '../core/values/path.ts';
import { type Assets, namedProduct } from './assets.ts';
import type { Chart, Charts } from './charts.ts';
import type { Below, ResolvedChart } from './references.ts';
import { chartRemarks, damagedRemark, rivalRemark } from './remarks.ts';
import { nameOf } from './uri.ts';
import { configurationName, globMatches } from './values-files.ts';

/** The settings that values are judged by, and what is to be said of how they were found. */
export interface Choice {
  readonly settings: readonly SettingsSource[];
  readonly remarks: readonly Finding[];
}

/** What is known of a file when its product is chosen. */
export interface FileFacts {
  readonly document: ValuesDocument;
  /** The values with the layers below them. */
  readonly merged: ValueNode | undefined;
  readonly modeline: Modeline;
  readonly configuration: Configuration;
  /** The folder of the configuration. */
  readonly folder: string;
}

interface Named {
  readonly product: KnownProduct;
  readonly version: string | undefined;
  readonly why: string;
}

const nothing: Choice = { settings: [], remarks: [] };

/** What a comment or the configuration says of a file's product; the comment first. */
export function namedByUser({ document, modeline, configuration, folder }: FileFacts): Named | 'helm' | undefined {
  const glob = configuration.files.find(([pattern]) => globMatches(pattern, folder, document.uri));
  for (const [text, why] of [
    [modeline.product?.text, 'named in the first comment'],
    [glob?.[1], `named in ${configurationName}`],
  ] as const) {
    const reference = text === undefined ? undefined : namedProduct(text);
    if (reference?.id === 'helm') {
      return 'helm';
    }
    if (reference?.product) {
      return { product: reference.product, version: reference.version, why };
    }
  }
  return undefined;
}

/** `unreadable` data is said, and the values are then judged as those of any chart. */
async function ofProduct(
  assets: Assets,
  { product, version, why }: Named,
  prefix: Path,
  { document }: FileFacts,
): Promise<Choice> {
  try {
    return { settings: [await assets.settings(product, version, prefix, why)], remarks: [] };
  } catch (error) {
    const settings = prefix.length === 0 ? [anyChart(product.title, why)] : [];
    return { settings, remarks: [damagedRemark(product.title, error, document.uri, document.text)] };
  }
}

async function ofChart(assets: Assets, charts: Charts, chart: Chart, facts: FileFacts): Promise<Choice> {
  if (chart.product) {
    const why = `Chart.yaml is that of ${chart.name}`;
    return ofProduct(assets, { product: chart.product, version: chart.version, why }, [], facts);
  }
  const own = await charts.settings(chart, await assets.definitions().catch(() => ({})));
  const { uri, text } = facts.document;
  const mounted = await Promise.all(
    chart.dependencies.map(({ product, version, key }) =>
      ofProduct(assets, { product, version, why: `a dependency of ${chart.name} in Chart.yaml` }, [key], facts),
    ),
  );
  return {
    settings: [own, ...mounted.flatMap(({ settings }) => settings)],
    remarks: [...chartRemarks(chart, own, uri, text), ...mounted.flatMap(({ remarks }) => remarks)],
  };
}

/** `--product`, a comment, the configuration, Chart.yaml, a reference from a deployment tool, the keys: in this order. */
export async function chooseForFile(
  assets: Assets,
  charts: Charts,
  facts: FileFacts,
  overridden: string | undefined,
  chart: Chart | undefined,
  uses: readonly { readonly below: Below; readonly chart: ResolvedChart }[],
): Promise<Choice> {
  const override = overridden === undefined ? undefined : namedProduct(overridden);
  if (override?.product) {
    return ofProduct(
      assets,
      { product: override.product, version: override.version, why: 'chosen by --product' },
      [],
      facts,
    );
  }
  const named = override ? 'helm' : namedByUser(facts);
  if (named && named !== 'helm') {
    return ofProduct(assets, named, [], facts);
  }
  if (chart && (named !== 'helm' || !chart.product)) {
    return ofChart(assets, charts, chart, facts);
  }
  if (named === 'helm') {
    return { settings: [anyChart(undefined, 'said to be of any chart')], remarks: [] };
  }
  return (await byReference(assets, facts, uses)) ?? (await byKeys(assets, facts)) ?? nothing;
}

async function byReference(
  assets: Assets,
  facts: FileFacts,
  uses: readonly { readonly below: Below; readonly chart: ResolvedChart }[],
): Promise<Choice | undefined> {
  const known = uses.flatMap(({ below, chart }) => {
    const product = productOf(chart);
    return product ? [{ product, below, chart }] : [];
  });
  const first = known[0];
  if (!first) {
    const named = uses.find(({ chart }) => chart.name !== undefined);
    return (
      named && {
        settings: [
          anyChart(named.chart.name, whyOf(named.below, named.chart, facts.document.uri), named.chart.version),
        ],
        remarks: [],
      }
    );
  }
  const why = whyOf(first.below, first.chart, facts.document.uri);
  const choice = await ofProduct(
    assets,
    { product: first.product, version: namedVersion(first.chart.version), why },
    [],
    facts,
  );
  const others = [...new Set(known.map(({ product }) => product.id))].filter(id => id !== first.product.id);
  const { uri, text } = facts.document;
  return others.length === 0
    ? choice
    : {
        ...choice,
        remarks: [
          ...choice.remarks,
          rivalRemark(first.product.id, others, 'deployments of both use this file', uri, text),
        ],
      };
}

async function byKeys(assets: Assets, facts: FileFacts): Promise<Choice | undefined> {
  const detected = detectProduct(facts.merged);
  if (!detected) {
    return undefined;
  }
  const keys = detected.by.slice(0, 3).join(', ');
  const choice = await ofProduct(
    assets,
    { product: detected.product, version: undefined, why: `detected by its keys: ${keys}` },
    [],
    facts,
  );
  const { uri, text } = facts.document;
  return detected.rival
    ? {
        ...choice,
        remarks: [
          ...choice.remarks,
          rivalRemark(detected.product.id, [detected.rival.id], 'their keys fit both', uri, text),
        ],
      }
    : choice;
}

/**
 * Values inside a manifest: the chart that the manifest names. A comment or the configuration may say more of the file,
 * but not that the values of one chart are those of another.
 */
export async function chooseForRelease(
  assets: Assets,
  charts: Charts,
  facts: FileFacts,
  below: Below,
  chart: ResolvedChart,
): Promise<Choice> {
  const product = productOf(chart);
  const named = namedByUser(facts);
  const says = product ?? chart.name ?? chart.folder;
  if (named && named !== 'helm' && (says === undefined || product === named.product)) {
    return ofProduct(assets, named, [], facts);
  }
  const why = whyOf(below, chart, facts.document.uri);
  if (product) {
    return ofProduct(assets, { product, version: namedVersion(chart.version), why }, [], facts);
  }
  const local = chart.folder === undefined ? undefined : await charts.at(chart.folder);
  if (local) {
    const choice = await ofChart(assets, charts, local, facts);
    return { ...choice, settings: choice.settings.map(source => ({ ...source, why: `${why}; ${source.why}` })) };
  }
  return (
    (says === undefined ? await byKeys(assets, facts) : undefined) ?? {
      settings: [anyChart(chart.name, why, chart.version)],
      remarks: [],
    }
  );
}

/** A custom resource is judged by the schema of its kind. */
export async function chooseForResource(
  assets: Assets,
  { apiVersion, kind, operator }: CustomResource,
  { document }: FileFacts,
): Promise<Choice> {
  const why = `its apiVersion and kind: ${apiVersion} ${kind}`;
  const common = {
    prefix: [],
    chart: { id: 'kcp-operator', family: 'kcp-operator' as const, version: undefined },
    title: kind,
    version: undefined,
    why,
    strict: false,
    reader: 'api-server' as const,
  };
  try {
    const compiled = await assets.resource(apiVersion, kind);
    return {
      settings: [compiled ? { ...common, schema: compiled.schema, compiled } : { ...common, schema: {} }],
      remarks: [],
    };
  } catch (error) {
    return {
      settings: [{ ...common, schema: {} }],
      remarks: [damagedRemark(`${operator}'s resources`, error, document.uri, document.text)],
    };
  }
}

const productOf = ({ name, repository }: ResolvedChart): KnownProduct | undefined =>
  name === undefined ? undefined : productOfChart(name, repository === undefined ? [] : [repository]);

function whyOf({ release, manifest }: Below, { name, version, folder }: ResolvedChart, uri: string): string {
  const chart = name ?? (folder === undefined ? undefined : nameOf(folder));
  const what = chart === undefined ? '' : `chart ${chart}${version === undefined ? '' : ` ${version}`} of `;
  const where = manifest === uri ? '' : ` in ${nameOf(manifest)}`;
  return `${what}the ${release.tool} '${release.name}'${where}`;
}

/** Any chart: nothing is known of its settings, but Kubernetes' own forms are. */
export const anyChart = (title: string | undefined, why: string, version?: string): SettingsSource => ({
  prefix: [],
  chart: { id: 'helm', family: 'helm', version: namedVersion(version) },
  title: title ?? 'The chart',
  version: namedVersion(version),
  why,
  schema: {},
  strict: false,
});
