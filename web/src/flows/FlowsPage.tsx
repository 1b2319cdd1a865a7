import { Alert, Input, Select, Tabs } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { parseDocument, type Document } from 'yaml'
import { get } from '../api/http'
import { useCentre } from '../api/queries'
import type { DefinitionDetail, DefinitionText, FlowNodeFigures } from '../api/types'
import { Actions } from '../definitions/Actions'
import { useDefinition, useDefinitions, useVersion } from '../definitions/data'
import '../definitions/definitions.css'
import { Difference } from '../definitions/Difference'
import { Editor, Faults } from '../definitions/Editor'
import { StatusTag } from '../definitions/StatusTag'
import { useDraft } from '../definitions/useDraft'
import { YamlText } from '../definitions/YamlText'
import type { Schema } from '../form/schema'
import { useLanguage } from '../i18n'
import { Fault, Loading } from '../shell/PageState'
import './flows.css'
import { Graph } from './Graph'
import { flowOf } from './model'
import { NodePanel } from './NodePanel'
import { TryOut } from './TryOut'

const kind = 'menus'

/** The dialogue in force, or the one that is being written, as a graph. */
export default function FlowsPage() {
  const [search] = useSearchParams()
  const key = search.get('flow') ?? 'main'
  const centre = useCentre()
  const detail = useDefinition(kind, key)
  const asked = Number(search.get('version'))
  const versions = detail.data?.versions ?? []
  const shown =
    versions.find((one) => one.version === asked) ??
    versions.find((one) => ['draft', 'submitted', 'refused'].includes(one.status)) ??
    versions.find((one) => one.status === 'inForce') ??
    versions[0]
  const text = useVersion(kind, key, shown?.version ?? 0)
  const error = detail.error ?? text.error
  if (error) return <Fault error={error} retry={() => void Promise.all([detail.refetch(), text.refetch()])} />
  if (!detail.data || !text.data || !centre.data) return <Loading />
  return (
    <Version key={`${key}/${shown?.version}`} detail={detail.data} text={text.data} zone={centre.data.timeZone} />
  )
}

function Version({ detail, text, zone }: { detail: DefinitionDetail; text: DefinitionText; zone: string }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [search, setSearch] = useSearchParams()
  const [refused, setRefused] = useState('')
  const [side, setSide] = useState('node')
  const [here, setHere] = useState<string | null>(null)
  const all = useDefinitions()
  const writable = detail.mayEdit && (text.version.status === 'draft' || text.version.status === 'refused')
  const draft = useDraft(detail, text, writable)
  const document = useMemo(() => parseDocument(draft.yaml), [draft.yaml])
  const broken = document.errors.length > 0
  const flow = useMemo(() => (broken ? { start: '', nodes: [] } : flowOf(document)), [document, broken])
  const [picked, setPicked] = useState('')
  const chosen = flow.nodes.some((node) => node.name === picked) ? picked : flow.start
  const day = useQuery({
    queryKey: ['flows', 'figures'],
    queryFn: ({ signal }) => get<FlowNodeFigures[]>('/api/flows/figures', signal),
  })
  const figures = useMemo(() => new Map((day.data ?? []).map((one) => [one.node, one])), [day.data])
  const own = figures.get('my-menu')
  const faults = useMemo(() => {
    const counts = new Map<string, number>()
    for (const fault of draft.faults) {
      const name = /^\/nodes\/([^/]+)/.exec(fault.path)?.[1]
      if (name) counts.set(name, (counts.get(name) ?? 0) + 1)
    }
    return counts
  }, [draft.faults])
  const tab = search.get('tab') ?? 'graph'
  const to = (changes: Record<string, string>) =>
    setSearch({ ...Object.fromEntries(search), ...changes }, { replace: true })
  const change = writable
    ? (edit: (document: Document) => void) => {
        const next = parseDocument(draft.yaml)
        edit(next)
        draft.setYaml(next.toString({ lineWidth: 0, flowCollectionPadding: true }))
      }
    : null
  const place = useCallback((node: string | null) => setHere(node), [])
  const words = (both: { zh: string; en: string }) => (language === 'en' ? both.en : both.zh)
  const documents = all.data?.find((one) => one.kind === kind)?.documents ?? []

  return (
    <div className="sheet definition flows" data-testid="flows-page">
      <div className="sheet-head">
        <h1>{t('flows.title')}</h1>
        {documents.length > 1 && (
          <Select
            aria-label={t('flows.document')}
            value={detail.key}
            options={documents.map((one) => ({ value: one.key, label: words(one.name) }))}
            onChange={(flowKey) => setSearch({ flow: flowKey })}
          />
        )}
        <span className="definition-which">
          {t('definitions.version', { version: draft.version.version })} <StatusTag status={draft.version.status} />
        </span>
        <Select
          aria-label={t('flows.version')}
          value={draft.version.version}
          options={detail.versions.map((one) => ({
            value: one.version,
            label: t('definitions.version', { version: one.version }),
          }))}
          onChange={(version) => to({ version: String(version) })}
        />
        <div className="definition-actions">
          <Actions
            detail={detail}
            version={draft.version}
            draft={writable ? draft : null}
            onRefused={setRefused}
            open={(_, version) => to({ version: String(version) })}
          />
        </div>
      </div>
      {(refused || draft.conflict) && (
        <Alert
          type="warning"
          showIcon
          title={draft.conflict ? t('definitions.conflict') : refused}
          action={
            draft.conflict && (
              <>
                <a onClick={draft.takeTheirs}>{t('definitions.takeTheirs')}</a>{' '}
                <a onClick={draft.keepMine}>{t('definitions.keepMine')}</a>
              </>
            )
          }
        />
      )}
      {own && flow.start === 'main' && (
        <p className="soft" data-testid="flows-own-menu">
          {t('flows.ownMenu', { entries: own.entries, toPerson: own.toPerson, hangUps: own.hangUps })}
        </p>
      )}
      <Tabs
        activeKey={tab}
        onChange={(next) => to({ tab: next })}
        items={[
          {
            key: 'graph',
            label: t('flows.graph'),
            children: broken ? (
              <Alert type="warning" showIcon title={t('flows.broken')} />
            ) : (
              <>
              {writable && (
                <label className="flow-why">
                  <span>{t('definitions.why')}</span>
                  <Input
                    value={draft.why}
                    maxLength={500}
                    placeholder={t('definitions.whyHint')}
                    onChange={(event) => draft.setWhy(event.target.value)}
                  />
                  <span className={`definition-saved definition-${draft.state}`} role="status">
                    {draft.state === 'notSaved' && draft.problem
                      ? t('definitions.notSaved', { why: draft.problem })
                      : t(draft.state === 'saved' ? 'definitions.saved' : 'definitions.saving')}
                  </span>
                </label>
              )}
              <div className="flow-work">
                <Graph
                  flow={flow}
                  faults={faults}
                  figures={figures}
                  chosen={chosen}
                  here={here}
                  choose={(name) => {
                    setPicked(name)
                    setSide('node')
                  }}
                />
                <Tabs
                  className="flow-aside"
                  activeKey={side}
                  onChange={setSide}
                  destroyOnHidden
                  items={[
                    {
                      key: 'node',
                      label: t('flows.node'),
                      children: (
                        <NodePanel
                          flow={flow}
                          document={document}
                          schema={detail.schema as Schema}
                          faults={draft.faults}
                          figures={figures}
                          chosen={chosen}
                          change={change}
                          choose={setPicked}
                        />
                      ),
                    },
                    {
                      key: 'try',
                      label: t('flows.try'),
                      children: <TryOut yaml={draft.yaml} flow={detail.key} onPlace={place} />,
                    },
                  ]}
                />
              </div>
              </>
            ),
          },
          {
            key: 'yaml',
            label: t('flows.yaml'),
            children: writable ? (
              <Editor schema={detail.schema as Schema} draft={draft} zone={zone} />
            ) : (
              <>
                {text.faults.length > 0 && <Faults faults={text.faults} onLine={() => undefined} />}
                <YamlText value={text.yaml} />
              </>
            ),
          },
          {
            key: 'difference',
            label: t('definitions.difference'),
            children: <Difference text={text} now={draft.yaml} schema={detail.schema as Schema} />,
          },
        ]}
      />
    </div>
  )
}
