// `microsphere vm answer`: the question that a virtual machine asks before it goes on, and the answer to it.
import { moRef } from '@microsphere/vim25';
import { about } from '../errors.ts';
import { Inventory } from '../inventory.ts';
import { withVcenter } from '../session.ts';
import { Failure } from '../terminal/failure.ts';

export interface Question {
  readonly vm: string;
  readonly id: string;
  readonly text: string;
  readonly choices: readonly string[];
}

/** What it asks, or a Failure: nothing. With a choice ("Retry"): answers that. */
export function answerVm(name: string, choice: string | undefined, labName?: string): Promise<Question> {
  return withVcenter(labName, async (client) => {
    const vm = moRef('VirtualMachine', (await new Inventory(client).vm(name)).moref);
    const { question } = await client.property(vm, 'runtime');
    if (!question) throw new Failure(`${name} asks nothing`);
    const { choiceInfo } = question.choice;
    const choices = choiceInfo.map(({ summary }) => summary);
    if (choice !== undefined) {
      const chosen = choiceInfo.find(({ summary }) => summary.toLowerCase() === choice.toLowerCase());
      if (!chosen) throw new Failure(`"${choice}" is no answer; there are: ${choices.join(', ')}`, { status: 2 });
      await about(name, client.call(vm, 'AnswerVM', { questionId: question.id, answerChoice: chosen.key }));
    }
    return { vm: name, id: question.id, text: question.message?.[0]?.text ?? question.text, choices };
  });
}

export function printQuestion({ vm, text, choices }: Question): string {
  return `${vm} asks: ${text}\nAnswers: ${choices.join(', ')}`;
}
