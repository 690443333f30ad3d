// A guest has stopped by itself. What becomes of its virtual machine: it starts again, or it is off, and vSphere HA starts it
// elsewhere unless somebody wanted that.
import type { StopReason } from '@microsphere/machine';

export type AfterStop =
  | { readonly kind: 'restart' }
  /** `clean`: it is wanted. */
  | { readonly kind: 'halt'; readonly clean: boolean; readonly because: string };

/** `askedByHa`: vSphere HA has asked it to shut down, and nobody else wants it to be off. */
export function afterStop(reason: StopReason, { askedByHa }: { readonly askedByHa: boolean }): AfterStop {
  const halt = (because: string, { clean }: { readonly clean: boolean }) => ({ kind: 'halt', clean, because }) as const;
  if (reason.kind === 'reset') return { kind: 'restart' };
  if (reason.kind === 'failure') return halt(`failed: ${reason.message}`, { clean: false });
  if (reason.code !== 0) return halt(`ended with code ${reason.code} of its guest`, { clean: false });
  if (askedByHa) return halt('was shut down by its guest, because vSphere HA has asked it to', { clean: false });
  return halt('was shut down by its guest', { clean: true });
}
