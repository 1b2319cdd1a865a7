import { Button, Input, Popconfirm, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Document } from 'yaml'
import type { DefinitionFault, FlowNodeFigures } from '../api/types'
import { pointer, resolved, type Path, type Schema } from '../form/schema'
import { SchemaForm } from '../form/SchemaForm'
import { useLanguage } from '../i18n'
import { wayOf } from './Graph'
import { beginnings, schemaOf, types, waysTo, type Flow, type NodeType } from './model'

interface Props {
  flow: Flow
  document: Document
  schema: Schema
  faults: readonly DefinitionFault[]
  figures: ReadonlyMap<string, FlowNodeFigures>
  chosen: string
  /** Null: it is only read. */
  change: ((edit: (document: Document) => void) => void) | null
  choose: (name: string) => void
}

/** All nodes by name, for the keyboard; the chosen one's parts, faults, figures and ways. */
export function NodePanel({ flow, document, schema, faults, figures, chosen, change, choose }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const node = flow.nodes.find((one) => one.name === chosen)
  const nodeSchema = resolved(
    (resolved(schema.properties?.nodes ?? {}, schema).additionalProperties as Schema) ?? {},
    schema,
  )
  const own = faults.filter((fault) => fault.path === `/nodes/${chosen}` || fault.path.startsWith(`/nodes/${chosen}/`))
  const counts = figures.get(chosen)
  const set = (path: Path, value: unknown) =>
    change?.((draft) => (value === undefined ? draft.deleteIn(path) : draft.setIn(path, draft.createNode(value))))
  const remove = () => {
    change?.((draft) => {
      // From the last: an item that goes moves those behind it.
      for (const way of waysTo(draft, chosen).reverse()) draft.deleteIn(way.at(-1) === 'to' ? way.slice(0, -1) : way)
      draft.deleteIn(['nodes', chosen])
    })
    choose(flow.start)
  }
  return (
    <div className="flow-side">
      <label className="flow-list">
        <span>{t('flows.nodes')}</span>
        <Select
          showSearch
          optionFilterProp="label"
          value={node ? chosen : undefined}
          placeholder={t('flows.choose')}
          data-testid="flow-list"
          options={flow.nodes.map((one) => ({
            value: one.name,
            label: `${language === 'en' ? one.words.en : one.words.zh} · ${t(`flows.types.${one.type ?? 'unknown'}`)}`,
          }))}
          onChange={choose}
        />
      </label>
      {change && <AddNode flow={flow} change={change} choose={choose} />}
      {node && (
        <section aria-label={t('flows.node')} data-testid="flow-node">
          <h2>
            {language === 'en' ? node.words.en : node.words.zh} <code>{node.name}</code>
          </h2>
          {own.length > 0 && (
            <ul className="flow-faults" role="alert">
              {own.map((fault) => (
                <li key={fault.path + fault.en}>{language === 'en' ? fault.en : fault.zh}</li>
              ))}
            </ul>
          )}
          {counts && (
            <p className="num soft" data-testid="flow-figures">
              {t('flows.entries', { count: counts.entries })} · {t('flows.toPerson', { count: counts.toPerson })} ·{' '}
              {t('flows.hangUps', { count: counts.hangUps })} · {t('flows.ended', { count: counts.ended })}
            </p>
          )}
          <ul className="flow-ways" aria-label={t('flows.leads')}>
            {node.edges.map((edge) => (
              <li key={edge.way}>
                <span className="flow-way">{wayOf(edge.way)}</span>{' '}
                <button type="button" onClick={() => choose(edge.to)}>
                  {wordsOf(flow, edge.to, language)}
                </button>
              </li>
            ))}
          </ul>
          {change && node.type && (
            <>
              <SchemaForm
                key={pointer([chosen])}
                schema={schemaOf(nodeSchema, document.hasIn(['nodes', chosen, 'step']) ? 'step' : node.type)}
                root={schema}
                document={document}
                path={['nodes', chosen]}
                faults={faults}
                change={set}
              />
              {chosen !== flow.start && (
                <Popconfirm title={t('flows.removeSure', { name: chosen })} onConfirm={remove}>
                  <Button danger data-testid="flow-remove">
                    {t('flows.remove')}
                  </Button>
                </Popconfirm>
              )}
            </>
          )}
        </section>
      )}
    </div>
  )
}

const wordsOf = (flow: Flow, name: string, language: string) => {
  const words = flow.nodes.find((one) => one.name === name)?.words
  return words ? (language === 'en' ? words.en : words.zh) : name
}

function AddNode({ flow, change, choose }: Pick<Props, 'flow' | 'choose'> & { change: NonNullable<Props['change']> }) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const [type, setType] = useState<NodeType>('say')
  const taken = flow.nodes.some((one) => one.name === name)
  const sound = /^[a-z][a-z0-9-]{0,39}$/.test(name)
  const add = () => {
    change((draft) =>
      draft.setIn(['nodes', name], draft.createNode({ words: { zh: '', en: '' }, ...beginnings[type] })),
    )
    choose(name)
    setName('')
  }
  return (
    <div className="flow-add">
      <Input
        value={name}
        status={name !== '' && (taken || !sound) ? 'error' : undefined}
        placeholder={t('flows.nameHint')}
        aria-label={t('flows.name')}
        data-testid="flow-add-name"
        onChange={(event) => setName(event.target.value)}
      />
      <Select
        value={type}
        aria-label={t('flows.node')}
        options={types.map((one) => ({ value: one, label: t(`flows.types.${one}`) }))}
        onChange={setType}
      />
      <Button disabled={taken || !sound} title={taken ? t('flows.taken') : undefined} data-testid="flow-add" onClick={add}>
        {t('flows.add')}
      </Button>
    </div>
  )
}
