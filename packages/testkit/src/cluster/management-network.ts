// The management network of a cluster: one broker, or two that are joined by a route which can be cut, so that those who are
// connected to one hear nothing of those who are connected to the other.
import { Link } from '../link.ts';
import { NatsServer } from '../nats-server.ts';
import { TestProcess } from '../test-process.ts';

export class ManagementNetwork {
  /** Where clients of each side connect. */
  readonly sides: readonly string[];
  private readonly route: Link | undefined;

  private constructor(sides: readonly string[], route?: Link) {
    this.sides = sides;
    this.route = route;
  }

  /** Two sides need nats-server. */
  static async start(options: { readonly partitionable: boolean }): Promise<ManagementNetwork> {
    if (!options.partitionable) {
      const { url } = await new TestProcess('broker', { listen: '127.0.0.1:0' }).ready();
      return new ManagementNetwork([String(url)]);
    }
    const a = await NatsServer.start('side-a');
    const route = await Link.open(a.routeUrl);
    const b = await NatsServer.start('side-b', route.url);
    return new ManagementNetwork([a.url, b.url], route);
  }

  private get joined(): Link {
    if (!this.route) throw new Error('this management network has one side only');
    return this.route;
  }

  partition(): void {
    this.joined.pull();
  }

  heal(): void {
    this.joined.plug();
  }
}
