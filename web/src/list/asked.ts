import type { ColumnView, ListDescription } from '../api/types'

/** What is looked for where the address says nothing of it: a day, not all that ever was. */
export type Start = Readonly<Record<string, string>>

/** What of an address the list takes: filters, sorting, page; anything else is none of its business. */
export function askedOf(search: URLSearchParams, list: ListDescription, start: Start = {}): URLSearchParams {
  const said = saidOf(search, list, start)
  const left = Object.entries(start).filter(([name]) => !said.has(name))
  return new URLSearchParams([...[...said].filter(([, value]) => value !== ''), ...left])
}

/** What the address itself says of it. Emptied, what the page starts with is not looked for. */
export function saidOf(search: URLSearchParams, list: ListDescription, start: Start = {}): URLSearchParams {
  const known = new Set(['sort', 'after', 'size', ...filtersOf(list)])
  return new URLSearchParams([...search].filter(([name, value]) => known.has(name) && (value !== '' || name in start)))
}

/** All that can be looked for, as the address names it. */
export const filtersOf = (list: ListDescription): string[] => [
  ...(list.search ? ['q'] : []),
  ...list.columns.flatMap(namesOf),
]

/** What is looked for beyond what the page starts with. */
export const narrowedOf = (asked: URLSearchParams, list: ListDescription, start: Start = {}): string[] =>
  filtersOf(list).filter((name) => (asked.get(name) ?? '') !== (start[name] ?? ''))

/** Back to what the page starts with; sorting and size stay. */
export function cleared(search: URLSearchParams, list: ListDescription): URLSearchParams {
  const next = new URLSearchParams(search)
  for (const name of ['after', ...filtersOf(list)]) next.delete(name)
  return next
}

export const namesOf = (column: ColumnView): string[] =>
  column.filter === 'none'
    ? []
    : column.filter === 'range'
      ? [`${column.name}.from`, `${column.name}.to`]
      : [column.name]

/** A change of what is looked for begins at the first page. */
export function changed(search: URLSearchParams, part: Record<string, string>, start: Start = {}): URLSearchParams {
  const next = new URLSearchParams(search)
  next.delete('after')
  for (const [name, value] of Object.entries(part)) {
    if (value || name in start) next.set(name, value)
    else next.delete(name)
  }
  return next
}

/** What a saved view keeps: not the page. */
export function viewOf(asked: URLSearchParams): string {
  const view = new URLSearchParams(asked)
  view.delete('after')
  return view.toString()
}

const key = (list: string) => `tellerline.columns.${list}`

/** The columns the reader last had, of those there are. */
export function rememberedColumns(list: ListDescription): string[] {
  const standard = list.columns.filter((one) => !one.extra).map((one) => one.name)
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key(list.name)) ?? 'null')
    if (!Array.isArray(stored)) return standard
    const known = list.columns.map((one) => one.name).filter((name) => stored.includes(name))
    return known.length ? known : standard
  } catch {
    return standard
  }
}

export const rememberColumns = (list: string, columns: readonly string[]) =>
  localStorage.setItem(key(list), JSON.stringify(columns))

export const sizeOf = (bytes: number): string =>
  bytes < 1_048_576 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`
