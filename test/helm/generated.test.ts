import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { type ChartFiles, createChart } from '../../server/src/core/chart/chart.ts';
import { chartValuesOf, coalesceChart } from '../../server/src/core/values/coalesce-chart.ts';
import { parse } from '../../server/src/core/values/document.ts';
import { toJson } from '../../server/src/core/values/node.ts';
import { stackOf } from '../../server/src/core/values/stack.ts';
import { randomOf } from '../support/random.ts';
import { forAll, helmVersion, inFolder, type Rendered, renderedValues, withoutHelm, writeFiles } from './helm.ts';
import { type ChartCase, randomChart } from './random-chart.ts';

const cases = 520;

/** The chart of these texts, with the charts below `charts/`. */
function chartFiles(files: Readonly<Record<string, string>>, folder = ''): ChartFiles {
  const names = new Set(
    Object.keys(files)
      .filter(path => path.startsWith(`${folder}charts/`))
      .map(path => path.slice(folder.length + 'charts/'.length).split('/')[0] ?? ''),
  );
  const values = files[`${folder}values.yaml`];
  return {
    folder,
    chartYaml: files[`${folder}Chart.yaml`] ?? '',
    ...(values === undefined ? {} : { valuesYaml: values }),
    subcharts: [...names].map(name => chartFiles(files, `${folder}charts/${name}/`)),
  };
}

function ours({ files, layers }: ChartCase): Rendered {
  const problems: string[] = [];
  const read = (uri: string, text: string) => {
    const document = parse(uri, 1, text);
    problems.push(...document.problems.filter(({ code }) => code === 'yaml/syntax').map(({ message }) => message));
    return document;
  };
  const documents = layers.map((text, index) => read(`${index}.yaml`, text));
  const chart = chartValuesOf(createChart(chartFiles(files)), (uri, text) => read(uri, text).root);
  const { effective, problem } = coalesceChart(chart, stackOf(documents).effective);
  if (problems.length === 0 && !problem) {
    return { values: JSON.parse(JSON.stringify(toJson(effective))) as unknown };
  }
  return { error: problems.length > 0 ? 'YAML' : 'type mismatch' };
}

/** Why Helm refuses, in the words of `ours`. */
const causeOf = (error: string): string =>
  /type mismatch/.test(error) ? 'type mismatch' : /YAML|yaml/.test(error) ? 'YAML' : error;

const version = helmVersion();

test(
  `${cases} generated charts have the values that Helm gives them`,
  { skip: withoutHelm(version), timeout: 300_000 },
  context =>
    inFolder(async folder => {
      const counts = { same: 0, refused: 0 };
      const different: string[] = [];
      await forAll(
        Array.from({ length: cases }, (_, index) => index + 1),
        2,
        async seed => {
          const made = randomChart(randomOf(seed));
          const root = join(folder, String(seed));
          writeFiles(root, {
            ...made.files,
            ...Object.fromEntries(made.layers.map((text, index) => [`layers/${index}.yaml`, text])),
          });
          const theirs = await renderedValues(
            root,
            made.layers.map((_, index) => join(root, 'layers', `${index}.yaml`)),
          );
          const mine = ours(made);
          if ('error' in theirs && 'error' in mine && causeOf(theirs.error) === mine.error) {
            counts.refused++;
            return;
          }
          try {
            assert.deepEqual(mine, theirs);
            counts.same++;
          } catch (error) {
            different.push(
              `seed ${seed}\n${JSON.stringify(made, null, 1)}\nHelm: ${JSON.stringify(theirs)}\nours: ${JSON.stringify(mine)}\n${String(error)}`,
            );
          }
        },
      );
      context.diagnostic(
        `helm ${version}: ${counts.same} the same, ${counts.refused} refused by both, ${different.length} different`,
      );
      assert.equal(different.length, 0, different.slice(0, 3).join('\n\n'));
    }),
);
