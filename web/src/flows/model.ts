import { isMap, isScalar, type Document } from 'yaml'
import type { Schema } from '../form/schema'

export const types = [
  'items', 'say', 'step', 'identify', 'collect', 'when', 'queue', 'language', 'flow', 'hangUp',
] as const

export type NodeType = (typeof types)[number]

export interface FlowEdge {
  /** A key, an outcome, then, else. */
  way: string
  to: string
}

export interface FlowNode {
  name: string
  type: NodeType | null
  words: { zh: string; en: string }
  /** What it names: a step, a flow, a language. */
  what: string
  edges: readonly FlowEdge[]
}

export interface Flow {
  start: string
  nodes: readonly FlowNode[]
}

/** What else a node of a type may have. */
const parts: Record<NodeType, readonly string[]> = {
  items: ['says', 'back', 'ends', 'silence'],
  say: ['then'],
  step: ['says', 'needs', 'then', 'on'],
  identify: ['says', 'then', 'on'],
  collect: ['says', 'then'],
  when: ['then', 'else'],
  queue: ['says'],
  language: ['then'],
  flow: ['then'],
  hangUp: ['says'],
}

/** What a new one begins with. */
export const beginnings: Record<NodeType, Record<string, unknown>> = {
  items: { items: [] },
  say: { say: [] },
  step: { step: 'balance' },
  identify: { identify: 'account' },
  collect: { collect: { digits: { min: 1, max: 20 } }, says: [] },
  when: { when: { customer: 'elderly' } },
  queue: { queue: {} },
  language: { language: 'other' },
  flow: { flow: '' },
  hangUp: { hangUp: true },
}

type Plain = Record<string, unknown>

const record = (value: unknown): Plain =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Plain) : {}

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

/** What is written, however faulty: what cannot be understood is left out. */
export function flowOf(document: Document): Flow {
  const root = record(document.toJS())
  const nodes = Object.entries(record(root.nodes)).map(([name, own]) => nodeOf(name, record(own)))
  return { start: text(root.start), nodes }
}

function nodeOf(name: string, own: Plain): FlowNode {
  const type = types.find((one) => own[one] !== undefined) ?? null
  const words = record(own.words)
  const items = Array.isArray(own.items) ? own.items.map(record) : []
  const edges: FlowEdge[] = [
    ...items.map((item) => ({ way: text(item.key), to: text(item.to) })),
    ...Object.entries(record(own.on)).map(([way, to]) => ({ way, to: text(to) })),
    { way: 'then', to: text(own.then) },
    { way: 'else', to: text(own.else) },
  ]
  return {
    name,
    type: type === 'step' && own.step === 'person' ? 'queue' : type,
    words: { zh: text(words.zh) || name, en: text(words.en) || name },
    what: type ? text(own[type]) : '',
    edges: edges.filter((edge) => edge.to !== ''),
  }
}

/** The part of the kind's schema that a node of this type has. */
export function schemaOf(node: Schema, type: NodeType): Schema {
  const wanted = ['words', type, ...parts[type]]
  const properties = Object.fromEntries(Object.entries(node.properties ?? {}).filter(([name]) => wanted.includes(name)))
  return { ...node, properties }
}

/** What leads to a node, with the place of each in the document. */
export function waysTo(document: Document, target: string): (string | number)[][] {
  const found: (string | number)[][] = []
  const look = (value: unknown, path: (string | number)[]) => {
    if (isMap(value))
      value.items.forEach((pair) => {
        const name = String(isScalar(pair.key) ? pair.key.value : pair.key)
        const at = [...path, name]
        const isEdge = ['to', 'then', 'else'].includes(name) || path.at(-1) === 'on'
        if (isEdge && isScalar(pair.value) && pair.value.value === target) found.push(at)
        else look(pair.value, at)
      })
    else if (value !== null && typeof value === 'object' && 'items' in value && Array.isArray(value.items))
      value.items.forEach((item, i) => look(item, [...path, i]))
  }
  look(document.get('nodes'), ['nodes'])
  return found
}
