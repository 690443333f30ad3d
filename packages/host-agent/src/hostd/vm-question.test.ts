import { expect, it } from 'vitest';
import { OUT_OF_SPACE, outOfSpaceText, VmQuestions } from './vm-question.ts';

it('asks one question at a time, and takes the answer to that one only', async () => {
  const asked: string[] = [];
  const questions = new VmQuestions(({ id, text }) => asked.push(`${id} ${text}`));
  const first = questions.ask(OUT_OF_SPACE, outOfSpaceText('web.vmdk'));
  const second = questions.ask(OUT_OF_SPACE, outOfSpaceText('other.vmdk'));
  expect(asked).toEqual([`1 ${outOfSpaceText('web.vmdk')}`]);
  expect(questions.question).toMatchObject({
    id: '1',
    messageId: 'msg.hbacommon.outofspace',
    choices: [
      { key: '0', summary: 'Retry' },
      { key: '1', summary: 'Cancel' },
    ],
  });
  expect(() => questions.answer('2', '0')).toThrow('no question "2"');
  expect(() => questions.answer('1', '2')).toThrow('no answer "2"');
  expect(questions.answer('1', '0')).toBe('retry');
  expect(await Promise.all([first, second])).toEqual(['retry', 'retry']);
  expect(questions.question).toBeUndefined();
  expect(() => questions.answer('1', '0')).toThrow('no question "1"');
});

it('is over with the session', async () => {
  const questions = new VmQuestions(() => {});
  const answer = questions.ask(OUT_OF_SPACE, '');
  questions.cancel();
  questions.cancel();
  expect(await answer).toBe('cancel');
  void questions.ask(OUT_OF_SPACE, '');
  expect(questions.question?.id).toBe('2');
});
