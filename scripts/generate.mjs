// `npm run generate`: everything in the tree that is made from something else. `-- --check` compares and writes nothing.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
// Declarations of ES modules are read as such only below a package.json that says so.
mkdirSync(join(root, 'out/types'), { recursive: true });
writeFileSync(join(root, 'out/types/package.json'), '{"type":"module"}\n');

const steps = [
  'schemas/tools/generate.ts',
  'scripts/rules-index.mjs',
  'scripts/rule-pages.mts',
  'scripts/production-schemas.mts',
  'scripts/trace.mts',
];
const only = process.argv.includes('--coverage') ? steps.slice(0, 1) : steps;
const failed = only.filter(
  step =>
    spawnSync(process.execPath, [join(root, step), ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' })
      .status !== 0,
);
process.exit(failed.length === 0 ? 0 : 1);
