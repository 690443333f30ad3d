// What vSphere HA does with a virtual machine: it resets one that hangs, shuts down or cuts off one whose host is isolated or has
// lost its storage. Off is off whoever did it, so that `powerOff` and `terminate` may be asked for again; neither counts as
// wanted, so that the VM is restarted elsewhere.
import type { VmAction } from '@microsphere/fdm';
import type { ConsoleBuffer } from './console-buffer.ts';
import type { RequestQueue } from './request-queue.ts';
import type { VmHome } from './vm-home.ts';
import type { VmPower } from './vm-power.ts';
import type { VmQuestions } from './vm-question.ts';
import { saveScreenshot } from './vm-screenshot.ts';

/** What came of an action of vSphere HA. */
export interface HaActionResult {
  /** Of a reset: where what the console showed before was kept. */
  readonly screenshotPath?: string;
}

export interface HaActionsOptions {
  readonly home: VmHome;
  readonly power: VmPower;
  readonly questions: Pick<VmQuestions, 'cancel'>;
  readonly queue: Pick<RequestQueue, 'request' | 'exclusively'>;
  readonly console: ConsoleBuffer;
  readonly shutdownGuest: () => void;
  /** Its guest was reset. */
  readonly onReset: () => void;
  readonly warn: (error: unknown) => void;
}

export class HaActions {
  private readonly options: HaActionsOptions;

  constructor(options: HaActionsOptions) {
    this.options = options;
  }

  /** Faults: InvalidPowerState for a reset of a VM that is off, ToolsUnavailable, ... */
  async act(action: VmAction, because: string): Promise<HaActionResult> {
    if (action === 'shutdownGuest') this.options.shutdownGuest();
    else if (action === 'reset') return await this.reset(because);
    else await this.powerOff(action, because);
    return {};
  }

  private reset(because: string): Promise<HaActionResult> {
    const { questions, queue, power, onReset } = this.options;
    questions.cancel();
    return queue.request(async () => {
      power.mustBeOn();
      const screenshotPath = await this.screenshot();
      await power.restart(because);
      onReset();
      return screenshotPath === undefined ? {} : { screenshotPath };
    });
  }

  /** A guest that hangs is reset with or without it. */
  private async screenshot(): Promise<string | undefined> {
    const { home, console, warn } = this.options;
    try {
      return await saveScreenshot(home.datastore, home.path, console.history());
    } catch (error) {
      warn(error);
      return undefined;
    }
  }

  /** Storage that does not answer is not waited for: a termination never does, because that is what it is for. */
  private async powerOff(action: 'powerOff' | 'terminate', because: string): Promise<void> {
    const { questions, queue, power } = this.options;
    questions.cancel();
    if (action === 'terminate') void power.release.abandon();
    else power.release.hurry();
    await queue.exclusively(async () => {
      if (power.on) await power.halt({ clean: false, because });
    });
  }
}
