import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { parse, type ValuesDocument } from '../../server/src/core/values/document.ts';
import { nodeAt, type ValueNode } from '../../server/src/core/values/node.ts';
import { formatPath, type Path, samePath } from '../../server/src/core/values/path.ts';
import { uriOfPath } from '../../server/src/workspace/node-host.ts';
import { normalize } from '../../server/src/workspace/uri.ts';
import { type Random, randomOf } from '../support/random.ts';
import { withoutShared } from '../support/shared.ts';
import { type CollectedChart, collectedCharts, overlaysOf, workspaceAt } from './collection.ts';
import { sample } from './sample.ts';

const wanted = 1000;
const goal = 0.95;

/** A key of an overlay that stands in the chart's own values too. */
interface KnownKey {
  readonly chart: CollectedChart;
  readonly overlay: string;
  readonly document: ValuesDocument;
  readonly path: Path;
  readonly span: { readonly start: number; readonly end: number };
}

function keysOf(chart: CollectedChart): readonly KnownKey[] {
  const defaults = parse('values.yaml', 1, readFileSync(join(chart.folder, 'values.yaml'), 'utf8')).root;
  return overlaysOf(chart).flatMap(overlay => {
    const document = parse(overlay, 1, readFileSync(overlay, 'utf8'));
    return keysIn(document.root, document).flatMap(({ path, span }) =>
      nodeAt(defaults, path) === undefined ? [] : [{ chart, overlay, document, path, span }],
    );
  });
}

/** The keys that this text writes itself: not those that come with an anchor, and none below a list. */
const keysIn = (node: ValueNode | undefined, document: ValuesDocument): readonly Pick<KnownKey, 'path' | 'span'>[] =>
  node?.kind !== 'map'
    ? []
    : [...node.entries].flatMap(([name, { key, value }]) => [
        ...(document.text.slice(key.span.start, key.span.end) === name ? [{ path: value.path, span: key.span }] : []),
        ...keysIn(value, document),
      ]);

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** One character other, more, less, or exchanged with the next one. */
function typo(name: string, random: Random): string {
  const at = random.below(name.length);
  const other = letters.charAt(random.below(letters.length));
  const [before, after] = [name.slice(0, at), name.slice(at + 1)];
  const kind = random.below(4);
  return kind === 0
    ? `${before}${other}${after}`
    : kind === 1
      ? `${before}${other}${name.slice(at)}`
      : kind === 2
        ? `${before}${after}`
        : `${before}${after.charAt(0)}${name.charAt(at)}${after.slice(1)}`;
}

/** A typo that changes the name, and to none that stands beside it. */
function otherTypo(name: string, around: ValueNode | undefined, random: Random): string {
  for (;;) {
    const misspelled = typo(name, random);
    if (misspelled !== '' && misspelled !== name && !(around?.kind === 'map' && around.entries.has(misspelled))) {
      return misspelled;
    }
  }
}

test(`one-character typos in ${wanted} keys of overlays are reported, with the right name first`, {
  skip: withoutShared,
  timeout: 900_000,
}, async context => {
  const random = randomOf(4);
  const chosen = sample(collectedCharts().flatMap(keysOf), wanted, random);
  assert.equal(chosen.length, wanted);
  const count = { typos: 0, reported: 0, right: 0 };
  const silent: string[] = [];
  const wrong: string[] = [];
  for (const chart of new Set(chosen.map(key => key.chart))) {
    const texts = new Map<string, string>();
    const workspace = workspaceAt(chart.folder, undefined, texts);
    for (const { overlay, document, path, span } of chosen.filter(key => key.chart === chart)) {
      const name = String(path.at(-1));
      const misspelled = otherTypo(name, nodeAt(document.root, path.slice(0, -1)), random);
      const uri = normalize(uriOfPath(overlay));
      texts.set(uri, `${document.text.slice(0, span.start)}${misspelled}${document.text.slice(span.end)}`);
      const { findings } = await workspace.check(uri, { explicit: true });
      texts.delete(uri);
      const finding = findings.find(
        found => found.code === 'schema/unknown-key' && samePath(found.path, [...path.slice(0, -1), misspelled]),
      );
      const guess = finding?.fixes()[0]?.operations[0];
      const place = `${relative(join(chart.folder, '..'), overlay)}: ${formatPath(path)} → ${misspelled}`;
      count.typos++;
      if (!finding) {
        silent.push(place);
        continue;
      }
      count.reported++;
      if (guess?.op === 'rename' && guess.name === name) {
        count.right++;
      } else {
        wrong.push(`${place}: ${finding.message}`);
      }
    }
  }
  context.diagnostic(`${count.typos} typos, ${count.reported} reported, ${count.right} with the right name first`);
  const list = () => `silent:\n${silent.join('\n')}\nwrong:\n${wrong.join('\n')}`;
  assert.ok(count.reported >= goal * count.typos && count.right >= goal * count.reported, list());
});
