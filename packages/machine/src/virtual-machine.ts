/**
 * One virtual machine of a host, as the main thread sees it.
 */
import type { CapturedState, VmStatistics } from './contract.ts';

export class VirtualMachine {
  /** Lets it run for the first time. */
  start(): void {
    throw new Error('not built yet');
  }

  /** Stuns it: resolves when no pCPU executes it and none will before `resume()`. Requests in flight stay so and may be completed. */
  pause(): Promise<void> {
    throw new Error('not built yet');
  }

  /** Ends a pause. The guest's clock goes on from where it stood. */
  resume(): void {
    throw new Error('not built yet');
  }

  /** Stops it, forgets its requests and gives its memory back. The sink hears nothing more from it. Idempotent. */
  destroy(): Promise<void> {
    throw new Error('not built yet');
  }

  /** Hands it an Ethernet frame of at most 1514 bytes; lost, as on a wire, when the guest has no buffer for it. */
  sendFrame(_frame: Uint8Array): void {
    throw new Error('not built yet');
  }

  /** Types on its console. Kept until the guest takes it. */
  writeConsole(_bytes: Uint8Array): void {
    throw new Error('not built yet');
  }

  /** Sends to the guest tools. Kept until the guest takes it. */
  writeTools(_bytes: Uint8Array): void {
    throw new Error('not built yet');
  }

  /** Guest instructions since power-on. */
  get instructions(): number {
    throw new Error('not built yet');
  }

  get memorySizeBytes(): number {
    throw new Error('not built yet');
  }

  statistics(): VmStatistics {
    throw new Error('not built yet');
  }

  /** Changes what it may have of the pCPUs while it runs; what is not named stays. */
  setScheduling(_scheduling: { shares?: number; limitMhz?: number | null; reservationMhz?: number }): void {
    throw new Error('not built yet');
  }

  /** The whole state: processor, devices, requests in flight and all pages that are not zero. Paused machines only. */
  capture(): CapturedState {
    throw new Error('not built yet');
  }

  /** As `capture`, without the pages: what vMotion sends last. Paused machines only. */
  captureWithoutPages(): CapturedState {
    throw new Error('not built yet');
  }

  /** Puts a state into this machine, which must be paused or not yet started; pages that the state does not carry stay as they are. */
  restore(_state: CapturedState): void {
    throw new Error('not built yet');
  }

  /** Starts (or restarts) counting from here: pages written after this call are dirty. Stuns the machine for an instant. */
  clearDirty(): Promise<void> {
    throw new Error('not built yet');
  }

  /** The numbers of the guest pages written since the last call or `clearDirty()`, and forgets them. Stuns the machine for an instant unless it is paused. */
  takeDirtyPages(): Promise<Uint32Array> {
    throw new Error('not built yet');
  }

  /** A copy of guest page `page` (0 is the first page of RAM), 4096 bytes; may be torn while the guest runs. */
  readPage(_page: number): Uint8Array {
    throw new Error('not built yet');
  }

  /** Fills guest page `page`. Paused or not yet started machines only. */
  writePage(_page: number, _bytes: Uint8Array): void {
    throw new Error('not built yet');
  }
}
