import assert from 'node:assert/strict';
import { it } from 'node:test';
import { componentsOf } from '../../../server/src/core/rule/component.ts';
import { readComponents } from '../../../server/src/core/rule/read-components.ts';
import { parse } from '../../../server/src/core/values/document.ts';

const text = 'web:\n  replicas: 2\n  resources: {}\nworker:\n  replicas: 1\n  resources: {}\n';
const components = componentsOf(parse('values.yaml', 1, text).root, [], 'helm', undefined, 'shop');

it('a chart offers what its templates read', () => {
  const read = readComponents(components, path => path[0] === 'web' && path[1] !== 'resources');
  assert.deepEqual(
    read.map(({ name, replicas, resources, fewestReplicas }) => [name, replicas?.value, resources, fewestReplicas]),
    [['web', 2, undefined, 2]],
  );
});

it('how many pods run is not known when no template reads the number', () => {
  const [web] = readComponents(components, path => path[1] !== 'replicas');
  assert.deepEqual([web?.replicas, web?.fewestReplicas, web?.resources], [undefined, undefined, ['web', 'resources']]);
});
