import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { DefinitionText } from '../api/types'
import { useLanguage } from '../i18n'
import { Nothing } from '../shell/PageState'
import { shown } from './lines'
import { placeOf, type Schema } from '../form/schema'

/** What a version says otherwise than the one before it: place by place in words, and line by line. */
export function Difference({ text, now, schema }: { text: DefinitionText; now: string; schema: Schema }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const before = text.againstYaml
  const lines = useMemo(() => (before === null ? [] : shown(before, now)), [before, now])
  if (before === null) return <Nothing why={t('definitions.first')} />
  return (
    <div className="difference">
      <h2>{t('definitions.against', { version: text.against })}</h2>
      {text.differences.length === 0 ? (
        <p className="soft">{t('definitions.same')}</p>
      ) : (
        <table className="difference-words" data-testid="definition-differences">
          <thead>
            <tr>
              <th scope="col">{t('definitions.where')}</th>
              <th scope="col">{t('definitions.was')}</th>
              <th scope="col">{t('definitions.now')}</th>
            </tr>
          </thead>
          <tbody>
            {text.differences.map((one) => (
              <tr key={one.path}>
                <td>{placeOf(one.path, schema, language)}</td>
                <td className="was">{one.was === null ? '' : told(one.was)}</td>
                <td className="now">
                  {one.was === null && <em>{t('definitions.putIn')} </em>}
                  {one.now === null ? <em className="gone">{t('definitions.leftOut')}</em> : told(one.now)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <h2>{t('definitions.text')}</h2>
      <pre className="difference-lines">
        {lines.map((line, i) => (
          <div key={i} className={`line-${line.kind}`}>
            <span aria-hidden="true">{{ same: ' ', put: '+', gone: '−', skip: '⋯' }[line.kind]} </span>
            {line.text}
          </div>
        ))}
      </pre>
    </div>
  )
}

/** A value as people read it: `查询余额 · Balance · cxye`. */
function told(value: unknown): string {
  if (value === null || value === undefined) return '–'
  if (Array.isArray(value)) return value.map(told).join(', ')
  if (typeof value === 'object') return Object.values(value).map(told).join(' · ')
  return String(value as string | number | boolean)
}
