import { readFileSync } from 'node:fs'
import { parseDocument } from 'yaml'
import { describe, expect, test } from 'vitest'
import { placed } from './layout'
import { flowOf, schemaOf, waysTo } from './model'

const shipped = parseDocument(readFileSync('../src/SelfService/kinds/main.yaml', 'utf8'))

describe('a dialogue as it is drawn', () => {
  test('has the nodes and ways of the text', () => {
    const flow = flowOf(shipped)
    expect(flow.start).toBe('main')
    expect(flow.nodes.find((node) => node.name === 'main')?.edges[0]).toEqual({ way: '1', to: 'balance' })
    expect(flow.nodes.find((node) => node.name === 'balance')).toMatchObject({
      type: 'step',
      what: 'balance',
      edges: [{ way: 'then', to: 'after' }],
    })
  })

  test('is drawn however faulty', () => {
    const flow = flowOf(parseDocument('start: [x]\nnodes: { a: , b: { on: { done: c }, then: 3, items: 7 } }'))
    expect(flow.start).toBe('')
    expect(flow.nodes.map((node) => node.edges)).toEqual([
      [],
      [
        { way: 'done', to: 'c' },
        { way: 'then', to: '3' },
      ],
    ])
    expect(placed(flow).size).toBe(2)
  })

  test('goes from left to right and covers nothing', () => {
    const places = [...placed(flowOf(shipped)).entries()]
    expect(placed(flowOf(shipped)).get('main')?.x).toBeLessThan(placed(flowOf(shipped)).get('after')?.x ?? 0)
    expect(placed(flowOf(shipped)).get('balance')?.y).toBeLessThan(placed(flowOf(shipped)).get('language')?.y ?? 0)
    expect(new Set(places.map(([, at]) => `${at.x} ${at.y}`)).size).toBe(places.length)
  })

  test('knows what leads to a node', () =>
    expect(waysTo(shipped, 'balance')).toEqual([['nodes', 'main', 'items', 0, 'to']]))

  test('shows of a node what its type has', () => {
    const schema = schemaOf({ properties: { words: {}, say: {}, then: {}, on: {}, items: {} } }, 'say')
    expect(Object.keys(schema.properties ?? {})).toEqual(['words', 'say', 'then'])
  })
})
