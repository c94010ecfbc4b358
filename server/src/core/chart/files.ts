import type { ChartFiles } from './chart.ts';

/** The texts of a chart and its subcharts, by URI. */
export function textsOf(files: ChartFiles): ReadonlyMap<string, string> {
  const { folder = '' } = files;
  return new Map([
    ...Object.entries(names).flatMap(([part, name]): [string, string][] => {
      const text = files[part as keyof typeof names];
      return text === undefined ? [] : [[`${folder}${name}`, text]];
    }),
    ...(files.templates ?? []).map(({ path, text }): [string, string] => [`${folder}${path}`, text]),
    ...files.subcharts.flatMap(child => [...textsOf(child)]),
  ]);
}

const names = {
  chartYaml: 'Chart.yaml',
  valuesYaml: 'values.yaml',
  schemaJson: 'values.schema.json',
  requirementsYaml: 'requirements.yaml',
} as const;

/** The chart with other templates and defaults: what it would be after an edit. Subcharts stay. */
export function withTexts(files: ChartFiles, texts: ReadonlyMap<string, string>): ChartFiles {
  const { folder = '', valuesYaml, templates } = files;
  return {
    ...files,
    ...(valuesYaml === undefined ? {} : { valuesYaml: texts.get(`${folder}values.yaml`) ?? valuesYaml }),
    ...(templates
      ? { templates: templates.map(({ path, text }) => ({ path, text: texts.get(`${folder}${path}`) ?? text })) }
      : {}),
  };
}
