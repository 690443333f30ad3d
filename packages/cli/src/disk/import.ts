// `microsphere disk import`: a file as a virtual disk on a datastore.
import type { ImageFormat, Provisioning } from '@microsphere/vmfs';
import { formatDatastorePath, parseDatastorePath } from '../datastore/datastore-path.ts';
import { withDatastore } from '../datastore/open-datastore.ts';
import { Failure, tell } from '../terminal/failure.ts';
import { interruption } from '../terminal/interruption.ts';
import { Progress } from '../terminal/progress.ts';
import { ImageFile, type imageFormats } from './image-file.ts';
import { Joiner, Pipeline, Transfer } from './transfer.ts';
import { NewVolumeDisk, TRANSFER_BYTES } from './volume-disk.ts';

export interface ImportResult {
  readonly file: string;
  readonly disk: string;
  readonly format: ImageFormat;
  readonly capacityBytes: number;
  /** Written to the datastore; the rest is zeros. */
  readonly dataBytes: number;
}

/** Throws a Failure, or what failureOf knows; then nothing of the disk is left, unless the array could not be reached any more. */
export async function importDisk(options: {
  readonly file: string;
  /** "[datastore1] web/new.vmdk" */
  readonly disk: string;
  readonly format: (typeof imageFormats)[number];
  readonly provisioning: Provisioning;
  readonly labName: string | undefined;
}): Promise<ImportResult> {
  const { file, format, provisioning, labName } = options;
  const place = parseDatastorePath(options.disk);
  if (!/[^/]\.vmdk$/.test(place.path) || /-(flat|delta|ctk)\.vmdk$/.test(place.path))
    throw new Failure(`${JSON.stringify(options.disk)}: the name of a disk ends in .vmdk, and not in -flat.vmdk`, {
      status: 2,
    });
  const progress = new Progress();
  const interrupted = interruption();
  const name = formatDatastorePath(place);
  const image = await ImageFile.open(file, format);
  try {
    const { capacityBytes, fileBytes } = image;
    if (image.format === 'raw' && fileBytes !== capacityBytes)
      tell(`${file} ends within a sector: filled up with ${capacityBytes - fileBytes} bytes of zeros`);
    return await withDatastore({ labName, datastore: place.datastore, command: 'disk-import' }, async (datastore) => {
      const disk = await NewVolumeDisk.create(datastore, place.path, { capacityBytes, provisioning });
      const transfer = new Transfer({ progress, interrupted, what: `importing ${name}`, totalBytes: capacityBytes });
      const writes = new Pipeline<void>();
      const joiner = new Joiner(TRANSFER_BYTES, (offsetBytes, bytes) => writes.add(disk.write(offsetBytes, bytes)));
      let dataBytes = 0;
      try {
        await image.each(async ({ offsetBytes, bytes }) => {
          transfer.at(offsetBytes);
          dataBytes += bytes.length;
          await joiner.add(offsetBytes, bytes);
        });
        await joiner.flush();
        await writes.drain();
        transfer.at(capacityBytes);
        await disk.commit();
      } catch (error) {
        await writes.settle();
        // The first failure is the one to tell of; the second is why something is left.
        await disk
          .abandon()
          .catch((left: Error) => tell(`${name}: its -flat.vmdk could not be removed: ${left.message}`));
        throw error;
      }
      return { file, disk: name, format: image.format, capacityBytes, dataBytes };
    });
  } finally {
    progress.done();
    await image.close();
  }
}
