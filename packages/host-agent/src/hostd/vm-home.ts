// Where the files of a virtual machine are. All of it that does something with them asks here, because a Storage vMotion takes
// them elsewhere while it runs.
import type { VmDatastore } from './vm-surroundings.ts';

export class VmHome {
  private datastore_: VmDatastore;
  private path_: string;

  /** @param path - of the .vmx: "/web/web.vmx" */
  constructor(datastore: VmDatastore, path: string) {
    this.datastore_ = datastore;
    this.path_ = path;
  }

  get datastore(): VmDatastore {
    return this.datastore_;
  }

  get path(): string {
    return this.path_;
  }

  /** "[datastore1] web/web.vmx" */
  get vmxPath(): string {
    return `[${this.datastore_.name}] ${this.path_.slice(1)}`;
  }

  moveTo(datastore: VmDatastore, path: string): void {
    this.datastore_ = datastore;
    this.path_ = path;
  }
}
