import { existsSync, readFileSync } from 'node:fs';
import type { ChartFiles } from '../../../server/src/core/chart/chart.ts';

const shared = new URL('../../../../shared/', import.meta.url);

/** Why tests over real charts are skipped, or false where these are present. */
export const noShared: string | false = existsSync(shared) ? false : 'no charts to read beside the project';

export interface CorpusEntry {
  readonly file: string;
  readonly role: string;
}

export const corpus = (): readonly CorpusEntry[] =>
  JSON.parse(readFileSync(new URL('corpus/index.json', shared), 'utf8')) as CorpusEntry[];

export const corpusFile = (file: string): string => readFileSync(new URL(`corpus/${file}`, shared), 'utf8');

/** Every chart of the corpus with the templates that came along; dependencies are not among the files. */
export function corpusCharts(): readonly { readonly folder: string; readonly files: ChartFiles }[] {
  const entries = corpus();
  const names = new Set(entries.map(({ file }) => file));
  return entries
    .filter(({ role }) => role === 'chart')
    .map(({ file }) => {
      const folder = file.slice(0, -'Chart.yaml'.length);
      const values = `${folder}values.yaml`;
      const schema = `${folder}values.schema.json`;
      const templates = entries
        .filter(entry => entry.role === 'template' && entry.file.startsWith(`${folder}templates/`))
        .map(entry => ({ path: entry.file.slice(folder.length), text: corpusFile(entry.file) }));
      return {
        folder,
        files: {
          chartYaml: corpusFile(file),
          ...(names.has(values) && { valuesYaml: corpusFile(values) }),
          ...(names.has(schema) && { schemaJson: corpusFile(schema) }),
          ...(templates.length > 0 && { templates }),
          subcharts: [],
        },
      };
    });
}
