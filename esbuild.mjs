// Builds everything that ships into dist/: the VS Code clients, the language servers, the command line and their data.
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { build, transform } from 'esbuild';
import { configurationSchema } from './server/src/core/config/configuration.ts';

const root = import.meta.dirname;
const dist = join(root, 'dist');
const require = createRequire(import.meta.url);

/** Shared by all bundles. The root package is CommonJS: VS Code's web extension host accepts nothing else. */
const common = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  // The licences are collected in THIRD-PARTY-NOTICES.txt.
  legalComments: 'none',
  logLevel: 'warning',
  sourcemap: process.argv.includes('--sourcemap'),
  metafile: true,
  plugins: [separateFiles(), smallerYamlService(), oneProtocol()],
};
const node = {
  ...common,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // jsonc-parser's `main` is a UMD file that esbuild cannot follow.
  mainFields: ['module', 'main'],
  define: { 'import.meta.url': 'importMetaUrl' },
  banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
};
const browser = {
  ...common,
  platform: 'browser',
  target: 'es2023',
  mainFields: ['browser', 'module', 'main'],
  alias: { path: 'path-browserify' },
  define: { 'process.env.NODE_ENV': '"production"', 'import.meta.url': 'self.location.href' },
};

const inServer = [...common.plugins, readOnDemand()];

const bundles = [
  { ...node, in: 'client/src/node/main.ts', out: 'client.js', external: ['vscode'] },
  { ...node, in: 'server/src/main/node.ts', out: 'server.js', plugins: [...inServer, withoutRuleTexts()] },
  {
    ...node,
    in: 'server/src/main/cli.ts',
    out: 'cli.js',
    banner: { js: `#!/usr/bin/env node\n${node.banner.js}` },
    plugins: inServer,
  },
  { ...node, in: 'server/src/core/schema/validate.ts', out: 'validate.js' },
  { ...node, in: 'scripts/chunks/expressions.mjs', out: 'expressions.js' },
  { ...node, in: 'scripts/chunks/format.mjs', out: 'format.js' },
  { ...node, in: 'server/src/taint-hcl/load.ts', out: 'hcl.js' },
  { ...node, in: 'server/src/lsp/yaml-service.ts', out: 'yaml.js' },
  { ...browser, in: 'client/src/web/main.ts', out: 'web/client.js', format: 'cjs', external: ['vscode'] },
  {
    ...browser,
    in: 'server/src/main/worker.ts',
    out: 'web/server.js',
    format: 'iife',
    plugins: [...common.plugins, withoutRuleTexts()],
  },
  { ...browser, in: 'scripts/chunks/format.mjs', out: 'web/format.js', format: 'esm' },
  { ...browser, in: 'server/src/taint-hcl/load.ts', out: 'web/hcl.js', format: 'esm' },
  { ...browser, in: 'server/src/lsp/yaml-service.ts', out: 'web/yaml.js', format: 'esm' },
];

/**
 * What a rule's page says (why, what to do, examples, sources) is for `explain` and docs/rules; the language server links to
 * the page. Rules are written alike, so the properties are found by their indentation; a file that then does not parse stays whole.
 */
function withoutRuleTexts() {
  const texts = /^ {4}(?:why|remedy|examples|sources|covers):[\s\S]*?(?=^ {4}\w+:|^ {2}\},)/gm;
  return {
    name: 'without-rule-texts',
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]core[\\/]rules[\\/][\w-]+\.ts$/ }, async ({ path }) => {
        const source = readFileSync(path, 'utf8');
        const contents = source.replace(texts, '');
        const parses = await transform(contents, { loader: 'ts', logLevel: 'silent' }).then(
          () => true,
          () => false,
        );
        return { contents: parses ? contents : source, loader: 'ts' };
      });
    },
  };
}

/** What is needed rarely is a file of its own, read on the first use: `import()` of these becomes `import()` of that file. */
function separateFiles() {
  const files = [
    [/^production-values:format$/, './format.js'],
    [/\/taint-hcl\/load\.ts$/, './hcl.js'],
    [/\/yaml-service\.ts$/, './yaml.js'],
  ];
  return {
    name: 'separate-files',
    setup({ onResolve }) {
      onResolve({ filter: /^production-values:format$|\/(load|yaml-service)\.ts$/ }, ({ path, kind }) => {
        const file = files.find(([source]) => source.test(path))?.[1];
        return kind === 'dynamic-import' && file !== undefined ? { path: file, external: true } : undefined;
      });
    },
  };
}

/**
 * Libraries that not every file needs (ajv, CEL, RE2) are in files of their own: the functions that use them read that file
 * when they are first called. A web worker cannot read a file while it waits: there they are in the bundle.
 */
function readOnDemand() {
  const modules = [
    [/\/validate\.ts$/, './validate.js', ['compileSchema', 'compileInPieces']],
    [/\/custom-expression\.ts$/, './expressions.js', ['compileExpression', 'variableOf']],
    [/\/re2\.ts$/, './expressions.js', ['re2']],
  ];
  return {
    name: 'read-on-demand',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /\/(validate|custom-expression|re2)\.ts$/ }, ({ path, kind }) =>
        kind === 'import-statement' ? { path, namespace: 'on-demand' } : undefined,
      );
      onLoad({ filter: /.*/, namespace: 'on-demand' }, ({ path }) => {
        const [, file, names] = modules.find(([source]) => source.test(path)) ?? [];
        const calls = names?.map(name => `export const ${name} = (...given) => require('${file}').${name}(...given);`);
        return calls && { contents: calls.join('\n'), loader: 'js' };
      });
      onResolve({ filter: /^\.\/(validate|expressions)\.js$/, namespace: 'on-demand' }, ({ path }) => ({
        path,
        external: true,
      }));
    },
  };
}

/**
 * Leaves out what yaml-language-server loads at start and we never use: four ajv instances that check schemas against their
 * meta-schemas (ours are checked when they are made), ajv's messages in other languages, the protocol, which only its own server
 * speaks, and Prettier, which only formatting needs.
 */
function smallerYamlService() {
  const meta = uri => `
    class Ajv { defaultMeta() { return '${uri}'; } getSchema() { return () => true; } }
    export default { default: Ajv };`;
  const stubs = new Map([
    ['ajv', meta('http://json-schema.org/draft-07/schema')],
    ['ajv/dist/2019.js', meta('https://json-schema.org/draft/2019-09/schema')],
    ['ajv/dist/2020.js', meta('https://json-schema.org/draft/2020-12/schema')],
    ['ajv-draft-04', meta('http://json-schema.org/draft-04/schema')],
    ['vscode-languageserver', 'export class NotificationType {} export class RequestType {}'],
    ['vscode-languageserver-protocol', 'export class ResponseError {} export const ErrorCodes = {};'],
    ['ajv-i18n', 'export default { default: { en() {} } };'],
    ['prettier/plugins/yaml', 'export {};'],
    ['prettier/plugins/estree', 'export {};'],
    [
      'prettier/standalone',
      "export const format = async (text, options) => (await import('production-values:format')).format(text, options);",
    ],
  ]);
  return {
    name: 'smaller-yaml-service',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^(ajv|prettier|vscode-languageserver(-protocol)?$)/ }, ({ path, importer }) =>
        /[\\/]yaml-language-server[\\/]/.test(importer) && stubs.has(path) ? { path, namespace: 'stub' } : undefined,
      );
      onLoad({ filter: /.*/, namespace: 'stub' }, ({ path }) => ({ contents: stubs.get(path), loader: 'js' }));
    },
  };
}

/** yaml-language-server may find another patch release of the protocol than vscode-languageserver: both would be bundled. */
function oneProtocol() {
  const resolveDir = dirname(require.resolve('vscode-languageserver/node'));
  return {
    name: 'one-protocol',
    setup({ onResolve, resolve }) {
      onResolve({ filter: /^vscode-languageserver-(types|protocol)(\/|$)/ }, ({ path, importer, kind }) =>
        /[\\/](yaml-language-server|server[\\/]src)[\\/]/.test(importer)
          ? resolve(path, { resolveDir, kind })
          : undefined,
      );
    },
  };
}

/** Schemas and WebAssembly modules that the bundles read at run time. */
function copyData() {
  const kubernetes = join(root, 'out/kubernetes.json');
  requireFile(kubernetes, 'npm run generate');
  writeJson('schemas/kubernetes.json', readJson(kubernetes));
  for (const file of globSync('schemas/products/**/*.json', { cwd: root })) {
    writeJson(file, readJson(join(root, file)));
  }
  writeJson('schemas/configuration.json', configurationSchema);
  writeJson('schemas/snippets.json', snippetsWithPlaces());
  cpSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm'), join(dist, 'web-tree-sitter.wasm'));
  cpSync(
    require.resolve('@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm'),
    join(dist, 'tree-sitter-hcl.wasm'),
  );
}

/** The editor's snippets, each with where it belongs: completion offers them in their places. */
function snippetsWithPlaces() {
  const places = readJson(join(root, 'snippets/index.json'));
  return globSync('snippets/*.code-snippets', { cwd: root }).flatMap(file =>
    Object.entries(readJson(join(root, file))).map(([title, { prefix, description, body }]) => {
      return { title, prefix, description, body: body.join('\n'), ...places[prefix] };
    }),
  );
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function writeJson(name, value) {
  const file = join(dist, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(value));
}

function requireFile(file, remedy) {
  if (!existsSync(file)) {
    console.error(`${relative(root, file)} is missing${remedy ? `: run ${remedy}` : ''}.`);
    process.exit(1);
  }
}

/** Two copies of `yaml` would not recognise each other's nodes. */
function requireOneCopyOfYaml(metafile) {
  const copies = new Set(
    Object.keys(metafile.inputs).flatMap(input => /^(.*node_modules\/yaml)\//.exec(input)?.[1] ?? []),
  );
  if (copies.size > 1) {
    throw new Error(`more than one copy of yaml: ${[...copies].join(', ')}`);
  }
}

/** The licences of the packages whose code is in the bundles. */
function writeNotices(metafiles) {
  const inputs = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
  const packages = new Set(inputs.flatMap(input => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []));
  const notices = [...packages].sort().map(folder => {
    const { name, version, license } = readJson(join(root, folder, 'package.json'));
    const [file] = globSync('{LICEN[CS]E,License,license}*', { cwd: join(root, folder) });
    const text = file === undefined ? '' : `\n${readFileSync(join(root, folder, file), 'utf8').trim()}\n`;
    return `${name} ${version} (${license})\n${text}`;
  });
  writeFileSync(join(dist, 'THIRD-PARTY-NOTICES.txt'), notices.join(`\n${'-'.repeat(80)}\n\n`));
}

function printSizes() {
  const files = globSync('**/*', { cwd: dist }).filter(file => statSync(join(dist, file)).isFile());
  for (const file of files.sort()) {
    console.log(`${String(Math.ceil(statSync(join(dist, file)).size / 1024)).padStart(7)} KB  dist/${file}`);
  }
}

for (const { in: entry } of bundles) {
  requireFile(join(root, entry));
}
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
copyData();
const results = await Promise.all(
  bundles.map(({ in: entry, out, ...options }) =>
    build({ ...options, entryPoints: [entry], outfile: join(dist, out) }),
  ),
);
for (const { metafile } of results) {
  requireOneCopyOfYaml(metafile);
}
writeNotices(results.map(({ metafile }) => metafile));
if (process.argv.includes('--metafile')) {
  bundles.forEach(({ out }, i) => {
    const file = join(root, 'out/meta', `${out.replaceAll('/', '-')}.json`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(results[i].metafile));
  });
}
printSizes();
