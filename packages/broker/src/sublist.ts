// Who gets a message: a trie of subject tokens in which each node keeps the subscriptions that end there, and a cache of
// whole answers. A subscription to a literal subject spoils one cached answer, one with wildcards those that it covers, so
// that requests with an inbox of their own don't empty the cache. (The design is nats-server's server/sublist.go.)
import { isLiteral, subjectMatches } from './subject.ts';

export interface SublistEntry {
  readonly subject: string;
  /** Members of a queue group share its messages: each goes to one of them. */
  readonly queue?: string | undefined;
}

/** The subscriptions of one subject. Never changed once it has been handed out. */
export interface Matches<S> {
  readonly plain: readonly S[];
  /** The members of each queue group. */
  readonly queues: readonly (readonly S[])[];
}

interface Node<S> {
  readonly children: Map<string, Node<S>>;
  readonly plain: Set<S>;
  readonly queues: Map<string, Set<S>>;
}

function newNode<S>(): Node<S> {
  return { children: new Map(), plain: new Set(), queues: new Map() };
}

function isEmpty<S>(node: Node<S>): boolean {
  return node.children.size === 0 && node.plain.size === 0 && node.queues.size === 0;
}

/** Nothing that a valid subject could be split into. */
const nobody = { plain: [], queues: [] };

export class Sublist<S extends SublistEntry> {
  private readonly root = newNode<S>();
  private readonly cache = new Map<string, Matches<S>>();
  private readonly maxCachedSubjects: number;
  private count = 0;

  constructor(maxCachedSubjects: number) {
    this.maxCachedSubjects = maxCachedSubjects;
  }

  /** How many subscriptions there are. */
  get size(): number {
    return this.count;
  }

  get cachedSubjects(): number {
    return this.cache.size;
  }

  /** Adds a subscription; its subject is valid. */
  insert(subscription: S): void {
    let node = this.root;
    for (const token of subscription.subject.split('.')) {
      let next = node.children.get(token);
      if (!next) {
        next = newNode();
        node.children.set(token, next);
      }
      node = next;
    }
    if (subscription.queue === undefined) {
      node.plain.add(subscription);
    } else {
      const members = node.queues.get(subscription.queue);
      if (members) members.add(subscription);
      else node.queues.set(subscription.queue, new Set([subscription]));
    }
    this.count++;
    this.spoil(subscription.subject);
  }

  /** Removes a subscription that was inserted; says whether it was there. */
  remove(subscription: S): boolean {
    const path: { parent: Node<S>; token: string; node: Node<S> }[] = [];
    let node = this.root;
    for (const token of subscription.subject.split('.')) {
      const next = node.children.get(token);
      if (!next) return false;
      path.push({ parent: node, token, node: next });
      node = next;
    }
    if (subscription.queue === undefined) {
      if (!node.plain.delete(subscription)) return false;
    } else {
      const members = node.queues.get(subscription.queue);
      if (!members?.delete(subscription)) return false;
      if (members.size === 0) node.queues.delete(subscription.queue);
    }
    for (const step of path.reverse()) {
      if (!isEmpty(step.node)) break;
      step.parent.children.delete(step.token);
    }
    this.count--;
    this.spoil(subscription.subject);
    return true;
  }

  /** The subscriptions that cover a literal subject. */
  match(subject: string): Matches<S> {
    const known = this.cache.get(subject);
    if (known) return known;
    const tokens = subject.split('.');
    if (tokens.includes('')) return nobody;
    const plain: S[] = [];
    const queues = new Map<string, S[]>();
    const take = (node: Node<S>) => {
      for (const subscription of node.plain) plain.push(subscription);
      for (const [queue, members] of node.queues) {
        const others = queues.get(queue);
        if (others) others.push(...members);
        else queues.set(queue, [...members]);
      }
    };
    const descend = (node: Node<S>, depth: number) => {
      if (depth === tokens.length) {
        take(node);
        return;
      }
      const rest = node.children.get('>');
      if (rest) take(rest);
      const any = node.children.get('*');
      if (any) descend(any, depth + 1);
      const token = tokens[depth]!;
      // A message to "a.*" is for those who cover it, not for a subscription spelt alike; and it is cached as such.
      const same = token === '*' || token === '>' ? undefined : node.children.get(token);
      if (same) descend(same, depth + 1);
    };
    descend(this.root, 0);
    const matches: Matches<S> = { plain, queues: [...queues.values()] };
    if (this.cache.size >= this.maxCachedSubjects) {
      const [oldest] = this.cache.keys();
      if (oldest !== undefined) this.cache.delete(oldest);
    }
    this.cache.set(subject, matches);
    return matches;
  }

  private spoil(subject: string): void {
    if (isLiteral(subject)) {
      this.cache.delete(subject);
      return;
    }
    for (const cached of this.cache.keys()) if (subjectMatches(subject, cached)) this.cache.delete(cached);
  }
}
