/** The same items with the one at `from` one place up (-1) or down (1); at an end, as they were. */
export function moved<T>(items: readonly T[], from: number, by: -1 | 1): T[] {
  const to = from + by
  const all = [...items]
  const [one, other] = [all[from], all[to]]
  if (one === undefined || other === undefined) return all
  all[from] = other
  all[to] = one
  return all
}
