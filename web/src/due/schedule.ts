/** `30 2 * * *` is every day at 02:30; null where it is not every day, once. */
export function dailyAt(schedule: string): string | null {
  const found = /^(\d{1,2}) (\d{1,2}) \* \* \*$/.exec(schedule)
  return found ? `${found[2]!.padStart(2, '0')}:${found[1]!.padStart(2, '0')}` : null
}
