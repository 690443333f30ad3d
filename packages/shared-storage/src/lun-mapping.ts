// Which logical units initiators see. One that was unmapped is gone for them (LOGICAL UNIT NOT SUPPORTED: permanent device
// loss) until it is mapped again; its data stays. That it is unmapped is a marker file beside its own, so a restart of the
// array doesn't bring it back.
import { closeSync, existsSync, fsyncSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export class LunMapping {
  private readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
  }

  isMapped(name: string): boolean {
    return !existsSync(this.marker(name));
  }

  /** On stable storage when this returns. */
  setMapped(name: string, mapped: boolean): void {
    if (mapped) rmSync(this.marker(name), { force: true });
    else closeSync(openSync(this.marker(name), 'w'));
    const directory = openSync(this.directory, 'r');
    try {
      fsyncSync(directory);
    } finally {
      closeSync(directory);
    }
  }

  private marker(name: string): string {
    return join(this.directory, `${name}.unmapped`);
  }
}
