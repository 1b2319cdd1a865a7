import { Alert, Button, Tabs, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { useCentre } from '../api/queries'
import type { DefinitionDetail, DefinitionText, DefinitionVersion } from '../api/types'
import { useLanguage } from '../i18n'
import { dateTime } from '../i18n/format'
import { Fault, Loading, NotFound } from '../shell/PageState'
import { Actions } from './Actions'
import { addressOf, useDefinition, useVersion } from './data'
import './definitions.css'
import { Difference } from './Difference'
import { Editor, Faults } from './Editor'
import { History } from './History'
import type { Schema } from '../form/schema'
import { StatusTag } from './StatusTag'
import { useDraft } from './useDraft'
import { YamlText } from './YamlText'
import { Problem } from '../api/http'

export default function DefinitionPage() {
  const { kind = '', key = '' } = useParams()
  const [search] = useSearchParams()
  const centre = useCentre()
  const detail = useDefinition(kind, key)
  // The address follows later than what is read anew: until it has, what was just done is what is shown.
  const [opened, setOpened] = useState({ of: '', version: 0 })
  const of = `${kind}/${key}`
  const asked = Number(search.get('version')) || (opened.of === of ? opened.version : 0)
  const shown = detail.data ? versionShown(detail.data, asked) : 0
  const text = useVersion(kind, key, shown)
  const error = detail.error ?? text.error
  if (error instanceof Problem && error.status === 404) return <NotFound />
  if (error) return <Fault error={error} retry={() => void Promise.all([detail.refetch(), text.refetch()])} />
  if (!detail.data || !text.data || !centre.data) return <Loading />
  return (
    <Version
      key={`${of}/${shown}`}
      detail={detail.data}
      text={text.data}
      zone={centre.data.timeZone}
      onOpen={(version) => setOpened({ of, version })}
    />
  )
}

/** The one asked for, or what is being decided, or what is in force. */
const versionShown = (detail: DefinitionDetail, asked: number): number =>
  detail.versions.find((one) => one.version === asked)?.version ??
  detail.versions.find((one) => ['draft', 'submitted', 'refused'].includes(one.status))?.version ??
  detail.versions.find((one) => one.status === 'inForce')?.version ??
  detail.versions[0]?.version ??
  0

interface VersionProps {
  detail: DefinitionDetail
  text: DefinitionText
  zone: string
  onOpen: (version: number) => void
}

function Version({ detail, text, zone, onOpen }: VersionProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [search, setSearch] = useSearchParams()
  const [refused, setRefused] = useState('')
  const writable = detail.mayEdit && (text.version.status === 'draft' || text.version.status === 'refused')
  const draft = useDraft(detail, text, writable)
  const version = draft.version
  const words = (name: { zh: string; en: string }) => (language === 'en' ? name.en : name.zh)
  const tab = search.get('tab') ?? (version.status === 'submitted' ? 'difference' : 'content')
  const open = (tabName: string, number: number) => {
    onOpen(number)
    setSearch({ version: String(number), tab: tabName }, { replace: number === version.version })
  }

  return (
    <div className="sheet definition">
      <div className="sheet-head">
        <h1>
          <Link to="/definitions">{t('definitions.title')}</Link> › {words(detail.kindName)}
          {detail.versions.length > 0 && detail.key !== 'main' && ` › ${words(detail.name)}`}
        </h1>
        <span className="definition-which">
          {t('definitions.version', { version: version.version })} <StatusTag status={version.status} />
        </span>
        <div className="definition-actions">
          {writable && (
            <Upload
              accept=".yaml,.yml"
              showUploadList={false}
              beforeUpload={(file) => {
                void file.text().then(draft.setYaml)
                return false
              }}
            >
              <Button>{t('definitions.import')}</Button>
            </Upload>
          )}
          <Button href={`${addressOf(detail.kind, detail.key)}/versions/${version.version}/file`}>
            {t('definitions.export')}
          </Button>
          <Actions
            detail={detail}
            version={version}
            draft={writable ? draft : null}
            onRefused={setRefused}
            open={open}
          />
        </div>
      </div>
      {refused && (
        <Alert
          type="warning"
          showIcon
          closable={{ onClose: () => setRefused('') }}
          title={refused}
          data-testid="definition-refused"
        />
      )}
      <About version={version} zone={zone} />
      {draft.conflict && (
        <Alert
          type="error"
          showIcon
          title={t('definitions.conflict')}
          action={
            <>
              <Button size="small" data-testid="conflict-theirs" onClick={draft.takeTheirs}>
                {t('definitions.takeTheirs')}
              </Button>{' '}
              <Button size="small" data-testid="conflict-mine" onClick={draft.keepMine}>
                {t('definitions.keepMine')}
              </Button>
            </>
          }
        />
      )}
      <Tabs
        activeKey={tab}
        onChange={(to) => open(to, version.version)}
        items={[
          {
            key: 'content',
            label: t('definitions.content'),
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
          {
            key: 'history',
            label: t('definitions.history'),
            children: <History versions={detail.versions} zone={zone} open={(number) => open('content', number)} />,
          },
        ]}
      />
    </div>
  )
}

/** Who wrote and who decided, why, and from when on. */
function About({ version, zone }: { version: DefinitionVersion; zone: string }) {
  const { t } = useTranslation()
  const at = (iso: string | null) => (iso ? dateTime(iso, zone).slice(0, 16) : '')
  const who = (number: string) => (number === 'system' ? t('definitions.system') : number)
  return (
    <dl className="definition-about">
      <div>
        <dt>{t('definitions.by')}</dt>
        <dd>{version.editors.length ? version.editors.join(', ') : who(version.author)}</dd>
      </div>
      {version.why && (
        <div>
          <dt>{t('definitions.why')}</dt>
          <dd>{version.why}</dd>
        </div>
      )}
      {version.wantedAt && !version.effectiveAt && (
        <div>
          <dt>{t('definitions.wanted')}</dt>
          <dd className="num">{at(version.wantedAt)}</dd>
        </div>
      )}
      {version.decidedBy && version.decidedBy !== 'system' && (
        <div>
          <dt>{t('definitions.decided')}</dt>
          <dd>
            {version.decidedBy} <span className="num soft">{at(version.decidedAt)}</span>
          </dd>
        </div>
      )}
      {version.decision && (
        <div className="definition-decision">
          <dt>{t(`definitions.status.${version.status === 'withdrawn' ? 'withdrawn' : 'refused'}`)}</dt>
          <dd>{t('definitions.decisionIs', { why: version.decision })}</dd>
        </div>
      )}
      {version.effectiveAt && (
        <div>
          <dt>{t('definitions.effective')}</dt>
          <dd className="num">{at(version.effectiveAt)}</dd>
        </div>
      )}
    </dl>
  )
}
