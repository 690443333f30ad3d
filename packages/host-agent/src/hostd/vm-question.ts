// The question that a virtual machine asks before it goes on: vim25 runtime.question. Its guest stands still until somebody
// answers, or its power is cut. One at a time: whoever has the same to ask meanwhile gets the same answer.
import type { pb } from '@microsphere/proto';
import { HostFault } from '../fault.ts';

export type Answer = 'retry' | 'cancel';

/** Keys and labels as ESXi has them. */
const choices: readonly {
  readonly key: string;
  readonly label: string;
  readonly summary: string;
  readonly answer: Answer;
}[] = [
  { key: '0', label: 'button.retry', summary: 'Retry', answer: 'retry' },
  { key: '1', label: 'button.abort', summary: 'Cancel', answer: 'cancel' },
];

export const OUT_OF_SPACE = 'msg.hbacommon.outofspace';

/** What ESXi asks when a disk can't grow. */
export function outOfSpaceText(disk: string): string {
  return (
    `There is no more space for virtual disk '${disk}'. You might be able to continue this session by freeing disk ` +
    'space on the relevant volume, and clicking Retry. Click Cancel to terminate this session.'
  );
}

export class VmQuestions {
  private readonly onAsked: (question: pb.IVmQuestion) => void;
  private asked = 0;
  private pending:
    | { readonly question: pb.IVmQuestion; readonly answer: Promise<Answer>; resolve(answer: Answer): void }
    | undefined;

  /** @param onAsked - somebody should be told */
  constructor(onAsked: (question: pb.IVmQuestion) => void) {
    this.onAsked = onAsked;
  }

  get question(): pb.IVmQuestion | undefined {
    return this.pending?.question;
  }

  /** Resolves when it is answered. */
  ask(messageId: string, text: string): Promise<Answer> {
    if (this.pending) return this.pending.answer;
    this.asked += 1;
    let resolve: (answer: Answer) => void = () => {};
    const answer = new Promise<Answer>((answered) => {
      resolve = answered;
    });
    const question = {
      id: String(this.asked),
      messageId,
      text,
      choices: choices.map(({ key, label, summary }) => ({ key, label, summary })),
      defaultIndex: 0,
    };
    this.pending = { question, answer, resolve };
    this.onAsked(question);
    return answer;
  }

  /** Returns what was answered. Fault: InvalidArgument. */
  answer(id: string, key: string): Answer {
    const chosen = choices.find((choice) => choice.key === key);
    if (this.pending?.question.id !== id) throw new HostFault('InvalidArgument', `questionId: no question "${id}"`);
    if (!chosen) throw new HostFault('InvalidArgument', `answerChoice: no answer "${key}"`);
    this.settle(chosen.answer);
    return chosen.answer;
  }

  /** Nobody will answer any more: the session ends. */
  cancel(): void {
    this.settle('cancel');
  }

  private settle(answer: Answer): void {
    const { pending } = this;
    this.pending = undefined;
    pending?.resolve(answer);
  }
}
