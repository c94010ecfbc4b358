import rule from '../../../server/src/core/rules/duration-invalid.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'certificate:\n  duration: 8760h0m0s\n  renewBefore: 360h\n',
    // Days are fine for other programs.
    'backup:\n  duration: 90d\n',
    'certificate:\n  duration: 90\n',
    'leaderElection:\n  leaseDuration: "{{ .d }}"\n',
    'tls:\n  duration: ""\n',
  ],
  invalid: [
    {
      values: yaml`
        certificates:
          server:
            duration: 90d # a quarter
        #             ^^^ 'certificates.server.duration: 90d' is no Go duration…
            renewBefore: 2 weeks
        #                ^^^^^^^ 'certificates.server.renewBefore: 2 weeks' is…
      `,
      fixed: yaml`
        certificates:
          server:
            duration: 2160h # a quarter
            renewBefore: 336h
      `,
    },
    {
      values: yaml`
        leaderElection:
          leaseDuration: 15sec
        #                ^^^^^ 'leaderElection.leaseDuration: 15sec' is no Go duration…
      `,
      fixed: yaml`
        leaderElection:
          leaseDuration: 15s
      `,
    },
    {
      values: yaml`
        tls: { duration: 1y }
        #                ^^ 'tls.duration: 1y' is…
      `,
      titles: [],
    },
  ],
});
