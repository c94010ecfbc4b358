import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RE2JS } from 're2js';
import type { Form } from '../../../server/src/core/product/table.ts';
import { checkForm, FORMS, formPattern } from '../../../server/src/core/schema/forms.ts';

/** Good and bad values of each form, by the grammars of Kubernetes, Go, Prometheus, OCI and cron. */
const VALUES: Readonly<Record<Form, { good: readonly (string | number)[]; bad: readonly (string | number)[] }>> = {
  quantity: {
    good: ['500m', '1.5Gi', '1e3', '.5', '5.', '-1', 2, 0.5, '1.073741824e+09', '8E'],
    bad: ['1gb', '1 Gi', '1K', '1e', '1.5.5', '50%', '1GiB', '1e3Mi'],
  },
  'go-duration': {
    good: ['30s', '1h30m', '1.5h', '8760h0m0s', '0', '.5s', '100us', '-1m', 0],
    bad: ['30', '1d', '1H', '30 s', 30, 's'],
  },
  'prometheus-duration': {
    good: ['30s', '5m30s', '1d', '0', '1h30m', '100ms', 0],
    bad: ['1.5h', '30', '30s5m', '-1m', 30],
  },
  percentage: { good: ['25%', '0%', '100%'], bad: ['25.5%', '25 %', '%', '25', 25] },
  'int-or-percentage': { good: [1, 0, '50%', '2'], bad: [0.5, -1, '25.5%', '%', 'half'] },
  port: { good: [443, 65535, 0, '8080', 'http'], bad: [65536, -1, 80.5, '70000', 'HTTP', 'a_b'] },
  'dns-name': {
    good: ['spaces.example.com', 'localhost', '*.example.com', '10.0.0.1'],
    bad: ['https://example.com', 'example.com:443', 'Example.com', 'a..b', '-a.b', 'a_b.c', `${'a'.repeat(64)}.b`],
  },
  url: { good: ['https://example.com', 'postgres://u@h:1/db'], bad: ['example.com', 'https://', 'https:// x', '//x'] },
  'host-port': {
    good: ['db.example.com:5432', 'spaces-apollo-pg-rw:5432', '[::1]:5432', 'db'],
    bad: ['postgres://db:5432', 'db:5432/name', 'db:port', 'db:70000'],
  },
  image: {
    good: ['nginx', 'ghcr.io/cloudnative-pg/postgresql:16', 'localhost:5000/a/b:1', `a@sha256:${'0'.repeat(64)}`],
    bad: ['Nginx', 'a b', 'a:', 'a@sha256:1', 'https://a/b'],
  },
  'image-tag': {
    good: ['v1.2.3', '16', 'distroless-v1.38.3', `1.0@sha256:${'a'.repeat(64)}`],
    bad: [':v1', 'a b', '-a', 'a/b', 'x'.repeat(129)],
  },
  cron: {
    good: ['*/15 * * * *', '0 0 1,15 * MON-FRI', '@daily', 'TZ=UTC 0 0 * * *', '@every 1h'],
    bad: ['* * * *', '* * * * * *', '@sometimes', 'daily'],
  },
  'label-key': {
    good: ['app', 'app.kubernetes.io/name', 'a.b/C_d'],
    bad: ['/a', 'a/', 'a/b/c', 'A.b/c', '-a', 'a'.repeat(64)],
  },
  'label-value': { good: ['etcd', 'v1.2_3', 'a'.repeat(63)], bad: ['a b', '-a', 'a-', 'a/b', 'a'.repeat(64)] },
  cidr: {
    good: ['10.0.0.0/8', '0.0.0.0/0', '2001:db8::/32'],
    bad: ['10.0.0.0', '10.0.0.0/33', '256.0.0.0/8', '10.0.0/8'],
  },
  ip: { good: ['10.0.0.1', '::1', '2001:db8::1'], bad: ['10.0.0', '256.1.1.1', 'localhost', '10.0.0.1/8'] },
};

for (const form of Object.keys(VALUES) as Form[]) {
  test(`form ${form}`, () => {
    const pattern = RE2JS.compile(formPattern(form));
    for (const value of [...VALUES[form].good, '', `\${FROM_THE_SHELL}`, '<yours>', '{{ .Values.x }}']) {
      assert.equal(checkForm(form, value), undefined, JSON.stringify(value));
      if (typeof value === 'string') assert.ok(pattern.matcher(value).find(), `pattern: ${value}`);
    }
    for (const value of VALUES[form].bad) {
      const message = checkForm(form, value);
      assert.equal(message, `${JSON.stringify(value)} is not ${FORMS[form].name}: ${FORMS[form].expected}`);
    }
  });
}

test('long texts are judged in no time', () => {
  for (const form of Object.keys(VALUES) as Form[]) {
    const before = performance.now();
    for (const text of [
      '1h'.repeat(2000),
      'a-'.repeat(2000),
      `${'a.'.repeat(2000)}!`,
      '9'.repeat(4000),
      `${'0:'.repeat(1900)}x`,
    ])
      checkForm(form, text);
    assert.ok(performance.now() - before < 200, form);
  }
});
