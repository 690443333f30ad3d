// What a process of a host does one thing after the other, on virtual time: a coroutine that waits for what it is told, as an async
// function does in a real process, without a promise, so that a schedule is the same each time.

/** What came of something. */
export type Outcome<T> = { readonly value: T } | { readonly error: Error };

/** Tells once what came of it. */
export type Wait<T> = (told: (outcome: Outcome<T>) => void) => void;

export type Routine<T> = Generator<(resume: () => void) => void, T, void>;

/** Throws what it is told as an error. What it is told afterwards, as of a promise, is nothing any more. */
export function* outcomeOf<T>(wait: Wait<T>): Routine<T> {
  let outcome: Outcome<T> | undefined;
  yield (resume) =>
    wait((told) => {
      if (outcome) return;
      outcome = told;
      resume();
    });
  if (!outcome) throw new Error('a routine went on before it was told anything');
  if ('error' in outcome) throw outcome.error;
  return outcome.value;
}

/** Goes on as far as it can. What `isExpected` is not, is thrown: a broken assumption. */
export function begin<T>(
  routine: Routine<T>,
  isExpected: (error: unknown) => error is Error,
  done: (outcome: Outcome<T>) => void,
): void {
  const goOn = (): void => {
    let step: IteratorResult<(resume: () => void) => void, T>;
    try {
      step = routine.next();
    } catch (error) {
      if (!isExpected(error)) throw error;
      done({ error });
      return;
    }
    if (step.done) done({ value: step.value });
    else step.value(goOn);
  };
  goOn();
}
