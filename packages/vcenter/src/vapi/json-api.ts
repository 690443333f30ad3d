// The JSON encoding of the API over HTTP: /sdk/vim25/{release}/{moType}/{moId}/{member}, POST for methods, GET for
// properties. Faults are answers with status 500 and the fault as body, as in vSphere 8.0.1.
import type { Logger } from '@microsphere/process';
import {
  box,
  isManagedObjectName,
  type ManagedObjectReference,
  moRef,
  parametersFromJson,
  RELEASE,
  SESSION_HEADER,
  TypeMismatch,
  toJson,
  Vim25Fault,
} from '@microsphere/vim25';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { Call, type Services } from '../methods/call.ts';
import { fetchProperty, invoke } from '../methods/dispatch.ts';
import { fault } from '../vmodl/faults.ts';

/** Bytes of one request. */
const MAX_BODY_BYTES = 1024 * 1024;
const FAULT_STATUS = 500;

interface MemberPath {
  readonly release: string;
  readonly type: string;
  readonly id: string;
  readonly member: string;
}

const MEMBER_ROUTE = '/sdk/vim25/:release/:type/:id/:member';

export function jsonApi(services: Services, log: Logger): FastifyInstance {
  const app = Fastify({ bodyLimit: MAX_BODY_BYTES, forceCloseConnections: true });
  app.get('/health', () => ({ status: 'ok' }));
  app.post<{ Params: MemberPath }>(MEMBER_ROUTE, (request, reply) =>
    answer(request, reply, async (call, self) =>
      invoke(call, self, request.params.member, (parameters) => parametersFromJson(request.body, parameters)),
    ),
  );
  app.get<{ Params: MemberPath }>(MEMBER_ROUTE, (request, reply) =>
    answer(request, reply, async (call, self) => fetchProperty(call, self, request.params.member)),
  );
  app.setErrorHandler((error: Error & { readonly statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? FAULT_STATUS;
    if (status < FAULT_STATUS) return sendFault(reply, fault('InvalidRequest', error.message));
    log.error({ err: error }, 'a request failed');
    return sendFault(
      reply,
      fault('SystemError', 'A general system error occurred; see the log of vCenter', { reason: error.message }),
    );
  });

  async function answer(
    request: FastifyRequest<{ Params: MemberPath }>,
    reply: FastifyReply,
    perform: (call: Call, self: ManagedObjectReference) => Promise<{ value: unknown; descriptor: string } | undefined>,
  ): Promise<unknown> {
    const gone = new AbortController();
    reply.raw.on('close', () => gone.abort());
    const header = request.headers[SESSION_HEADER];
    const session = services.sessions.find(typeof header === 'string' ? header : undefined);
    const call = new Call(services, { session, signal: gone.signal, ipAddress: request.ip });
    try {
      const result = await perform(call, target(request.params));
      if (call.openedSession !== undefined) reply.header(SESSION_HEADER, call.openedSession);
      const json = encode(result);
      if (json === undefined) return reply.code(204).send();
      return reply.header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(json));
    } catch (error) {
      if (error instanceof TypeMismatch)
        return sendFault(reply, fault('InvalidArgument', error.message, { invalidProperty: error.path }));
      if (error instanceof Vim25Fault) return sendFault(reply, error);
      throw error;
    }
  }
  return app;
}

function target({ release, type, id }: MemberPath): ManagedObjectReference {
  if (release !== RELEASE)
    throw fault('InvalidRequest', `release ${release} of the API is not spoken here; it is ${RELEASE}`);
  if (!isManagedObjectName(type)) throw fault('InvalidRequest', `no managed object type "${type}"`);
  return moRef(type, id);
}

function encode(result: { readonly value: unknown; readonly descriptor: string } | undefined): unknown {
  if (!result || result.descriptor === 'void') return undefined;
  const { value, descriptor } = result;
  return toJson(descriptor === 'anyType' ? box(value, descriptor) : value, descriptor);
}

function sendFault(reply: FastifyReply, error: Vim25Fault): FastifyReply {
  const json = JSON.stringify(toJson(error.fault, 'MethodFault'));
  return reply.code(FAULT_STATUS).header('content-type', 'application/json; charset=utf-8').send(json);
}
