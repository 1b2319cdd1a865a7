import { isMap, isScalar, isSeq, type Document, type Node } from 'yaml'

/** What of JSON Schema (2020-12) the kinds use. */
export interface Schema {
  type?: string | string[]
  properties?: Record<string, Schema>
  additionalProperties?: Schema | boolean
  required?: string[]
  items?: Schema
  enum?: (string | number)[]
  $ref?: string
  $defs?: Record<string, Schema>
  'x-zh'?: string
  'x-en'?: string
  /** Filled in by a widget of some capability's. */
  'x-widget'?: string
  /** Identifies a person: kept in no draft. */
  'x-unkept'?: boolean
  /** A text of several lines. */
  'x-lines'?: boolean
  /** password: digits that nobody may read; date: a day, 2026-12-31. */
  format?: string
  /** What a choice is called. */
  'x-words'?: Record<string, { zh: string; en: string }>
  maxLength?: number
}

/** What of a form's value may be kept in the browser. */
export const keepable = (value: unknown, schema: Schema): unknown =>
  isRecord(value)
    ? Object.fromEntries(Object.entries(value).filter(([name]) => !schema.properties?.[name]?.['x-unkept']))
    : value

/** What was kept, over what the form begins with. */
export const filled = (begin: unknown, kept: unknown): unknown =>
  kept === undefined ? begin : isRecord(begin) && isRecord(kept) ? { ...begin, ...kept } : kept

const isRecord = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

export type Path = readonly (string | number)[]

/** Follows a reference within the same schema; what stands beside it counts too. */
export function resolved(schema: Schema, root: Schema): Schema {
  if (!schema.$ref) return schema
  const name = schema.$ref.replace('#/$defs/', '')
  return { ...(root.$defs?.[name] ?? {}), ...schema, $ref: undefined }
}

export type Shape = 'object' | 'map' | 'table' | 'list' | 'words' | 'choice' | 'whole' | 'switch' | 'text'

const typeOf = (schema: Schema) => (Array.isArray(schema.type) ? 'string' : schema.type)

/** How a value is shown: a list of small records as a table, a list of texts as words, and so on. */
export function shapeOf(schema: Schema, root: Schema): Shape {
  if (schema.enum) return 'choice'
  switch (typeOf(schema)) {
    case 'object':
      return schema.properties ? 'object' : 'map'
    case 'array': {
      const items = resolved(schema.items ?? {}, root)
      if (typeOf(items) !== 'object') return 'words'
      return Object.values(items.properties ?? {}).every((one) => isSmall(resolved(one, root))) ? 'table' : 'list'
    }
    case 'integer':
    case 'number':
      return 'whole'
    case 'boolean':
      return 'switch'
    default:
      return 'text'
  }
}

const isSmall = (schema: Schema) => !['object', 'array'].includes(typeOf(schema) ?? '')

export const pointer = (path: Path): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** A scalar as it is written: 0471 stays 0471. */
export function written(document: Document, path: Path): string {
  const node = document.getIn(path, true) as Node | undefined
  if (!isScalar(node)) return ''
  if (node.value === null) return ''
  return node.source ?? String(node.value)
}

export function lengthAt(document: Document, path: Path): number {
  const node = path.length ? document.getIn(path, true) : document.contents
  return isSeq(node) ? node.items.length : 0
}

export function keysAt(document: Document, path: Path): string[] {
  const node = path.length ? document.getIn(path, true) : document.contents
  return isMap(node) ? node.items.map((pair) => String(isScalar(pair.key) ? pair.key.value : pair.key)) : []
}

/** A new entry of a list or map: what it must have, empty. */
export function emptyOf(schema: Schema, root: Schema): unknown {
  const own = resolved(schema, root)
  switch (shapeOf(own, root)) {
    case 'object':
      return Object.fromEntries(
        (own.required ?? []).map((name) => [
          name,
          emptyOf(own.properties?.[name] ?? {}, root),
        ]),
      )
    case 'map':
      return {}
    case 'table':
    case 'list':
    case 'words':
      return []
    case 'choice':
      return own.enum?.[0]
    case 'whole':
      return 0
    case 'switch':
      return false
    default:
      return ''
  }
}

/** A place in words: the fields' names, and what names an item. */
export function placeOf(path: string, root: Schema, language: string): string {
  let schema: Schema = root
  const words: string[] = []
  for (const raw of path.split('/').slice(1)) {
    const step = raw.replaceAll('~1', '/').replaceAll('~0', '~')
    const own = resolved(schema, root)
    if (own.properties?.[step]) {
      schema = own.properties[step]
      const named = resolved(schema, root)
      words.push((language === 'en' ? named['x-en'] : named['x-zh']) ?? step)
    } else {
      schema = own.items ?? (typeof own.additionalProperties === 'object' ? own.additionalProperties : {})
      words.push(step)
    }
  }
  return words.join(' › ')
}
