import type { ChartKnowledge } from '../core/analyze.ts';
import type { Host } from './host.ts';
import { folderOf, join, nameOf, normalize } from './uri.ts';
import { findFiles, isYamlName } from './values-files.ts';
import type { FileResult, Part } from './workspace.ts';

/** Who gives values to a chart of the workspace. */
export interface ChartValuesFound {
  /** The values documents for the chart whose texts hold a word. */
  readonly parts: readonly Part[];
  /** False: there are more files than were looked at. */
  readonly whole: boolean;
  /** Charts that use this one as a subchart, and may give it values too. */
  readonly parents: readonly string[];
}

const maximalChecked = 200;
const maximalRead = 5_000;

/** Finds the values files and manifests of the workspace that are for `chart` and hold `word`. */
export async function valuesOfChart(
  { files: { folder = '' } }: ChartKnowledge,
  word: string,
  host: Host,
  roots: readonly string[],
  check: (uri: string) => Promise<FileResult>,
): Promise<ChartValuesFound> {
  const inside = roots.length > 0 ? roots : [folder];
  const found = await Promise.all(inside.map(root => findFiles(host, root, isYamlName)));
  const uris = [...new Set(found.flatMap(({ files }) => files.map(normalize)))];
  const parts: Part[] = [];
  const parents: string[] = [];
  let checked = 0;
  const around = await chartAround(folder, host);
  for (const uri of uris.slice(0, maximalRead)) {
    const file = await host.read(uri);
    const text = file && 'text' in file ? file.text : '';
    if (nameOf(uri) === 'Chart.yaml' && dependsOn(uri, text, folder)) {
      parents.push(uri);
    }
    if (text.includes(word) && checked++ < maximalChecked) {
      const result = await check(uri);
      parts.push(...result.parts.filter(({ analysis }) => analysis.snapshot.chart?.files.folder === folder));
    }
  }
  const whole = uris.length <= maximalRead && checked <= maximalChecked && found.every(({ cut }) => !cut);
  return { parts, whole, parents: [...(around ? [around] : []), ...parents] };
}

/** The Chart.yaml of the chart whose `charts/` folder holds this one. */
async function chartAround(folder: string, host: Host): Promise<string | undefined> {
  const above = folderOf(folder.replace(/\/$/, ''));
  const chartYaml = join(folderOf(above), 'Chart.yaml');
  return nameOf(above) === 'charts' && (await host.read(chartYaml)) ? normalize(chartYaml) : undefined;
}

/** `repository: file://../other` */
const dependsOn = (uri: string, text: string, folder: string): boolean =>
  [...text.matchAll(/file:\/\/([^\s"'#]+)/g)].some(
    ([, path = '']) => `${join(folderOf(uri), path).replace(/\/$/, '')}/` === folder,
  );
