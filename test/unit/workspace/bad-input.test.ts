import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createWorkspace } from '../../../server/src/workspace/workspace.ts';
import { checkIn, drawn, type Files, memoryHost, shippedAsset } from './memory-host.ts';

const values = 'controlPlanes:\n  ha:\n    enabled: true\n';

describe('what is wrong with a comment or the configuration is said where it stands', () => {
  const cases: readonly (readonly [string, string, string, readonly string[], RegExp])[] = [
    [
      'an unknown product',
      '/w/values.yaml',
      `# production-values: product=space@1.14.0\n${values}`,
      ['1 config/unknown-product'],
      /Did you mean 'spaces'\?/,
    ],
    [
      'a chart of kcp by its short name',
      '/w/values.yaml',
      '# production-values: product=shard\na: 1\n',
      ['1 config/unknown-product'],
      /Did you mean 'kcp\/shard'\?/,
    ],
    [
      'no version at all',
      '/w/values.yaml',
      `# production-values: product=spaces@newest\n${values}`,
      ['1 config/unknown-version'],
      /'newest' is no version of Upbound Spaces/,
    ],
    [
      'a version newer than all',
      '/w/values.yaml',
      `# production-values: product=spaces@9.0.0\n${values}`,
      ['1 config/unknown-version'],
      /newer than all recorded versions .*settings of 1\.17\.1/,
    ],
    ['a version between two', '/w/values.yaml', `# production-values: product=spaces@1.14.7\n${values}`, [], /^$/],
    [
      'an unknown option',
      '/w/values.yaml',
      `# production-values: products=spaces\n${values}`,
      ['1 config/unknown-option'],
      /Did you mean 'product'\?/,
    ],
    [
      'an unknown profile',
      '/w/values.yaml',
      `# production-values: product=spaces profile=prod\n${values}`,
      ['1 config/value'],
      /'production' or 'default'/,
    ],
    [
      'a base that is not there',
      '/w/values.yaml',
      `# production-values: product=spaces base=x.yaml\n${values}`,
      ['1 config/file'],
      /no file 'x\.yaml'/,
    ],
    [
      'a base outside',
      '/w/values.yaml',
      `# production-values: product=spaces base=../../../etc/passwd\n${values}`,
      ['1 config/file'],
      /leads out of the workspace/,
    ],
    [
      'a chart that is none',
      '/w/values.yaml',
      `# production-values: product=spaces chart=x\n${values}`,
      ['1 config/file'],
      /no chart in 'x'/,
    ],
    [
      'an unknown product in the configuration',
      '/w/.production-values.yaml',
      'files:\n  "*.yaml": spcaes@1.14.0\n',
      ['2 config/unknown-product files.*.yaml'],
      /Did you mean 'spaces'\?/,
    ],
    [
      'a stack outside',
      '/w/.production-values.yaml',
      'stacks:\n  - [../../etc/passwd, values.yaml]\n',
      ['2 config/file stacks.0.0', '2 config/file stacks.0.1'],
      /leads out/,
    ],
    [
      'two products',
      '/w/values.yaml',
      'apiExportName: a\ninitTargetSelector: {}\n',
      ['1 config/ambiguous-product'],
      /kcp\/api-syncagent or kcp\/init-agent/,
    ],
  ];
  for (const [name, path, text, expected, message] of cases) {
    it(name, async () => {
      const result = await checkIn({ [path]: text }, path, {
        overrides: {
          levels: { 'schema/required': 'off', 'schema/unknown-key': 'off', 'schema/deprecated-key': 'off' },
        },
      });
      assert.deepEqual(drawn(result), expected);
      assert.match(result.findings[0]?.message ?? '', message);
    });
  }

  it('is silenced as any finding is', async () => {
    const text = `# production-values: product=spaces@9.0.0 # production-values-ignore config/unknown-version\n${values}`;
    assert.deepEqual(
      drawn(
        await checkIn(
          { '/w/values.yaml': text.replace(' # production-values-ignore config/unknown-version', '') },
          '/w/values.yaml',
          { overrides: { levels: { 'config/unknown-version': 'off' } } },
        ),
      ),
      [],
    );
    const ignored = `# production-values-ignore-file config/unknown-version\n# production-values: product=spaces@9.0.0\n${values}`;
    assert.deepEqual(drawn(await checkIn({ '/w/values.yaml': ignored }, '/w/values.yaml')), []);
  });
});

describe('data that cannot be read', () => {
  const damaged: readonly (readonly [string, string, unknown])[] = [
    ['cut short', 'products/spaces.json', new SyntaxError('Unexpected end of JSON input')],
    ['another shape', 'products/spaces.json', { id: 'spaces' }],
    ['no JSON object', 'products/spaces.json', null],
    ['no Kubernetes types', 'kubernetes.json', {}],
  ];
  for (const [name, asset, content] of damaged) {
    it(`${name}: an error in the file, never silence`, async () => {
      const host = {
        asset: async (wanted: string) => {
          if (wanted === asset && content instanceof Error) {
            throw content;
          }
          return wanted === asset ? content : shippedAsset(wanted);
        },
      };
      const result = await checkIn({ '/w/values.yaml': values }, '/w/values.yaml', { host });
      assert.deepEqual(drawn(result), ['1 config/damaged']);
    });
  }

  const schemas: readonly (readonly [string, string, readonly string[]])[] = [
    ['no JSON', '{ "type": ', ['1 config/chart']],
    ['no schema', '{ "type": "thing" }', ['1 config/chart']],
    ['a schema', '{ "type": "object" }', []],
    ['a reference that leads elsewhere', '{ "$ref": "https://example.org/a.json" }', []],
  ];
  for (const [name, schema, expected] of schemas) {
    it(`a chart's values.schema.json: ${name}`, async () => {
      const files = {
        '/w/Chart.yaml': 'name: a\nversion: 1.0.0\n',
        '/w/values.yaml': 'a: 1\n',
        '/w/values.schema.json': schema,
        '/w/values-x.yaml': 'a: 2\n',
      };
      assert.deepEqual(drawn(await checkIn(files, '/w/values-x.yaml')), expected);
    });
  }
});

describe('nothing outside the workspace is read', () => {
  const outside: Files = {
    '/etc/passwd': 'secret: 1\n',
    '/etc/values.yaml': 'secret: 1\n',
    '/etc/Chart.yaml': 'name: x\nversion: 1.0.0\n',
  };
  const application =
    'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: a }\nspec:\n  source:\n    path: ../../etc\n    helm:\n      valueFiles: [../../../etc/passwd, /../etc/values.yaml]\n      valuesObject: { a: 1 }\n';
  const cases: readonly (readonly [string, Files, string, Files])[] = [
    [
      'a base in a comment',
      { '/w/values.yaml': '# production-values: base=../etc/values.yaml chart=../etc\na: 1\n' },
      '/w/values.yaml',
      {},
    ],
    [
      'a stack in the configuration',
      {
        '/w/values.yaml': 'a: 1\n',
        '/w/.production-values.yaml': 'stacks:\n  - files: [../etc/passwd, values.yaml]\n    chart: ../etc\n',
      },
      '/w/values.yaml',
      {},
    ],
    ['files of an Application', { '/w/app.yaml': application }, '/w/app.yaml', {}],
    [
      'a file of a helmfile',
      { '/w/helmfile.yaml': 'releases:\n  - name: a\n    chart: ../etc\n    values: [../etc/values.yaml, { a: 1 }]\n' },
      '/w/helmfile.yaml',
      {},
    ],
    [
      'a link to a file',
      { '/w/values-prod.yaml': 'a: 1\n' },
      '/w/values-prod.yaml',
      { '/w/values.yaml': '/etc/values.yaml' },
    ],
    [
      'a link to a folder',
      { '/w/values.yaml': '# production-values: base=out/values.yaml\na: 1\n' },
      '/w/values.yaml',
      { '/w/out': '/etc' },
    ],
    [
      'a chart around the workspace',
      { '/w/values.yaml': 'a: 1\n', '/Chart.yaml': 'name: top\nversion: 1.0.0\n', '/values.yaml': 'secret: 1\n' },
      '/w/values.yaml',
      {},
    ],
  ];
  for (const [name, files, path, links] of cases) {
    it(name, async () => {
      const host = memoryHost({ ...outside, ...files }, links);
      const { parts } = await createWorkspace(host, ['file:///w'], []).check(`file://${path}`);
      assert.deepEqual(
        host.reads.filter(read => !read.startsWith('/w/')),
        [],
      );
      assert.ok(
        parts.every(
          ({ analysis }) =>
            !JSON.stringify([
              ...(analysis.snapshot.stack.effective?.kind === 'map'
                ? analysis.snapshot.stack.effective.entries.keys()
                : []),
            ]).includes('secret'),
        ),
      );
    });
  }

  it('links inside the workspace are followed', async () => {
    const files = {
      '/w/real/values.yaml': 'b: 1\n',
      '/w/values.yaml': '# production-values: base=link/values.yaml\na: 1\n',
    };
    const { parts } = await checkIn(files, '/w/values.yaml', { links: { '/w/link': '/w/real' } });
    assert.equal(parts[0]?.analysis.snapshot.stack.layers.length, 2);
  });

  it('a named file outside brings its folder and the chart around it', async () => {
    const files = {
      '/else/chart/Chart.yaml': 'name: c\nversion: 1.0.0\n',
      '/else/chart/values.yaml': 'b: 1\n',
      '/else/chart/ci/x-values.yaml': 'b: 2\n',
      '/else/other/values.yaml': 'secret: 1\n',
    };
    const { parts } = await checkIn(files, '/else/chart/ci/x-values.yaml');
    assert.equal(parts[0]?.analysis.snapshot.settings[0]?.title, 'c');
  });
});
