// Runs the suite of this folder inside VS Code, on a copy of an example.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { provision } from '../../scripts/vscode-host/provision.mjs';

const root = join(import.meta.dirname, '../..');
const tests = join(root, 'out/e2e/index.cjs');

await build({
  absWorkingDir: root,
  entryPoints: ['test/e2e/suite/index.ts'],
  outfile: tests,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  external: ['vscode'],
  logLevel: 'warning',
});
const folder = mkdtempSync(join(tmpdir(), 'production-values-e2e-'));
try {
  cpSync(join(root, 'examples/spaces'), folder, { recursive: true });
  cpSync(join(root, 'examples/taints'), join(folder, 'taints'), { recursive: true });
  await runTests({
    vscodeExecutablePath: await provision(),
    extensionDevelopmentPath: root,
    extensionTestsPath: tests,
    launchArgs: [folder, '--disable-extensions'],
  });
} catch (error) {
  console.error(String(error));
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
