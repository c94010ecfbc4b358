import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasCorpus, scoreCorpus } from './score.ts';

test('recall and precision over the corpus', { skip: hasCorpus ? false : 'no corpus beside the project' }, async () => {
  const { scores } = await scoreCorpus();
  const hits = scores.reduce((sum, score) => sum + score.hits, 0);
  const missed = scores.flatMap(score => score.missed);
  const wrong = scores.flatMap(score => score.wrong);
  assert.ok(hits / (hits + missed.length) >= 0.97, `missed:\n${missed.join('\n')}`);
  assert.ok(hits / (hits + wrong.length) >= 0.99, `wrong:\n${wrong.join('\n')}`);
});
