import { describe } from 'node:test';
import rule from '../../../server/src/core/rules/toleration-key-empty.ts';
import { picture, yaml } from '../../support/picture.ts';

const options = { rules: [rule] };

describe('ignore comments', () => {
  picture(
    'this line',
    yaml`
      tolerations:
        - operator: Equal # production-values-ignore toleration-key-empty
        - operator: Equal
      #   ^^^^^^^^^^^^^^^ error toleration-key-empty: 'tolerations[1]' names no taint key…
    `,
    options,
  );
  picture(
    'the next line, or the block that starts there',
    yaml`
      # production-values-ignore-next toleration-key-empty -- the operator is filled in
      a:
        tolerations:
          - effect: NoSchedule
          - effect: NoExecute
      b:
        tolerations:
          # production-values-ignore-next toleration-key-empty
          - effect: NoSchedule
          - effect: NoExecute
      #     ^^^^^^^^^^^^^^^^^ error toleration-key-empty: 'b.tolerations[1]' names…
    `,
    options,
  );
  picture(
    'the whole file',
    yaml`
      # production-values-ignore-file toleration-key-empty
      tolerations:
        - effect: NoSchedule
    `,
    options,
  );
  picture(
    'what silences nothing is reported, and so is a rule that does not exist',
    yaml`
      tolerations: [] # production-values-ignore toleration-key-empty
      #                                          ^^^^^^^^^^^^^^^^^^^^ info ignore/unused: Nothing here reports 'toleration-key-empty' any more: the comment can go.
      a: 1 # production-values-ignore no-such-rule
      #                               ^^^^^^^^^^^^ warning ignore/unknown-rule: There is no rule 'no-such-rule': this comment silences nothing…
    `,
    options,
  );
  picture(
    'text that looks like a comment is none',
    yaml`
      script: |
        # production-values-ignore toleration-key-empty
      note: "# production-values-ignore toleration-key-empty"
    `,
    options,
  );
});
