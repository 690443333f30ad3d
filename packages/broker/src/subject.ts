// Subjects: tokens between dots. `*` stands for one token, `>` at the end for one or more. A token that only contains one of
// them among other characters ("a*") is an ordinary token, as in nats-server (server/sublist.go, IsValidSubject).

/** May this be subscribed to? */
export function isValidSubject(subject: string): boolean {
  if (subject === '' || /[\s\0]/.test(subject)) return false;
  const tokens = subject.split('.');
  return tokens.every((token, index) => token !== '' && (token !== '>' || index === tokens.length - 1));
}

/** Is this a subject without wildcards, as a message must have? */
export function isValidLiteralSubject(subject: string): boolean {
  return isValidSubject(subject) && isLiteral(subject);
}

/** Has this valid subject no wildcards? */
export function isLiteral(subject: string): boolean {
  if (!subject.includes('*') && !subject.includes('>')) return true;
  return !subject.split('.').some((token) => token === '*' || token === '>');
}

/** Does `pattern` cover the literal `subject`? Slow and plain: the sublist is tested against it. */
export function subjectMatches(pattern: string, subject: string): boolean {
  const wanted = pattern.split('.');
  const tokens = subject.split('.');
  for (const [index, token] of wanted.entries()) {
    if (token === '>') return tokens.length > index;
    if (index >= tokens.length) return false;
    if (token !== '*' && token !== tokens[index]) return false;
  }
  return wanted.length === tokens.length;
}
