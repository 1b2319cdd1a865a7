import { graphlib, layout } from '@dagrejs/dagre'
import type { Flow } from './model'

export const width = 190
export const height = 62

/** Where each node stands: from left to right, as a caller comes to it. */
export function placed(flow: Flow): Map<string, { x: number; y: number }> {
  const graph = new graphlib.Graph()
  graph.setGraph({ rankdir: 'LR', nodesep: 22, ranksep: 80 })
  graph.setDefaultEdgeLabel(() => ({}))
  const known = new Set(flow.nodes.map((node) => node.name))
  flow.nodes.toReversed().forEach((node) => graph.setNode(node.name, { width, height }))
  // What comes last here stands first: key 1 above key 2.
  flow.nodes.toReversed().forEach((node) =>
    node.edges
      .filter((edge) => known.has(edge.to))
      .toReversed()
      .forEach((edge) => graph.setEdge(node.name, edge.to)),
  )
  layout(graph)
  return new Map(
    flow.nodes.map((node) => {
      const { x = 0, y = 0 } = graph.node(node.name) as { x?: number; y?: number }
      return [node.name, { x: x - width / 2, y: y - height / 2 }]
    }),
  )
}
