import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { documentDefaults } from '../../../server/src/core/chart/comments.ts';
import { inferSchema } from '../../../server/src/core/chart/infer.ts';
import type { JsonSchema } from '../../../server/src/core/schema/json-schema.ts';

const inferred = (text: string): JsonSchema => inferSchema(documentDefaults(text));
const of = (text: string, key = 'a'): JsonSchema | undefined => inferred(text).properties?.[key];

/** A values.yaml and the schema of its key `a`. */
const schemas: readonly (readonly [string, JsonSchema])[] = [
  ['a: true', { type: ['boolean', 'null'], default: true }],
  ['a: 3', { type: ['number', 'string', 'null'], default: 3 }],
  ['a: text', { type: ['string', 'number', 'boolean', 'null'], default: 'text' }],
  ['a: ""', { default: '' }],
  ['a:', { default: null }],
  ['a: {}', { type: ['object', 'array', 'string', 'null'], default: Object.create(null) }],
  ['a: []', { type: ['array', 'null', 'object', 'string'], default: [] }],
  [
    'a: [x, 1]',
    { type: ['array', 'null'], items: { type: ['string', 'number', 'boolean', 'null'] }, default: ['x', 1] },
  ],
  ['# Words.\na: 1', { type: ['number', 'string', 'null'], description: 'Words.', default: 1 }],
  ['# -- Words.\n# @default -- computed\na:', { description: 'Words.\n\nDefault: computed', default: null }],
  ['a:\n  b: 1', { type: ['object', 'null'], properties: { b: { type: ['number', 'string', 'null'], default: 1 } } }],
  ['# @schema\n# type: integer\n# @schema\na:', { type: ['integer', 'null'], default: null }],
];

describe('a schema made of defaults', () => {
  for (const [text, expected] of schemas) {
    it(JSON.stringify(text), () => assert.equal(JSON.stringify(of(text)), JSON.stringify(expected)));
  }

  it('describes items by all of them', () => {
    const items = of('a:\n  - name: x\n    port: 1\n  - name: y\n    path: /\n')?.items;
    assert.deepEqual(Object.keys(items?.properties ?? {}), ['name', 'port', 'path']);
  });

  it('takes a number or a text where Kubernetes does', () => {
    assert.deepEqual(of('maxUnavailable: 1', 'maxUnavailable')?.type, ['integer', 'string', 'null']);
    assert.deepEqual(of('containerPort: 80', 'containerPort')?.type, ['integer', 'string', 'null']);
  });

  it('knows keys that are commented out, without a default', () => {
    assert.deepEqual(of('x: 1\n# a: 2\n'), { type: ['number', 'string', 'null'] });
  });
});

/** A values.yaml, its key, and the Kubernetes types that the key may hold. */
const kubernetes: readonly (readonly [string, string, readonly string[]])[] = [
  ['resources: {}', 'resources', ['ResourceRequirements']],
  ['resources:', 'resources', ['ResourceRequirements']],
  ['resources:\n  limits: {cpu: 1}', 'resources', ['ResourceRequirements']],
  ['resources: {}\n  # limits:\n  #   cpu: 100m\n', 'resources', ['ResourceRequirements']],
  ['resources:\n  preset: small', 'resources', []],
  ['resources: []', 'resources', []],
  ['tolerations: []', 'tolerations', ['Toleration']],
  ['tolerations: {}', 'tolerations', []],
  ['tolerations: [{key: a, operator: Exists}]', 'tolerations', ['Toleration']],
  ['affinity: {}', 'affinity', ['Affinity']],
  ['affinity: hard', 'affinity', []],
  ['livenessProbe: {httpGet: {path: /}}', 'livenessProbe', ['Probe']],
  ['livenessProbe: {enabled: true, periodSeconds: 10}', 'livenessProbe', []],
  ['securityContext: {}', 'securityContext', ['PodSecurityContext', 'SecurityContext']],
  ['securityContext: {fsGroup: 1}', 'securityContext', ['PodSecurityContext']],
  ['securityContext: {enabled: true}', 'securityContext', []],
  ['env: []', 'env', ['EnvVar']],
  ['env: {}', 'env', []],
  ['env: {A: b}', 'env', []],
  ['updateStrategy: {type: RollingUpdate}', 'updateStrategy', ['DeploymentStrategy', 'StatefulSetUpdateStrategy']],
  ['strategy: RollingUpdate', 'strategy', []],
];

describe('keys named after a field of Kubernetes', () => {
  for (const [text, key, types] of kubernetes) {
    it(JSON.stringify(text), () => {
      const found = [...JSON.stringify(of(text, key)).matchAll(/#\/definitions\/k8s\.(\w+)/g)].map(match => match[1]);
      assert.deepEqual(found, types);
    });
  }
});
