import assert from 'node:assert/strict';

/** Each case gets a fresh page on a fresh copy of an example. */
export const cases = [
  {
    name: 'a person sees which product a file is for',
    example: 'spaces',
    async run(person) {
      await person.open('values.yaml');
      assert.match(await person.status(), /Spaces/);
      await person.picture('status.png');
    },
  },
];
