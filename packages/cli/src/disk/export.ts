// `microsphere disk export`: a virtual disk as a file that other tools read.
import type { ImageFormat } from '@microsphere/vmfs';
import { formatDatastorePath, parseDatastorePath } from '../datastore/datastore-path.ts';
import { withDatastore } from '../datastore/open-datastore.ts';
import { interruption } from '../terminal/interruption.ts';
import { Progress } from '../terminal/progress.ts';
import { ImageWriter, refuseExisting } from './image-writer.ts';
import { Pipeline, Transfer } from './transfer.ts';
import { TRANSFER_BYTES, VolumeDisk } from './volume-disk.ts';

export interface ExportResult {
  readonly disk: string;
  readonly file: string;
  readonly format: ImageFormat;
  readonly capacityBytes: number;
  /** In grains of 64 KiB that are not all zeros. */
  readonly dataBytes: number;
  readonly fileBytes: number;
}

/** Throws a Failure, or what failureOf knows; then no file is left. */
export async function exportDisk(options: {
  /** "[datastore1] web/web.vmdk" */
  readonly disk: string;
  readonly file: string;
  readonly format: ImageFormat;
  readonly labName: string | undefined;
}): Promise<ExportResult> {
  const { file, format, labName } = options;
  const place = parseDatastorePath(options.disk);
  await refuseExisting(file);
  const progress = new Progress();
  const interrupted = interruption();
  const name = formatDatastorePath(place);
  try {
    return await withDatastore({ labName, datastore: place.datastore, command: 'disk-export' }, async (datastore) => {
      const disk = await VolumeDisk.open(datastore, place.path);
      try {
        const { capacityBytes, cid, adapterType } = disk;
        const writer = await ImageWriter.create({ path: file, format, capacityBytes, cid, adapterType });
        const transfer = new Transfer({ progress, interrupted, what: `exporting ${name}`, totalBytes: capacityBytes });
        const reads = new Pipeline<{ offset: number; bytes: Uint8Array }>(async ({ offset, bytes }) => {
          transfer.at(offset);
          await writer.write(offset, bytes);
        });
        try {
          for (let offset = 0; offset < capacityBytes; offset += TRANSFER_BYTES) {
            const length = Math.min(TRANSFER_BYTES, capacityBytes - offset);
            await reads.add(disk.read(offset, length).then((bytes) => ({ offset, bytes })));
          }
          await reads.drain();
          const fileBytes = await writer.commit();
          return { disk: name, file, format, capacityBytes, dataBytes: writer.dataBytes, fileBytes };
        } catch (error) {
          await reads.settle();
          await writer.abandon();
          throw error;
        }
      } finally {
        await disk.close();
      }
    });
  } finally {
    progress.done();
  }
}
