// Installs the packed extension into a fresh VS Code and uses it as a person does: with keys and eyes.
// UPDATE_IMAGES=1 keeps the pictures that the README shows.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPage, startServer } from '../../scripts/vscode-host/host.mjs';
import { cases } from './person/cases.mjs';
import { createPerson } from './person/person.mjs';

const root = join(import.meta.dirname, '../..');
const out = join(root, 'out/e2e');
const vsix = join(out, 'production-values.vsix');

mkdirSync(out, { recursive: true });
execFileSync('npm', ['run', 'vsix', '--', '--out', vsix], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
const complaints = [];
const server = await startServer({ vsix, onStderr: text => complaints.push(text) });
const failed = [];
for (const { name, example, run } of cases) {
  const temporary = mkdtempSync(join(tmpdir(), 'production-values-person-'));
  const folder = join(temporary, example);
  cpSync(join(root, 'examples', example), folder, { recursive: true });
  const { page, close } = await openPage();
  const start = performance.now();
  try {
    await page.goto(server.url({ folder }));
    await run(createPerson(page, folder));
    console.log(`ok    ${name} (${Math.round(performance.now() - start)} ms)`);
  } catch (error) {
    failed.push(name);
    const picture = join(out, `failed-${failed.length}.png`);
    await page.screenshot({ path: picture });
    console.log(`FAIL  ${name}\n${error.stack}\nWhat the screen showed: ${picture}`);
  } finally {
    await close();
    rmSync(temporary, { recursive: true, force: true });
  }
}
await server.stop();
if (failed.length > 0) {
  console.error(`The VS Code server's complaints:\n${complaints.join('')}`);
}
assert.deepEqual(failed, [], 'cases failed');
