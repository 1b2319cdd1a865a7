import { Alert, DatePicker, Input } from 'antd'
import dayjs from 'dayjs'
import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { parseDocument } from 'yaml'
import type { DefinitionFault } from '../api/types'
import { useLanguage } from '../i18n'
import { atBank, dateTime } from '../i18n/format'
import type { Path, Schema } from '../form/schema'
import { SchemaForm } from '../form/SchemaForm'
import type { Draft } from './useDraft'
import { YamlText } from './YamlText'

/** The form beside the text: either changes the other; comments in the text stay. */
export function Editor({ schema, draft, zone }: { schema: Schema; draft: Draft; zone: string }) {
  const { t } = useTranslation()
  const area = useRef<HTMLTextAreaElement>(null)
  const document = useMemo(() => parseDocument(draft.yaml), [draft.yaml])
  const marked = new Set(draft.faults.map((fault) => fault.line ?? 0))

  const change = (path: Path, value: unknown) => {
    const next = parseDocument(draft.yaml)
    if (value === undefined) next.deleteIn(path)
    else next.setIn(path, next.createNode(value))
    draft.setYaml(next.toString({ lineWidth: 0, flowCollectionPadding: true }))
  }
  const goTo = (line: number) => {
    const field = area.current
    if (!field || line < 1) return
    const before = draft.yaml.split('\n').slice(0, line - 1)
    const from = before.join('\n').length + (line > 1 ? 1 : 0)
    field.focus()
    field.setSelectionRange(from, from + (draft.yaml.split('\n')[line - 1]?.length ?? 0))
    field.scrollTop = Math.max(0, (line - 5) * 20)
  }

  return (
    <>
      <div className="definition-meta">
        <label>
          <span>{t('definitions.why')}</span>
          <Input
            value={draft.why}
            maxLength={500}
            placeholder={t('definitions.whyHint')}
            data-testid="definition-why"
            onChange={(event) => draft.setWhy(event.target.value)}
          />
        </label>
        <label>
          <span>{t('definitions.wanted')}</span>
          <DatePicker
            showTime={{ format: 'HH:mm' }}
            format="YYYY-MM-DD HH:mm"
            placeholder={t('definitions.wantedHint')}
            value={draft.wantedAt ? dayjs(dateTime(draft.wantedAt, zone), 'YYYY-MM-DD HH:mm:ss') : null}
            onChange={(at) => draft.setWantedAt(at ? atBank(at.format('YYYY-MM-DDTHH:mm:00'), zone) : null)}
          />
        </label>
        <span className={`definition-saved definition-${draft.state}`} role="status" data-testid="definition-saved">
          {draft.state === 'notSaved' && draft.problem
            ? t('definitions.notSaved', { why: draft.problem })
            : t(draft.state === 'saved' ? 'definitions.saved' : 'definitions.saving')}
        </span>
      </div>
      <div className="definition-editor">
        <section aria-label={t('definitions.form')} className="definition-form">
          {document.errors.length > 0 ? (
            <Alert type="warning" showIcon title={t('definitions.brokenForm')} />
          ) : (
            <SchemaForm
              schema={schema}
              root={schema}
              document={document}
              path={[]}
              faults={draft.faults}
              change={change}
            />
          )}
        </section>
        <section aria-label={t('definitions.yaml')} className="definition-text">
          <Faults faults={draft.faults} onLine={goTo} />
          <YamlText value={draft.yaml} onChange={draft.setYaml} marked={marked} area={area} />
        </section>
      </div>
    </>
  )
}

/** All that is wrong, in the reader's language; a click goes to the line. */
export function Faults({ faults, onLine }: { faults: readonly DefinitionFault[]; onLine: (line: number) => void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  if (faults.length === 0)
    return (
      <p className="definition-sound" data-testid="definition-sound">
        <span aria-hidden="true">✔</span> {t('definitions.noFaults')}
      </p>
    )
  return (
    <div className="definition-faults" role="alert" data-testid="definition-faults">
      <strong>{t('definitions.faults', { count: faults.length })}</strong>
      <ul>
        {faults.map((fault) => (
          <li key={`${fault.line}${fault.path}${fault.en}`}>
            <button type="button" onClick={() => onLine(fault.line ?? 0)}>
              {!!fault.line && <span className="num">{t('definitions.line', { line: fault.line })}</span>}{' '}
              <code>{fault.path}</code> {language === 'en' ? fault.en : fault.zh}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
