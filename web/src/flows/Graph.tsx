import {
  Background,
  Controls,
  Handle,
  MarkerType,
  Position,
  ReactFlow,
  type Edge,
  type Node,
  type NodeProps,
} from '@xyflow/react'
import '@xyflow/react/dist/style.css'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowNodeFigures } from '../api/types'
import { coded, useLanguage } from '../i18n'
import { height, placed, width } from './layout'
import type { Flow, FlowNode } from './model'

interface Shown extends Record<string, unknown> {
  node: FlowNode
  isStart: boolean
  faults: number
  figures?: FlowNodeFigures
  here: boolean
}

const nodeTypes = { flow: FlowBox }

interface Props {
  flow: Flow
  faults: ReadonlyMap<string, number>
  figures: ReadonlyMap<string, FlowNodeFigures>
  chosen: string
  /** Where the trial is. */
  here: string | null
  choose: (name: string) => void
}

/** The dialogue as callers go through it; each box and each way as it is written. The list beside it says the same. */
export function Graph({ flow, faults, figures, chosen, here, choose }: Props) {
  const { t } = useTranslation()
  const places = useMemo(() => placed(flow), [flow])
  const nodes: Node<Shown>[] = flow.nodes.map((node) => ({
    id: node.name,
    type: 'flow',
    position: places.get(node.name) ?? { x: 0, y: 0 },
    selected: node.name === chosen,
    width,
    height,
    data: {
      node,
      isStart: node.name === flow.start,
      faults: faults.get(node.name) ?? 0,
      figures: figures.get(node.name),
      here: node.name === here,
    },
  }))
  const edges: Edge[] = flow.nodes.flatMap((node) =>
    node.edges
      .filter((edge) => places.has(edge.to))
      .map((edge) => ({
        id: `${node.name} ${edge.way}`,
        source: node.name,
        target: edge.to,
        label: edge.way === 'then' ? undefined : wayOf(edge.way),
        markerEnd: { type: MarkerType.ArrowClosed },
        className: node.name === chosen || edge.to === chosen ? 'flow-way-chosen' : undefined,
      })),
  )
  return (
    <div className="flow-graph" aria-label={t('flows.graph')} data-testid="flow-graph">
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        nodesDraggable={false}
        nodesConnectable={false}
        deleteKeyCode={null}
        fitView
        minZoom={0.2}
        proOptions={{ hideAttribution: false }}
        onNodeClick={(_, node) => choose(node.id)}
      >
        <Background />
        <Controls showInteractive={false} />
      </ReactFlow>
    </div>
  )
}

export const wayOf = (way: string) => {
  const own = coded('flows.ways', way)
  return own === way ? coded('outcomes', way) : own
}

function FlowBox({ data, selected }: NodeProps<Node<Shown>>) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { node, figures } = data
  return (
    <div
      className={[
        'flow-box',
        `flow-${node.type ?? 'unknown'}`,
        selected ? 'flow-chosen' : '',
        data.here ? 'flow-here' : '',
        data.faults ? 'flow-faulty' : '',
      ].join(' ')}
      data-testid={`flow-node-${node.name}`}
    >
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <span className="flow-type">
        {t(`flows.types.${node.type ?? 'unknown'}`)}
        {data.isStart && ` · ${t('flows.start')}`}
        {data.faults > 0 && <b className="flow-fault"> ▲ {data.faults}</b>}
      </span>
      <span className="flow-name">{language === 'en' ? node.words.en : node.words.zh}</span>
      {figures && (
        <span className="flow-figures num">
          {t('flows.short', { entries: figures.entries, toPerson: figures.toPerson, hangUps: figures.hangUps })}
        </span>
      )}
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  )
}
