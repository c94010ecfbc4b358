import rule from '../../../server/src/core/rules/image-digest-missing.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'image:\n  tag: a@sha256:0123456789abcdef0123456789abcdef\n',
    'image:\n  tag: ""\n',
    'image: nginx:1.27@sha256:0123456789abcdef0123456789abcdef\n',
    'image: "{{ .image }}"\n',
  ],
  invalid: [
    yaml`
      image:
        tag: 1.27.3
      #      ^^^^^^ 'image.tag' has no digest: its tag may be moved to another build.
    `,
    yaml`
      hook: { image: "a/b:1" }
      #              ^^^^^^^ 'hook.image' has no digest…
    `,
    yaml`
      imageTag: v1
      #         ^^ 'imageTag' has no digest…
    `,
  ],
});
