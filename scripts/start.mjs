// `npm start`: checks the examples, lists the fixes on offer and says how to see the same in VS Code.
// `npm start -- --editor`: opens the examples in VS Code with the extension loaded.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import { startServer } from './vscode-host/host.mjs';

const root = join(import.meta.dirname, '..');
const cli = join(root, 'dist/cli.js');
const { values } = parseArgs({ options: { editor: { type: 'boolean', default: false } } });

if (isOutdated()) {
  console.log('Building …\n');
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
}
if (values.editor) {
  await openEditor();
} else {
  showFindings();
}

function isOutdated() {
  const sources = globSync(
    ['package.json', 'esbuild.mjs', '{client,server}/src/**/*.ts', 'schemas/**/*.{ts,md,json}'],
    {
      cwd: root,
    },
  );
  return !existsSync(cli) || Math.max(...sources.map(modified)) > modified('dist/cli.js');
}

function modified(file) {
  return statSync(join(root, file)).mtimeMs;
}

function showFindings() {
  check('inherit', '--format', 'text');
  console.log(`\n${listFixes(JSON.parse(check('pipe', '--format', 'json')))}\n`);
  console.log('See it in VS Code, with hovers, completion and quick-fixes:\n');
  console.log('  npm start -- --editor                                  opens examples/ in VS Code, or in the browser');
  console.log(`  code --extensionDevelopmentPath=${root} ${join(root, 'examples')}`);
  console.log('  npm run package                                        makes a .vsix to install');
}

/** Findings are what the examples are for: only a run that could not check is a failure. */
function check(stdout, ...options) {
  const result = spawnSync(process.execPath, [cli, 'check', 'examples', ...options], {
    cwd: root,
    stdio: ['ignore', stdout, 'inherit'],
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (result.status !== 0 && result.status !== 1) {
    throw new Error(`production-values check ended with ${result.status ?? result.signal}`);
  }
  return result.stdout;
}

/** One line a fix, with the places where it is on offer. */
function listFixes({ findings }) {
  const places = new Map();
  for (const { file, line, fixes } of findings) {
    for (const { title, safety } of fixes) {
      const text = `${safety === 'safe' ? 'safe  ' : 'choice'}  ${title}`;
      places.set(text, [...(places.get(text) ?? []), `${file}:${line}`]);
    }
  }
  if (places.size === 0) {
    return 'No fixes on offer.';
  }
  const lines = [...places].sort().map(([fix, at]) => `  ${fix}\n            ${at.join(', ')}`);
  return [
    'Fixes on offer (--fix applies the safe ones, --fix=all also those that are a choice, --diff shows what would change):\n',
    ...lines,
  ].join('\n');
}

async function openEditor() {
  const examples = join(root, 'examples');
  const code = (process.env.PATH ?? '')
    .split(delimiter)
    .map(folder => join(folder, 'code'))
    .find(existsSync);
  if (code) {
    const { status } = spawnSync(code, ['--new-window', `--extensionDevelopmentPath=${root}`, examples], {
      stdio: 'inherit',
    });
    if (status === 0) {
      return;
    }
    console.log(`${code} ended with ${status}; taking VS Code in the browser instead.`);
  }
  const server = await startServer();
  const url = server.url({ folder: examples, payload: [['extensionDevelopmentPath', server.remote(root)]] });
  console.log(`VS Code is served at\n\n  ${url}\n\nCtrl+C ends it.`);
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, async () => {
      await server.stop();
      process.exit(0);
    });
  }
}
