// A client of vCenter that speaks VI/JSON. It needs `fetch` and nothing else, so it works in Node.js and in browsers.
import { Vim25Fault } from './fault.ts';
import { toJson, unbox } from './json.ts';
import { PropertyWatcher, type WatchedObject } from './property-watcher.ts';
import {
  type DataObject,
  type ManagedObjectName,
  type ManagedObjectReference,
  type MethodName,
  moRef,
  type Parameters,
  type Properties,
  type PropertyName,
  type Result,
  type TypedReference,
} from './registry.ts';
import { methodsOf, RELEASE } from './schema.ts';

/** HTTP header that names a session. */
export const SESSION_HEADER = 'vmware-api-session-id';

/** No vCenter answers at the address, or not what a vCenter says. Whether a method was carried out is not known. */
export class Vim25ConnectionError extends Error {
  override readonly name = 'Vim25ConnectionError';
}

export interface Vim25ClientOptions {
  /** Where vCenter is: "http://127.0.0.1:8697". */
  readonly url: string;
  readonly fetch?: typeof fetch;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

export class Vim25Client {
  private readonly base: string;
  private readonly fetch: typeof fetch;
  private session: string | undefined;
  private content_: DataObject<'ServiceContent'> | undefined;

  constructor({ url, fetch: given }: Vim25ClientOptions) {
    this.base = `${url.replace(/\/+$/, '')}/sdk/vim25/${RELEASE}`;
    this.fetch = given ?? ((input, init) => fetch(input, init));
  }

  /** References to everything else; needs no session. */
  async content(): Promise<DataObject<'ServiceContent'>> {
    this.content_ ??= await this.call(moRef('ServiceInstance', 'ServiceInstance'), 'RetrieveServiceContent', {});
    return this.content_;
  }

  /** Throws Vim25Fault InvalidLogin. */
  async login(userName: string, password: string): Promise<DataObject<'UserSession'>> {
    const { sessionManager } = await this.content();
    return this.call(known(sessionManager, 'SessionManager'), 'Login', { userName, password });
  }

  async logout(): Promise<void> {
    const { sessionManager } = await this.content();
    await this.call(known(sessionManager, 'SessionManager'), 'Logout', {});
    this.session = undefined;
  }

  /** Calls a method. Throws Vim25Fault, Vim25ConnectionError, or the reason of an aborted signal. */
  async call<N extends ManagedObjectName, M extends MethodName<N>>(
    object: TypedReference<N>,
    method: M,
    parameters: Parameters<N, M>,
    options: CallOptions = {},
  ): Promise<Result<N, M>> {
    const table = methodsOf(object.type).get(method);
    if (!table) throw new TypeError(`${object.type} has no method ${method}`);
    const given: Readonly<Record<string, unknown>> = { ...parameters };
    const body: Record<string, unknown> = {};
    for (const [name, descriptor] of Object.entries(table.parameters)) {
      const encoded = toJson(given[name], descriptor);
      if (encoded !== undefined) body[name] = encoded;
    }
    return (await this.request('POST', object, method, body, options)) as Result<N, M>;
  }

  /** Reads one property. Throws like `call`; Vim25Fault InvalidProperty for a name that the type does not have. */
  async property<N extends ManagedObjectName, P extends PropertyName<N>>(
    object: TypedReference<N>,
    property: P,
    options: CallOptions = {},
  ): Promise<Properties<N>[P & keyof Properties<N>]> {
    const value = await this.request('GET', object, property, undefined, options);
    return value as Properties<N>[P & keyof Properties<N>];
  }

  private async request(
    verb: 'GET' | 'POST',
    { type, value }: ManagedObjectReference,
    member: string,
    body: unknown,
    { signal }: CallOptions,
  ): Promise<unknown> {
    const url = `${this.base}/${type}/${encodeURIComponent(value)}/${member}`;
    const headers: Record<string, string> = { accept: 'application/json' };
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (this.session) headers[SESSION_HEADER] = this.session;
    let response: Response;
    let text: string;
    try {
      response = await this.fetch(url, {
        method: verb,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(signal ? { signal } : {}),
      });
      text = await response.text();
    } catch (cause) {
      signal?.throwIfAborted();
      throw new Vim25ConnectionError(`vCenter does not answer at ${url}`, { cause });
    }
    this.session = response.headers.get(SESSION_HEADER) ?? this.session;
    const json = text === '' ? undefined : parse(text, url);
    if (response.ok) return unbox(json);
    const fault = unbox(json) as Partial<DataObject<'MethodFault'>> | undefined;
    if (typeof fault?._typeName !== 'string')
      throw new Vim25ConnectionError(`${url}: status ${response.status}, and no vim25 fault`);
    throw new Vim25Fault(fault as DataObject<'MethodFault'>);
  }

  /**
   * Waits until a task has ended and returns its info (`result` in it). Throws the task's fault as Vim25Fault.
   * `onProgress` is told per cent, and everything else that the task says of itself.
   */
  async waitForTask(
    task: ManagedObjectReference,
    onProgress?: (percent: number, info: DataObject<'TaskInfo'>) => void,
    options: CallOptions = {},
  ): Promise<DataObject<'TaskInfo'>> {
    const watcher = await PropertyWatcher.ofObject(this, known(task, 'Task'), ['info'], options);
    try {
      for (;;) {
        for (const { properties } of (await watcher.next(options)).values()) {
          const { info } = properties;
          if (!info) continue;
          if (info.state === 'success') return info;
          if (info.state === 'error')
            throw info.error
              ? new Vim25Fault(info.error.fault, info.error.localizedMessage)
              : new Vim25ConnectionError(`task ${info.key} failed and has no error`);
          if (info.progress !== undefined) onProgress?.(info.progress, info);
        }
      }
    } finally {
      await watcher.close();
    }
  }

  /** The objects of a type below a container (the root folder), with some of their properties by path. */
  async retrieve<N extends ManagedObjectName, P extends string>(
    type: N,
    paths: readonly P[],
    { container, ...options }: CallOptions & { readonly container?: ManagedObjectReference } = {},
  ): Promise<WatchedObject<N, P>[]> {
    const watcher = await PropertyWatcher.ofContainer(this, { type, paths, container }, options);
    try {
      return [...(await watcher.next(options)).values()];
    } finally {
      await watcher.close();
    }
  }

  /**
   * Calls `onChange` with all objects of a type, by id, at once and again whenever something about them changed; resolves
   * when `signal` is aborted. Throws when the connection or the session is lost.
   */
  async watch<N extends ManagedObjectName, P extends string>(
    type: N,
    paths: readonly P[],
    onChange: (objects: ReadonlyMap<string, WatchedObject<N, P>>) => void,
    signal: AbortSignal,
  ): Promise<void> {
    let watcher: PropertyWatcher<N, P> | undefined;
    try {
      watcher = await PropertyWatcher.ofContainer(this, { type, paths }, { signal });
      while (!signal.aborted) onChange(await watcher.next({ signal }));
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      await watcher?.close();
    }
  }
}

/** A reference of the type that it must have. */
export function known<N extends ManagedObjectName>(
  reference: ManagedObjectReference | undefined,
  type: N,
): TypedReference<N> {
  if (reference?.type !== type) throw new TypeError(`not a reference to a ${type}: ${reference?.type}`);
  return reference as TypedReference<N>;
}

function parse(text: string, url: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Vim25ConnectionError(`${url} did not answer with JSON`, { cause });
  }
}
