// `npm run generate`: everything in the tree that is made from something else. `-- --check` compares and writes nothing.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const steps = ['schemas/tools/generate.ts', 'scripts/rules-index.mjs', 'scripts/rule-pages.mts'];
const only = process.argv.includes('--coverage') ? steps.slice(0, 1) : steps;
const failed = only.filter(step => spawnSync(process.execPath, [join(root, step), ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' }).status !== 0);
process.exit(failed.length === 0 ? 0 : 1);
