import { Button, Collapse, Empty, Result, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import { Problem } from '../api/http'
import { coded } from '../i18n'

/** What an error means and what to do now; its technical cause folds out. */
export function Fault({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation()
  if (error instanceof Problem && error.status === 403) return <Forbidden />
  const code = error instanceof Problem ? error.code : 'unknown'
  const known = coded('faults', code)
  const text = known === code ? t('faults.unknown') : known
  return (
    <div className="state-page">
      <Result
        status="warning"
        title={text}
        subTitle={t('page.faultNext')}
        extra={
          retry && (
            <Button type="primary" onClick={retry}>
              {t('page.retry')}
            </Button>
          )
        }
      >
        <Technical error={error} />
      </Result>
    </div>
  )
}

/**
 * The technical cause, for who mends it: status and code, and the detail where it says more than the sentence above.
 */
export function Technical({ error }: { error: unknown }) {
  const { t } = useTranslation()
  const cause =
    error instanceof Problem
      ? [error.status || '', error.code, error.detail].filter(Boolean).join(' · ')
      : String(error)
  return (
    <Collapse
      ghost
      size="small"
      items={[{ key: 'cause', label: t('page.technical'), children: <code>{cause}</code> }]}
    />
  )
}

/** An address that is none of ours. */
export function NotFound() {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  return (
    <div className="state-page" data-testid="not-found">
      <Result
        status="404"
        title={<h1>{t('page.notFound')}</h1>}
        subTitle={t('page.notFoundNext', { path: pathname })}
        extra={
          <Link to="/">
            <Button type="primary">{t('page.home')}</Button>
          </Link>
        }
      />
    </div>
  )
}

export function Forbidden() {
  const { t } = useTranslation()
  return (
    <div className="state-page">
      <Result status="403" title={<h1>{t('page.forbidden')}</h1>} subTitle={t('page.forbiddenNext')} />
    </div>
  )
}

/** A role whose work has no pages here yet. */
export function NoPages() {
  const { t } = useTranslation()
  return (
    <div className="state-page">
      <Result status="info" title={<h1>{t('page.noPages')}</h1>} subTitle={t('page.noPagesNext')} />
    </div>
  )
}

export const Loading = () => (
  <div className="sheet" aria-busy="true">
    <Skeleton active paragraph={{ rows: 8 }} />
  </div>
)

export const Nothing = ({ why, children }: { why: string; children?: ReactNode }) => (
  <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={why}>
    {children}
  </Empty>
)
