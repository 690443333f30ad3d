// Every NATS subject is built here. Names of hosts and clusters become one token each: what a token can't hold is refused.

/** A managed-object id ("host-12"), a host name, a cluster id: one subject token. */
function token(text: string): string {
  if (!/^[A-Za-z0-9_-]+$/.test(text)) throw new RangeError(`not a NATS subject token: ${JSON.stringify(text)}`);
  return text;
}

/** A DNS name as one token: dots would split it. */
function hostNameToken(hostName: string): string {
  return token(hostName.replaceAll('.', '_'));
}

export const subjects = {
  /** A host's heartbeat to vCenter. */
  heartbeat: (moref: string) => `host.${token(moref)}.heartbeat`,
  heartbeats: 'host.*.heartbeat',
  /** A host's events. */
  event: (moref: string) => `host.${token(moref)}.event`,
  events: 'host.*.event',
  /** A request to a host, by the id that vCenter gave it. */
  request: (moref: string, method: string) => `host.${token(moref)}.${method}`,
  /** All requests of one host, for its subscription: host.<moref>.<service>.<method>. */
  requests: (moref: string) => `host.${token(moref)}.*.*`,
  /** A request to a host that vCenter has no id for yet, by its name. */
  standalone: (hostName: string, method: string) => `esx.${hostNameToken(hostName)}.${method}`,
  standaloneRequests: (hostName: string) => `esx.${hostNameToken(hostName)}.*.*`,
  /** An echo request to a name on the management network: a host's, vCenter's ("vcenter"). Answered with an empty message. */
  ping: (name: string) => `ping.${hostNameToken(name)}`,
  /** FDM agent to FDM agent. */
  fdm: (cluster: string, moref: string) => `fdm.${token(cluster)}.host.${token(moref)}`,
  /** FDM election: all agents of a cluster. */
  fdmElection: (cluster: string) => `fdm.${token(cluster)}.election`,
};
