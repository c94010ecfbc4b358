import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { stringify } from 'yaml';
import { parse } from '../../server/src/core/values/document.ts';
import { nodeAt, toJson, type ValueNode } from '../../server/src/core/values/node.ts';
import { formatPath, type Path } from '../../server/src/core/values/path.ts';
import { uriOfPath } from '../../server/src/workspace/node-host.ts';
import { helmVersion, inFolder, withoutHelm, writeFiles } from '../helm/helm.ts';
import { randomOf } from '../support/random.ts';
import { withoutShared } from '../support/shared.ts';
import { overlaysOf, workspaceAt } from './collection.ts';
import { copyChart, nested, render, renderableCharts, steady, switchedOn, switchesIn } from './render.ts';
import { sample } from './sample.ts';

const most = 200;
const goal = 0.98;

/** A value like this one that would be seen wherever it is printed or tested. */
function sentinelFor(node: ValueNode | undefined): unknown {
  if (node?.kind === 'map') {
    return Object.fromEntries([...node.entries].map(([name, { value }]) => [name, sentinelFor(value)]));
  }
  if (node?.kind === 'list') {
    return [...node.items.map(sentinelFor), ...(node.items.length === 0 ? ['sentinel-item'] : [])];
  }
  const value = node?.value;
  return typeof value === 'boolean' ? !value : typeof value === 'number' ? value + 7331 : 'sentinel-value';
}

const version = helmVersion();

test(
  'what is reported as unused changes nothing that Helm renders',
  { skip: withoutShared || withoutHelm(version), timeout: 1_800_000 },
  context =>
    inFolder(async folder => {
      const known = renderableCharts();
      const random = randomOf(20);
      const found: { readonly chart: string; readonly path: Path; readonly name: string }[] = [];
      for (const [id, chart] of known) {
        const workspace = workspaceAt(chart.folder);
        for (const file of [join(chart.folder, 'values.yaml'), ...overlaysOf(chart)]) {
          const { findings } = await workspace.check(uriOfPath(file), { explicit: true });
          for (const { path } of findings.filter(({ code }) => code === 'values/unused')) {
            if (!found.some(other => other.chart === id && formatPath(other.path) === formatPath(path))) {
              found.push({ chart: id, path, name: `${chart.name}: ${formatPath(path)}` });
            }
          }
        }
      }
      const chosen = sample(found, most, random);
      const count = { rendered: 0, unread: 0, unrendered: 0 };
      const wrong: string[] = [];
      for (const id of new Set(chosen.map(({ chart }) => chart))) {
        const source = known.get(id)?.folder ?? '';
        const target = join(folder, id);
        copyChart(source, target, known);
        const mine = chosen.filter(({ chart }) => chart === id);
        const values = parse('values.yaml', 1, readFileSync(join(source, 'values.yaml'), 'utf8')).root;
        if (!('text' in (await render(target, [])))) {
          count.unrendered += mine.length;
          context.diagnostic(`does not render: ${id}, ${mine.length} findings`);
          continue;
        }
        const on = await switchedOn(target, join(folder, `${id}-files`), switchesIn(values));
        const before = await render(target, on);
        const again = await render(target, on);
        const stable = 'text' in before && 'text' in again && before.text === again.text;
        const seen = (text: string): string => (stable ? text : steady(text));
        for (const { path, name } of mine) {
          const sentinel = join(folder, `${id}-files`, 'sentinel.yaml');
          writeFiles(join(folder, `${id}-files`), {
            'sentinel.yaml': stringify(nested(path, sentinelFor(nodeAt(values, path)))),
          });
          const after = await render(target, [...on, sentinel]);
          count.rendered++;
          if ('text' in before && 'text' in after && seen(before.text) === seen(after.text)) {
            count.unread++;
          } else {
            wrong.push(
              `${name} (${JSON.stringify(toJson(nodeAt(values, path)))}) ${'error' in after ? after.error : ''}`,
            );
          }
        }
      }
      context.diagnostic(
        `${found.length} findings; of ${chosen.length} sampled ${count.rendered} rendered with a sentinel: ${count.unread} change nothing; ${count.unrendered} in charts that do not render`,
      );
      assert.ok(count.unread >= goal * count.rendered, wrong.join('\n'));
      for (const line of wrong) {
        context.diagnostic(`read after all: ${line}`);
      }
    }),
);
