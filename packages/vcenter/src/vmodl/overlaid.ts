// Settings over settings: what is given counts, what is not given stays.

/** `base` with the fields of `given` that are set. */
export function overlaid<T extends object>(base: T, given: Partial<T> | undefined): T {
  const fields = Object.entries(given ?? {}).filter(([, value]) => value !== undefined);
  return { ...base, ...Object.fromEntries(fields) };
}
