import type { ChartProblem } from '../core/chart/chart.ts';
import { type KnownProduct, knownProducts } from '../core/product/catalog.ts';
import type { ProductTable } from '../core/product/table.ts';
import { compareVersions, isVersion } from '../core/product/version.ts';
import type { Finding } from '../core/rule/finding.ts';
import type { Severity } from '../core/rule/rule.ts';
import { nearestVersion } from '../core/schema/build.ts';
import type { JsonSchema } from '../core/schema/json-schema.ts';
import type { SettingsSource } from '../core/schema/settings.ts';
import { compileSchema } from '../core/schema/validate.ts';
import { didYouMean } from '../core/text/did-you-mean.ts';
import { lineSpanAt } from '../core/text/lines.ts';
import type { Span } from '../core/text/span.ts';
import { type Modeline, type ModelineValue, modelineOptions } from '../core/values/modeline.ts';
import type { Path } from '../core/values/path.ts';
import { namedProduct } from './assets.ts';
import type { Chart } from './charts.ts';
import { join, nameOf, normalize } from './uri.ts';

/** Findings about how a file was understood: its comment, the configuration, the data that was to be used for it. */
export const remark = (
  code: string,
  severity: Severity,
  message: string,
  uri: string,
  span: Span,
  path: Path = [],
): Finding => ({
  code,
  severity,
  message,
  path,
  site: { uri, span },
  related: [],
  tags: [],
  fixes: () => [],
  replaces: [],
});

/** The first line that says something, for what concerns the file as a whole. */
export function firstLine(text: string): Span {
  const start = Math.max(0, text.search(/[^\s\uFEFF]/));
  return { start, end: Math.max(start, lineSpanAt(text, start).end) };
}

export interface Reading {
  readonly table: (id: string) => Promise<ProductTable>;
  /** Whether a file beside the one at hand may be read, and whether it is there. */
  readonly look: (path: string) => Promise<'there' | 'missing' | 'outside'>;
}

/** What is wrong with the comment at the top of a file. */
export async function commentRemarks(
  uri: string,
  modeline: Modeline,
  { table, look }: Reading,
): Promise<readonly Finding[]> {
  const found = modeline.unknown.map(option => {
    const near = didYouMean(option.text, modelineOptions)[0];
    const guess = near === undefined ? `It takes ${modelineOptions.join(', ')}.` : `Did you mean '${near}'?`;
    return remark(
      'config/unknown-option',
      'warning',
      `This comment has no option '${option.text}'. ${guess}`,
      uri,
      option.span,
    );
  });
  if (modeline.product) {
    found.push(...(await productRemarks(uri, modeline.product, table)));
  }
  const profile = modeline.profile;
  if (profile && profile.text !== 'production' && profile.text !== 'default') {
    found.push(
      remark(
        'config/value',
        'warning',
        `There is no profile '${profile.text}': it is 'production' or 'default'.`,
        uri,
        profile.span,
      ),
    );
  }
  for (const base of modeline.base) {
    const seen = await look(base.text);
    if (seen !== 'there') {
      found.push(remark('config/file', 'warning', fileMessage(base.text, seen), uri, base.span));
    }
  }
  const chart = modeline.chart;
  const seen = chart && (await look(`${chart.text}/Chart.yaml`));
  if (chart && seen !== 'there') {
    found.push(
      remark(
        'config/file',
        'warning',
        seen === 'outside'
          ? fileMessage(chart.text, seen)
          : `There is no chart in '${chart.text}': it holds no Chart.yaml.`,
        uri,
        chart.span,
      ),
    );
  }
  return found;
}

export const fileMessage = (path: string, seen: 'missing' | 'outside' | undefined): string =>
  seen === 'outside'
    ? `'${path}' leads out of the workspace: nothing outside of it is read.`
    : `There is no file '${path}' here: the values are judged without it.`;

/** An unknown product, or a version of a known one that is not recorded. `uri`: where it is named. */
export async function productRemarks(
  uri: string,
  named: ModelineValue,
  table: Reading['table'],
  path: Path = [],
): Promise<readonly Finding[]> {
  const { product, version, id } = namedProduct(named.text);
  if (id === 'helm') {
    return [];
  }
  if (!product) {
    const ids = knownProducts.map(known => known.id);
    const short = ids.map(known => known.replace(/^kcp\//, ''));
    const near = short.includes(id) ? id : didYouMean(id, [...ids, ...short])[0];
    const meant = near === undefined ? undefined : (ids.find(known => known === near) ?? `kcp/${near}`);
    const guess = meant === undefined ? `Known are ${ids.join(', ')} and helm.` : `Did you mean '${meant}'?`;
    return [remark('config/unknown-product', 'error', `There is no product '${id}'. ${guess}`, uri, named.span, path)];
  }
  try {
    return version === undefined
      ? []
      : versionRemarks(await table(product.id), product, version, uri, named.span, path);
  } catch {
    return [];
  }
}

function versionRemarks(
  table: ProductTable,
  product: KnownProduct,
  version: string,
  uri: string,
  span: Span,
  path: Path,
): readonly Finding[] {
  const nearest = nearestVersion(table, version);
  const [first = '', last = ''] = [table.versions[0], table.versions.at(-1)];
  if (!nearest || !isVersion(version)) {
    return nearest?.exact
      ? []
      : [
          remark(
            'config/unknown-version',
            'warning',
            `'${version}' is no version of ${product.title}: recorded are ${first} to ${last}. The newest applies.`,
            uri,
            span,
            path,
          ),
        ];
  }
  const isOutside = compareVersions(version, first) < 0 || compareVersions(version, last) > 0;
  return nearest.exact || !isOutside
    ? []
    : [
        remark(
          'config/unknown-version',
          'info',
          `${product.title} ${version} is ${compareVersions(version, first) < 0 ? 'older' : 'newer'} than all recorded versions (${first} to ${last}): the settings of ${nearest.version} apply.`,
          uri,
          span,
          path,
        ),
      ];
}

/** The data that ships with us cannot be read: the file is judged without it, and that is said. */
export const damagedRemark = (product: string, error: unknown, uri: string, text: string): Finding =>
  remark(
    'config/damaged',
    'error',
    `The settings of ${product} that ship with Production Values cannot be read (${error instanceof Error ? error.message.slice(0, 200) : 'unknown error'}), so this file is checked without them. Install it again.`,
    uri,
    firstLine(text),
  );

/** Two products fit: which one was taken, and how to choose. */
export const rivalRemark = (taken: string, others: readonly string[], by: string, uri: string, text: string): Finding =>
  remark(
    'config/ambiguous-product',
    'info',
    `These values may be for ${[taken, ...others].join(' or ')} (${by}); ${taken} was taken. Say which with \`# production-values: product=${taken}\` in the first line.`,
    uri,
    firstLine(text),
  );

/** More problems of one chart are mostly echoes of the first. */
const maximalChartProblems = 3;

/**
 * What keeps Helm from using the chart at hand: a Chart.yaml, values.schema.json or template that cannot be read. A schema
 * that refers to other files is no defect.
 */
export function chartRemarks(chart: Chart, own: SettingsSource, uri: string, text: string): readonly Finding[] {
  const schema = chart.model.schema();
  const broken = schema && !own.strict ? schemaProblem(schema, chart.folder) : [];
  return [...chart.model.problems(), ...broken].slice(0, maximalChartProblems).map(({ message, site }) => ({
    ...remark(
      'config/chart',
      'warning',
      `${nameOf(site.uri)} of the chart ${chart.name} cannot be used as it is, so the values are judged with less: ${message}`,
      uri,
      firstLine(text),
    ),
    related: [{ site, message }],
  }));
}

function schemaProblem(schema: JsonSchema, folder: string): readonly ChartProblem[] {
  try {
    compileSchema(schema);
    return [];
  } catch (error) {
    const message = error instanceof Error ? error.message.slice(0, 200) : 'unknown error';
    return /can't resolve reference|no schema with key or ref/i.test(message)
      ? []
      : [
          {
            message: `${message}.`,
            site: { uri: normalize(join(folder, 'values.schema.json')), span: { start: 0, end: 0 } },
          },
        ];
  }
}
