import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createChart } from '../../../server/src/core/chart/chart.ts';
import { documentDefaults } from '../../../server/src/core/chart/comments.ts';
import { inferSchema } from '../../../server/src/core/chart/infer.ts';
import { knowsKey } from '../../../server/src/core/chart/known-key.ts';
import { parseTemplate } from '../../../server/src/core/chart/template/parser.ts';
import { compileSchema } from '../../../server/src/core/schema/validate.ts';
import { corpus, corpusCharts, corpusFile, noShared } from './corpus.ts';

describe('the corpus: templates', { skip: noShared }, () => {
  it('is read without a problem', () => {
    const refused = corpus()
      .filter(({ role }) => role === 'template')
      .flatMap(({ file }) => parseTemplate(corpusFile(file)).problems.map(problem => `${file}: ${problem.message}`));
    assert.deepEqual(refused, []);
  });
});

describe('the corpus: keys', { skip: noShared }, () => {
  it('knows the keys of its own values, in bounded time', () => {
    const started = performance.now();
    let references = 0;
    for (const [index, { folder: at, files }] of corpusCharts().entries()) {
      const chart = createChart(files);
      references += chart.templateReads().every().length;
      // Reading values takes most of the time: those of a fourth of the charts are enough.
      const names = index % 4 === 0 ? chart.documented().root?.entries.keys() : undefined;
      for (const name of names ?? []) {
        assert.equal(knowsKey(chart, [name]), 'yes', `${at}${name}`);
      }
    }
    assert.ok(references > 25_000);
    assert.ok(performance.now() - started < 120_000);
  });
});

describe('the corpus: schemas', { skip: noShared }, () => {
  it('fits the schemas made of it', () => {
    // Compiling takes most of the time: a fourth of the charts is enough.
    for (const { folder, files } of corpusCharts().filter((_, at) => at % 4 === 0)) {
      const documented = documentDefaults(files.valuesYaml ?? '');
      const schema = inferSchema(documented);
      const names = [...JSON.stringify(schema).matchAll(/#\/definitions\/(k8s\.\w+)/g)].map(match => match[1] ?? '');
      const definitions = Object.fromEntries(names.map(name => [name, {}]));
      const problems = compileSchema({ ...schema, definitions }).validate(documented.root?.value ?? {});
      assert.deepEqual(problems, [], folder);
    }
  });
});
