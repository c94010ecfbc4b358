import { parseGoDuration } from '../kit/duration.ts';
import { asGoDuration } from '../rule/go-durations.ts';
import { ownScalars } from '../rule/own-values.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

/** Where cert-manager and controllers of its kind read Go durations. */
const certificates = /cert|tls|issuer|webhook|pki|^ca$|selfSigned/i;
/** Flags of leader election, which Go programs read. */
const election = ['leaseDuration', 'renewDeadline', 'retryPeriod'];

export default defineRule({
  id: 'duration-invalid',
  meta: {
    summary: 'Write durations of certificates and controllers as Go reads them.',
    why: 'Go knows hours, minutes and seconds, but no days: cert-manager rejects the certificate with `90d`, and a controller ends at the flag.',
    remedy: 'Write hours: 90 days are `2160h`.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      invalid: "'{path}: {value}' is no Go duration, which has h, m and s but no days: it is rejected.",
    },
    examples: {
      bad: 'certificate:\n  duration: 90d\n  renewBefore: 360h\n',
      good: 'certificate:\n  duration: 2160h\n  renewBefore: 360h\n',
    },
    sources: ['https://pkg.go.dev/time#ParseDuration', 'https://cert-manager.io/docs/usage/certificate/'],
    covers: ['S4-20'],
    fix: 'safe',
    replaces: ['schema/pattern'],
  },
  *check(context) {
    const found = [
      ...ownScalars(context, ['duration', 'renewBefore']).filter(({ path }) =>
        path.slice(0, -1).some(segment => certificates.test(String(segment))),
      ),
      ...ownScalars(context, election),
    ];
    for (const { path, value } of found) {
      // Without a unit it may be a number of something that the template knows.
      if (
        typeof value !== 'string' ||
        !/^\d+(?:\.\d+)?\s*[A-Za-z]+$/.test(value) ||
        parseGoDuration(value) !== undefined
      ) {
        continue;
      }
      const right = asGoDuration(value);
      yield {
        path,
        message: 'invalid',
        data: { path: formatPath(path), value },
        fixes: () =>
          right === undefined
            ? []
            : [{ title: `Write ${right}`, safety: 'safe', operations: [{ op: 'set', path, value: right }] }],
      };
    }
  },
});
