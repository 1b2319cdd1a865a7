/** How many rows of the list as it is now stand before the first that is shown. */
export function newer<Row>(shown: readonly Row[], now: readonly Row[], key: keyof Row): number {
  const known = new Set(shown.map((row) => row[key]))
  const first = now.findIndex((row) => known.has(row[key]))
  return first < 0 ? now.length : first
}

/** The rows that are shown, each as it is now: none comes, none goes, none moves under the reader's eyes. */
export function refreshed<Row>(shown: readonly Row[], now: readonly Row[], key: keyof Row): Row[] {
  const current = new Map(now.map((row) => [row[key], row]))
  return shown.map((row) => current.get(row[key]) ?? row)
}
