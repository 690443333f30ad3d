// A health provider, as hardware vendors bring one along for proactive HA: it watches one fan of each host.
import { type DataObject, known, type TypedReference, type Vim25Client } from '@microsphere/vim25';

const FAN = 'fan';

export class HealthProvider {
  readonly id: string;
  readonly manager: TypedReference<'HealthUpdateManager'>;
  private readonly client: Vim25Client;
  private posted = 0;

  private constructor(client: Vim25Client, manager: TypedReference<'HealthUpdateManager'>, id: string) {
    this.client = client;
    this.manager = manager;
    this.id = id;
  }

  static async register(
    client: Vim25Client,
    entities: readonly TypedReference<'HostSystem'>[],
  ): Promise<HealthProvider> {
    const manager = known((await client.content()).healthUpdateManager, 'HealthUpdateManager');
    const fan = { _typeName: 'HealthUpdateInfo', id: FAN, componentType: 'Fan', description: 'a fan' } as const;
    const registered = { name: 'vendor', healthUpdateInfo: [fan] };
    const providerId = await client.call(manager, 'RegisterHealthUpdateProvider', registered);
    await client.call(manager, 'AddMonitoredEntities', { providerId, entities });
    return new HealthProvider(client, manager, providerId);
  }

  /** Says how the fan of a host is. Faults: InvalidArgument for a host that is not watched. */
  async post(entity: TypedReference<'HostSystem'>, status: DataObject<'HealthUpdate'>['status']): Promise<void> {
    this.posted += 1;
    const update = {
      _typeName: 'HealthUpdate',
      entity,
      healthUpdateInfoId: FAN,
      id: String(this.posted),
      status,
      remediation: 'Replace it',
    } as const;
    await this.client.call(this.manager, 'PostHealthUpdates', { providerId: this.id, updates: [update] });
  }
}
